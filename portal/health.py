"""Whether the portal can work: what /readyz says, for load balancers, monitoring and people on duty."""

import logging
from typing import Any

import redis
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Min
from django.utils import timezone
from kombu.exceptions import OperationalError

from intake.models import Message
from portal.celery import app

logger = logging.getLogger(__name__)

#: An email that is due this many seconds and not sent is late: a sweep comes every 15.
LATE_AFTER = 120
_PATIENCE = 1.0
_BROKER_ERRORS = (redis.RedisError, OperationalError, OSError)


def readiness() -> dict[str, Any]:
    """Return the state of the whole and of its parts.

    `status` is "down" without the database or the broker, "degraded" where pages work but emails wait (no
    worker answers, or an email is late), else "ok". `oldest_due_seconds` says for how long the
    longest-waiting email has been due.
    """
    parts = {"database": _database(), "broker": _broker()}
    is_up = {name: part["status"] == "ok" for name, part in parts.items()}
    unknown = {"status": "unknown"}
    parts["worker"] = _worker() if is_up["broker"] else unknown
    parts["backlog"] = _backlog() if is_up["database"] else unknown
    return {"status": _overall(parts, all(is_up.values())), "parts": parts}


def _overall(parts: dict[str, dict[str, Any]], is_up: bool) -> str:
    if not is_up:
        return "down"
    return "ok" if all(part["status"] == "ok" for part in parts.values()) else "degraded"


def _database() -> dict[str, Any]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return _down("database", error)
    return {"status": "ok"}


def _broker() -> dict[str, Any]:
    try:
        with redis.Redis.from_url(
            app.conf.broker_url, socket_connect_timeout=_PATIENCE, socket_timeout=_PATIENCE
        ) as broker:
            broker.ping()
    except _BROKER_ERRORS as error:
        return _down("broker", error)
    return {"status": "ok"}


def _worker() -> dict[str, Any]:
    try:
        answers = app.control.ping(timeout=_PATIENCE, limit=1)
    except _BROKER_ERRORS as error:
        return _down("worker", error)
    return {"status": "ok" if answers else "no answer"}


def _backlog() -> dict[str, Any]:
    now = timezone.now()
    due = Message.objects.filter(state=Message.State.QUEUED, next_attempt_at__lte=now)
    oldest = due.aggregate(oldest=Min("next_attempt_at"))["oldest"]
    waited = int((now - oldest).total_seconds()) if oldest else 0
    return {
        "status": "late" if waited > LATE_AFTER else "ok",
        "oldest_due_seconds": waited,
        "failed": Message.objects.filter(state=Message.State.FAILED).count(),
    }


def _down(part: str, error: Exception) -> dict[str, Any]:
    logger.warning("%s is down: %s", part, type(error).__name__)
    return {"status": "down"}
