"""Whether the portal can work: what /readyz says, for load balancers, monitoring and people on duty."""

import logging
from typing import Any

import redis
from django.db import Error as DatabaseError
from django.db import connection
from django.db.models import Min
from django.utils import timezone
from kombu.exceptions import OperationalError

from intake import circuit, heartbeat
from intake.models import Message
from portal.celery import app

logger = logging.getLogger(__name__)

#: An email that is due this many seconds and not sent is late: a sweep comes every 15.
LATE_AFTER = 120
#: The canary runs every 20 seconds and beat notes its heartbeat every 15.
SILENT_AFTER = 60
_PATIENCE = 1.0
_BROKER_ERRORS = (redis.RedisError, OperationalError, OSError)
_UNKNOWN = {"status": "unknown"}


def readiness() -> dict[str, Any]:
    """Return the state of the whole and of its parts.

    `status` is "down" if the database, the broker, the worker or beat is, "degraded" where everything runs
    but emails wait (one is late, or sending is paused), else "ok". `oldest_due_seconds` says for how long the
    longest-waiting email has been due, `failed` how many emails somebody has to look at.
    """
    parts = {"database": _database(), "broker": _broker()}
    has_database = parts["database"]["status"] == "ok"
    has_both = has_database and parts["broker"]["status"] == "ok"
    parts["worker"] = _worker() if has_both else _UNKNOWN
    parts["beat"] = _beat() if has_database else _UNKNOWN
    parts["email"] = _email() if has_database else _UNKNOWN
    parts["backlog"] = _backlog() if has_database else _UNKNOWN
    return {"status": _overall(parts), "parts": parts}


def _overall(parts: dict[str, dict[str, Any]]) -> str:
    statuses = {part["status"] for part in parts.values()}
    if "down" in statuses:
        return "down"
    return "ok" if statuses == {"ok"} else "degraded"


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
    silent_for = heartbeat.seconds_since(heartbeat.WORKER)
    if silent_for is not None:
        return _by_silence(silent_for)
    # In the first seconds of a new portal no canary has run yet.
    try:
        answers = app.control.ping(timeout=_PATIENCE, limit=1)
    except _BROKER_ERRORS as error:
        return _down("worker", error)
    return {"status": "ok" if answers else "down"}


def _beat() -> dict[str, Any]:
    silent_for = heartbeat.seconds_since(heartbeat.BEAT)
    return {"status": "down"} if silent_for is None else _by_silence(silent_for)


def _by_silence(seconds: float) -> dict[str, Any]:
    status = "down" if seconds > SILENT_AFTER else "ok"
    return {"status": status, "last_seen_seconds": int(seconds)}


def _email() -> dict[str, Any]:
    return {"status": "paused" if circuit.state() else "ok"}


def _backlog() -> dict[str, Any]:
    now = timezone.now()
    due = Message.objects.filter(state=Message.State.QUEUED, next_attempt_at__lte=now)
    oldest = due.aggregate(oldest=Min("next_attempt_at"))["oldest"]
    waited = int((now - oldest).total_seconds()) if oldest else 0
    return {
        "status": "late" if waited > LATE_AFTER else "ok",
        "oldest_due_seconds": waited,
        "failed": Message.objects.filter(state=Message.State.FAILED, handled_at=None).count(),
    }


def _down(part: str, error: Exception) -> dict[str, Any]:
    logger.warning("%s is down: %s", part, type(error).__name__)
    return {"status": "down"}
