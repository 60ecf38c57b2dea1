"""What is held of one person, known by their email address: each application registers what it has.

intake imports none of them, as with `holders`.
"""

from collections.abc import Callable
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody who asks for what is theirs.

    Attributes:
        address: their email address, in small letters.
        references: of the submissions that came from it, by which emails to staff name them.
    """

    address: str
    references: tuple[str, ...] = ()


class Store(NamedTuple):
    """One place where something of a person may be.

    Attributes:
        what: what it holds, as reports name it.
        erase: erases what is the person's and returns how much that was, within the caller's transaction.
    """

    what: str
    erase: Callable[[Person], int]


_stores: list[Store] = []


def register(*stores: Store) -> None:
    """Make known where something of a person may be."""
    _stores.extend(stores)


def stores() -> list[Store]:
    """Return every store, in the order in which they are erased."""
    return list(_stores)
