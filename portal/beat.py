"""Celery's beat with a heartbeat, so that its absence is noticed: `CELERY_BEAT_SCHEDULER` names it."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from django.db import Error as DatabaseError
from django.db import close_old_connections

from intake import heartbeat

logger = logging.getLogger(__name__)

_EVERY_SECONDS = 15


class Scheduler(PersistentScheduler):
    """Celery's own scheduler; it never sleeps longer than the heartbeat's interval."""

    _noted_at = float("-inf")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin as Celery's own does."""
        super().__init__(*args, **kwargs)
        self.max_interval = _EVERY_SECONDS

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Announce what is due; return the seconds until the next tick."""
        self._note()
        return float(super().tick(*args, **kwargs))

    def _note(self) -> None:
        if time.monotonic() - self._noted_at < _EVERY_SECONDS:
            return
        self._noted_at = time.monotonic()
        try:
            close_old_connections()
            heartbeat.note(heartbeat.BEAT)
        except DatabaseError as error:
            # Tasks are announced through redis all the same; the database's absence is seen elsewhere.
            logger.warning("no heartbeat: %s", type(error).__name__)
