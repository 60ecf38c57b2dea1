"""Pages of a list, cut by key, and counts that stop at a cap: both cost the same in the longest list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 50
COUNTED_AT_MOST = 10_000
_LARGEST_ID = 2**63 - 1
_LONGEST_ID = 19
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Order:
    """What a list is ordered by: a field, and the id among equals.

    Attributes:
        field: its name.
        write: says one of its values in a key.
        read: takes a value from a key; raises ValueError or OverflowError where it can be none.
        descending: whether the list goes from the greatest to the least.
    """

    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    descending: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """A page of a list, with the keys by which the pages before and after it are asked for ("" for none)."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


def page(
    rows: QuerySet[Row], order: Order, *, after: str = "", before: str = "", size: int = PAGE_SIZE
) -> Page[Row]:
    """Return a page: the first one, the one that follows key `after`, or the one before key `before`.

    A key that is malformed, or beyond either end, counts as none.
    """
    backwards = _key_of(before, order)
    if backwards:
        return _page_before(rows, order, backwards, size)
    return _page_after(rows, order, _key_of(after, order), size)


def count_in_words(rows: QuerySet[Any], noun: str, *, at_most: int = COUNTED_AT_MOST) -> str:
    """Return how many there are: "1 supplier", "37 suppliers", "more than 10,000 suppliers"."""
    return in_words(counted(rows, at_most=at_most), noun, at_most=at_most)


def counted(rows: QuerySet[Any], *, at_most: int = COUNTED_AT_MOST) -> int:
    """Return how many there are, or one more than `at_most` where there are more."""
    return rows.order_by().values("pk")[: at_most + 1].count()


def in_words(count: int, noun: str, *, at_most: int = COUNTED_AT_MOST) -> str:
    """Say what `counted` has returned."""
    if count > at_most:
        return f"more than {at_most:,} {noun}s"
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def is_id(text: str) -> bool:
    """Return whether `text`, as typed in an address or posted, can be the id of a row."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID and 0 < int(text) <= _LARGEST_ID


def _page_after(rows: QuerySet[Row], order: Order, key: tuple[Any, int] | None, size: int) -> Page[Row]:
    found = list(_beyond(rows, order, key, descending=order.descending)[: size + 1])
    if key and not found:
        return _page_after(rows, order, None, size)
    shown = found[:size]
    return Page(
        shown,
        previous=_key(shown[0], order) if key else "",
        next=_key(shown[-1], order) if len(found) > size else "",
    )


def _page_before(rows: QuerySet[Row], order: Order, key: tuple[Any, int], size: int) -> Page[Row]:
    found = list(_beyond(rows, order, key, descending=not order.descending)[: size + 1])
    if len(found) <= size:
        # The first page: a whole one, though fewer rows than that come before the key.
        return _page_after(rows, order, None, size)
    shown = found[:size][::-1]
    return Page(shown, previous=_key(shown[0], order), next=_key(shown[-1], order))


def _beyond(
    rows: QuerySet[Row], order: Order, key: tuple[Any, int] | None, *, descending: bool
) -> QuerySet[Row]:
    field, sign, compare = order.field, "-" if descending else "", "lt" if descending else "gt"
    if key:
        value, pk = key
        beyond = Q(**{f"{field}__{compare}": value}) | Q(**{field: value, f"pk__{compare}": pk})
        # The second condition says no more than the first, but an index can begin where it says.
        rows = rows.filter(beyond, **{f"{field}__{compare}e": value})
    return rows.order_by(f"{sign}{field}", f"{sign}pk")


def _key_of(text: str, order: Order) -> tuple[Any, int] | None:
    value, _, pk = text.rpartition("_")
    if not is_id(pk):
        return None
    try:
        return order.read(value), int(pk)
    except (ValueError, OverflowError):
        return None


def _key(row: Model, order: Order) -> str:
    return f"{order.write(getattr(row, order.field))}_{row.pk}"
