"""What is held of one person, known by their email address: each application registers what it has.

intake imports none of them, as with `holders`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from intake.privacy.telling import Part


class Person(NamedTuple):
    """Somebody who asks for what is theirs.

    Attributes:
        address: their email address, in small letters.
        references: of the submissions that came from it, by which emails to staff name them.
    """

    address: str
    references: tuple[str, ...] = ()


def _nothing(person: Person) -> tuple[Part, ...]:
    """For what is only a copy of something else, or says nothing that the person does not know."""
    return ()


class Store(NamedTuple):
    """One place where something of a person may be.

    Attributes:
        what: what it holds, as reports name it.
        erase: erases what is the person's and returns how much that was, within the caller's transaction.
        held: returns what is the person's, to be read by them.
    """

    what: str
    erase: Callable[[Person], int]
    held: Callable[[Person], Iterable[Part]] = _nothing


_stores: list[Store] = []


def register(*stores: Store) -> None:
    """Make known where something of a person may be."""
    _stores.extend(stores)


def stores() -> list[Store]:
    """Return every store, in the order in which they are erased."""
    return list(_stores)
