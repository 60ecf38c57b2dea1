"""A table of figures, and the chart that may be drawn of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: What stands for a figure that there is not.
NONE = "–"
_LEVELS = 5


class Chart(StrEnum):
    """What a page's script draws of a table; the names are the script's."""

    UPRIGHT = "upright"
    ACROSS = "across"
    STACKED = "stacked"


@dataclass(frozen=True)
class Table:
    """Rows of figures, each with its label first; None is a figure that there is not.

    Attributes:
        slug: its name in addresses.
        note: what is counted, for those who read it.
        total: the last row, which charts leave out.
        drawn: the columns that the chart shows.
        is_heat: whether the cells are shaded by their figures, but for the last of each row.
    """

    slug: str
    title: str
    note: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    total: tuple[Any, ...] = ()
    chart: Chart = Chart.UPRIGHT
    drawn: tuple[int, ...] = (1,)
    is_heat: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(value for row in self.rows for value in row[1:])

    @property
    def all_rows(self) -> Iterator[tuple[Any, ...]]:
        """Each row, the total last, where it says more than the only row above it."""
        yield from self.rows
        if self.total and len(self.rows) > 1:
            yield self.total

    @property
    def is_wide(self) -> bool:
        """Whether a telephone has no room for its columns."""
        return len(self.headers) > 3 and not self.is_heat

    def level(self, value: int) -> int:
        """Return how dark the cell of `value` is in a table that is shaded: from 0, for nothing, to 5."""
        most = max(figure for row in self.rows for figure in row[1:-1])
        return -(-_LEVELS * value // most) if most else 0


def in_words(value: Any) -> str:
    """Return a cell as people read it: "1,234", "2.5", "Tue 24 Nov", "–" for a figure that there is not."""
    if value is None:
        return NONE
    if isinstance(value, dt.date):
        return f"{value:%a} {value.day} {value:%b}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def day_in_words(day: dt.date) -> str:
    """Return a day as people say it: "24 November 2026"."""
    return f"{day.day} {day:%B %Y}"
