"""Tables that we give people as files, CSV or XLSX, a row at a time.

No cell can be a formula: what somebody outside typed must not run in a colleague's spreadsheet.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponseBase

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: The last four are as wide as Chinese letters; some spreadsheets take them for the others.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: What nobody sees before the sign that begins a formula; some programs look past it.
_UNSEEN = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
#: What XML, and so XLSX, cannot hold.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel keeps no more characters in a cell.
_LONGEST_CELL = 32_767
Rows = Iterable[Sequence[Any]]


class _Echo:
    """Where a CSV writer writes to, to be handed its line back."""

    def write(self, line: str) -> str:
        return line


def guarded(value: Any) -> Any:
    """Return `value` so that no spreadsheet takes it for a formula, and every one can hold it."""
    if not isinstance(value, str):
        return value
    text = _UNPRINTABLE.sub("", value)
    unseen = _UNSEEN.match(text)
    dangerous = text.startswith(_FORMULA, unseen.end() if unseen else 0) or text.startswith(_FORMULA)
    return f"'{text}"[:_LONGEST_CELL] if dangerous else text[:_LONGEST_CELL]


def csv_lines(headers: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield the lines of a CSV file, which spreadsheets know as UTF-8 by the mark that it begins with."""
    writer: Any = csv.writer(_Echo())
    yield codecs.BOM_UTF8 + writer.writerow(guarded(header) for header in headers).encode()
    for row in rows:
        yield writer.writerow(guarded(value) for value in row).encode()


def xlsx(headers: Sequence[str], rows: Rows, *, title: str) -> io.BytesIO:
    """Return an Excel workbook of one sheet, to be read from its beginning."""
    # Not for every process of the portal, each of which would begin later by a fifth of a second.
    from openpyxl import Workbook

    # Row by row: tablib's own way holds every cell, which at 20,000 rows takes twice as long.
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([guarded(header) for header in headers])
    for row in rows:
        sheet.append([guarded(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def mark_as_download(response: HttpResponseBase, name: str) -> None:
    """Make `response` a file called `name`, which no browser shows, sniffs or keeps."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
