"""The states of a submission and the allowed moves, as a table."""

from typing import NamedTuple

from intake.models.submission import Status


class Move(NamedTuple):
    """A move: from which states it may be made, and where it leads."""

    sources: frozenset[str]
    target: str


_OPEN = frozenset({Status.NEW, Status.OPEN, Status.WAITING})
_HELD = frozenset({Status.HELD})
_CLOSED = frozenset({Status.RESOLVED, Status.WITHDRAWN, Status.SPAM})

MOVES: dict[str, Move] = {
    "take_up": Move(_OPEN, Status.OPEN),
    "reply": Move(_OPEN, Status.OPEN),
    "wait": Move(_OPEN, Status.WAITING),
    "resolve": Move(_OPEN, Status.RESOLVED),
    "mark_as_spam": Move(_OPEN | _HELD, Status.SPAM),
    # What looked suspicious is received after all.
    "pass_on": Move(_HELD, Status.NEW),
    # By the sender, who does not know of what is held that it is.
    "withdraw": Move(_OPEN | _HELD, Status.WITHDRAWN),
    "solve": Move(_OPEN | _HELD, Status.RESOLVED),
    "sender_writes": Move(_OPEN | {Status.RESOLVED}, Status.OPEN),
    "sender_adds": Move(_HELD, Status.HELD),
    "reopen": Move(_CLOSED, Status.OPEN),
    # What it was before comes back when it is undone: `merging` keeps it.
    "merge": Move(_OPEN | {Status.RESOLVED}, Status.MERGED),
}


class MoveNotAllowed(Exception):
    """The submission is in a state from which this move cannot be made."""


def moves_from(status: str) -> list[str]:
    """Return the names of the moves that may be made from `status`, in the table's order."""
    return [name for name, move in MOVES.items() if status in move.sources]


def after(move: str, status: str) -> str:
    """Return the state that `move` leads to from `status`.

    Raises:
        MoveNotAllowed: the table does not allow it.
    """
    if status not in MOVES[move].sources:
        raise MoveNotAllowed(f"This cannot be done to a submission that is {Status(status).label.lower()}.")
    return MOVES[move].target
