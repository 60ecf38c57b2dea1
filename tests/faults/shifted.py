"""Celery with a clock that is off: `python -m tests.faults.shifted SECONDS <celery's arguments>`."""

import datetime as dt
import sys

import time_machine
from celery.__main__ import main

if __name__ == "__main__":
    shift = dt.timedelta(seconds=int(sys.argv.pop(1)))
    time_machine.travel(dt.datetime.now(dt.UTC) + shift, tick=True).start()
    main()
