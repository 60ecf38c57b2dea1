"""How tables of figures say their cells."""

from typing import Any

from django import template

from intake.figures.table import Table, in_words

register = template.Library()
register.filter("figure", in_words)


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
