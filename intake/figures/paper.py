"""A queue's monthly report as a PDF of one page."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from intake.figures.report import Report
from intake.figures.table import NONE, day_in_words, in_words
from intake.figures.table import Table as Figures
from intake.pdf import GREEN, GREY, LINE, TEXT_WIDTH, document, paragraph

_BETWEEN = 6 * mm
_COLUMN = (TEXT_WIDTH - _BETWEEN) / 2
_SMALL = 6.5
#: What stands in the left column; the rest in the right.
_LEFT = ("types", "backlog", "hours")
#: How dark a cell of a shaded table is, from nothing to the most.
_SHADES = tuple(map(HexColor, ("#ffffff", "#e6f0ed", "#cfe1dc", "#b8d3cb", "#a1c4ba", "#8ab5a9")))
_TIGHT = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
    ("LEFTPADDING", (0, 0), (-1, -1), 1),
    ("RIGHTPADDING", (0, 0), (-1, -1), 1),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
]


def pdf(report: Report) -> bytes:
    """Return the report as it is printed."""
    return document(_story(report), title=report.title)


def _story(report: Report) -> Iterator[Flowable]:
    yield paragraph(report.title, bold=True, size=16)
    yield paragraph(
        f"Made on {day_in_words(timezone.localdate())}. Spam counts nowhere. Times and shares in target "
        "are of what came in within the month.",
        size=8,
        colour=GREY,
    )
    yield Spacer(0, 3 * mm)
    yield _comparisons(report)
    yield Spacer(0, 2 * mm)
    left = [part for table in report.tables if table.slug in _LEFT for part in _section(table)]
    right = [part for table in report.tables if table.slug not in _LEFT for part in _section(table)]
    yield Table(
        [[left, right]],
        colWidths=[_COLUMN + _BETWEEN, _COLUMN],
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (0, 0), _BETWEEN),
            ("RIGHTPADDING", (1, 0), (1, 0), 0),
        ],
    )


def _comparisons(report: Report) -> Table:
    header = ["Figure", report.month, "", report.before]
    rows = [[each.label, each.value, each.more, each.before or NONE] for each in report.comparisons]
    cells = [
        [paragraph(text, size=8, bold=not line or place == 1) for place, text in enumerate(row)]
        for line, row in enumerate([header, *rows])
    ]
    widths = [0.32, 0.24, 0.22, 0.22]
    return Table(cells, colWidths=[TEXT_WIDTH * width for width in widths], hAlign="LEFT", style=_TIGHT)


def _section(table: Figures) -> Iterator[Flowable]:
    yield Spacer(0, 3 * mm)
    yield paragraph(table.title, bold=True, size=9.5, colour=GREEN)
    if table.is_empty:
        yield paragraph("There is nothing to count.", size=8)
        return
    rows = [table.headers, *table.all_rows]
    cells = [
        [
            paragraph(in_words(cell), size=_SMALL, bold=not number, right=place > 0)
            for place, cell in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]
    yield Table(cells, colWidths=_widths(table), hAlign="LEFT", style=[*_TIGHT, *_shading(table)])


def _widths(table: Figures) -> list[float]:
    """The label has what the figures leave."""
    rest = len(table.headers) - 1
    figure = _COLUMN * (0.24 if rest == 1 else 0.72 / rest if rest < 6 else 0.84 / rest)
    return [_COLUMN - rest * figure, *[figure] * rest]


def _shading(table: Figures) -> Iterator[tuple[Any, ...]]:
    if not table.is_heat:
        return
    for line, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row[1:-1], start=1):
            yield ("BACKGROUND", (place, line), (place, line), _SHADES[table.level(value)])
