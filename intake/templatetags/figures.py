"""How tables of figures say their cells."""

import datetime as dt
from typing import Any

from django import template

from intake.figures import Table

register = template.Library()


@register.filter
def figure(value: Any) -> str:
    """Return a cell as people read it: "1,234", "2.5", "Tue 24 Nov", "–" for a figure that there is not."""
    if value is None:
        return "–"
    if isinstance(value, dt.date):
        return f"{value:%a} {value.day} {value:%b}"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


@register.filter
def plain(value: Any) -> str:
    """Return a figure as a script reads it; "" for none."""
    return "" if value is None else str(value)


@register.filter
def level(value: int, table: Table) -> int:
    """Return how dark a cell of a shaded table is."""
    return table.level(value)


@register.filter
def labelled(row: tuple[Any, ...], table: Table) -> list[tuple[str, Any]]:
    """Return the cells of a row, each with its column's header."""
    return list(zip(table.headers, row, strict=True))
