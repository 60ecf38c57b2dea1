"""The states of a registration and the allowed moves, as a table."""

from suppliers.models.registration import State

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "submit": (frozenset({State.DRAFT, State.CHANGES_REQUESTED}), State.SUBMITTED),
    "request_changes": (frozenset({State.SUBMITTED}), State.CHANGES_REQUESTED),
    "approve": (frozenset({State.SUBMITTED}), State.APPROVED),
    "reject": (frozenset({State.SUBMITTED, State.CHANGES_REQUESTED}), State.REJECTED),
    "withdraw": (frozenset({State.SUBMITTED, State.CHANGES_REQUESTED}), State.WITHDRAWN),
}


class MoveNotAllowed(Exception):
    """The registration is in a state from which this move cannot be made."""


def after(move: str, state: str) -> str:
    """Return the state that `move` leads to from `state`.

    Raises:
        MoveNotAllowed: the table does not allow it.
    """
    sources, target = MOVES[move]
    if state not in sources:
        raise MoveNotAllowed(f"This cannot be done to a registration that is “{State(state).label}”.")
    return target
