#!/usr/bin/env python
"""Measure every reader of outside text on 100 kB made to take long; fail where a condition takes 50 ms.

What reads a whole email may take ten times as long: that is done by a worker, once.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_DATA_DIR", tempfile.mkdtemp(prefix="portal-bench-"))
SIZE = 100_000
MILLISECONDS, OF_EMAILS = 50, 500


def main() -> int:
    """Measure and say; return 1 where something takes too long."""
    import django

    django.setup()
    from tests.security import hostile_text

    slow = 0
    for name, read in hostile_text.READERS.items():
        took = max(_took(read, text) for text in hostile_text.texts(SIZE))
        limit = MILLISECONDS if name in hostile_text.CONDITIONS else OF_EMAILS
        slow += took > limit
        print(f"{took:7.1f} ms  {name}{'' if took <= limit else f'  OVER {limit} ms'}")
    return int(slow > 0)


def _took(read: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    read(text)
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    sys.exit(main())
