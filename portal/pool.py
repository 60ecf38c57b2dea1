"""The pool of connections to PostgreSQL, mended so that a restart of the database is soon forgotten."""

from typing import Any

from psycopg_pool.base import AttemptWithBackoff

#: Seconds that a request waits for a connection before it is told that the database is away.
_PATIENCE = 5.0
_FIRST_PAUSE = 0.01


def options() -> dict[str, Any]:
    """Return the pool's settings, and shorten its pauses, which it has no setting for.

    A restart leaves every connection of a process dead. The pool finds that out one by one, and pauses after
    each, doubling the pause from a second on: from the fourth on, requests would fail although the database
    is back. While it is away the pauses double as well, up to minutes, until the pool gives up and the next
    request tries at once.
    """
    AttemptWithBackoff.INITIAL_DELAY = _FIRST_PAUSE
    return {"min_size": 1, "max_size": 8, "timeout": _PATIENCE, "reconnect_timeout": _PATIENCE}
