"""What holds personal data besides submissions: each application registers its own when it starts.

intake imports none of them, as with `intake.kinds`.
"""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple


class Line(NamedTuple):
    """What was erased, or is due for it: what it is, of which queue and type; no person."""

    what: str
    queue: str = ""
    kind: str = ""


Counts = Counter[Line]


class Holder(NamedTuple):
    """One store of personal data that has a time of its own.

    Attributes:
        what: what it holds, as the report names it.
        kept: for how long, in words, as the documentation and the report's page say it.
        due: counts what has been kept for its time.
        erase: erases that, and returns what it was; each a transaction of its own, run any number of times.
        own_kinds: the kinds of submission whose time this holder decides, so that the queue's does not.
    """

    what: str
    kept: str
    due: Callable[[], Counts]
    erase: Callable[[], Counts]
    own_kinds: tuple[str, ...] = ()


_holders: list[Holder] = []


def register(*holders: Holder) -> None:
    """Make known what else holds persons, and for how long."""
    _holders.extend(holders)


def known() -> list[Holder]:
    """Return every holder, in the order in which they are erased."""
    return list(_holders)


def own_kinds() -> set[str]:
    """Return the kinds of submission that no queue's time applies to."""
    return {kind for holder in _holders for kind in holder.own_kinds}
