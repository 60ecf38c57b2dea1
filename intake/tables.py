"""Tables that people give us as files, CSV or XLSX, read a row at a time; the report of their import."""

import codecs
import csv
import datetime as dt
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TextIO

#: What stands for a character that could not be read.
REPLACED = "\N{REPLACEMENT CHARACTER}"
_BLOCK = 1024 * 1024
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ZIP = b"PK"
_DELIMITERS = ",;\t"
Progress = Callable[[int], object]


class Unusable(Exception):
    """The file is not the table it should be; the message says why, for the person who gave it."""


class BadRow(Exception):
    """A row cannot be used; the message says why."""


class Row(NamedTuple):
    """A row of the file, and the lines that it begins and ends on."""

    first_line: int
    last_line: int
    fields: list[str]


@dataclass
class Report:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    #: The rows that were skipped: the line in the file at which each begins, and why.
    skipped: list[tuple[int, str]] = field(default_factory=list)

    def skip(self, first_line: int, last_line: int, why: str) -> None:
        """Note a row that was skipped; one that a stray quotation mark made long says how far it goes."""
        more = f" (the row goes on to line {last_line})" if last_line > first_line else ""
        self.skipped.append((first_line, why + more))


def open_text(path: Path) -> TextIO:
    """Open a CSV file in the encoding it is in.

    Raises:
        Unusable: it cannot be read, is empty, or is in UTF-16.
    """
    try:
        encoding = _encoding(path)
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None
    return path.open(encoding=encoding, errors="replace", newline="")


def rows(file: TextIO, *, report: Report, progress: Progress, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows that are not blank, the header first; `progress` gets the bytes read since last time."""
    reader = csv.reader(file, delimiter=delimiter)
    read = 0
    while True:
        first_line = reader.line_num + 1
        try:
            fields = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            report.skip(first_line, reader.line_num, f"not CSV: {error}")
            continue
        if fields:
            yield Row(first_line, reader.line_num, fields)
        # The text file reads ahead in blocks; their sum at the end is the file's size.
        now = file.buffer.tell()
        if now > read:
            progress(now - read)
            read = now


@contextmanager
def opened(path: Path, *, report: Report, progress: Progress) -> Iterator[Iterator[Row]]:
    """Give the rows of a CSV file, whatever separates its columns, or of an XLSX file's first sheet.

    Raises:
        Unusable: it is neither, or cannot be read.
    """
    if _is_zip(path):
        with _sheet(path) as sheet:
            yield _sheet_rows(sheet, path.stat().st_size, progress)
        return
    with open_text(path) as file:
        header = file.readline()
        file.seek(0)
        delimiter = max(_DELIMITERS, key=header.count)
        yield rows(file, report=report, progress=progress, delimiter=delimiter)


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}.") from None


@contextmanager
def _sheet(path: Path) -> Iterator[Any]:
    # Not for every process of the portal, each of which would begin later by a fifth of a second.
    from openpyxl import load_workbook

    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                # It warns of styles and extensions, of which we read nothing.
                warnings.simplefilter("ignore")
                book = load_workbook(file, read_only=True, data_only=True)
            sheet = book.worksheets[0]
        except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError):
            raise Unusable(f"{path} is not an XLSX file, or is damaged.") from None
        yield sheet
        book.close()


def _sheet_rows(sheet: Any, size: int, progress: Progress) -> Iterator[Row]:
    share = size // max(sheet.max_row or 1, 1)
    width = 0
    for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        progress(share)
        fields = [_text(cell) for cell in cells]
        while len(fields) > width and not fields[-1]:
            fields.pop()
        if any(fields):
            # The first is the header, and as wide as the table.
            width = width or len(fields)
            yield Row(line, line, fields + [""] * (width - len(fields)))


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _encoding(path: Path) -> str:
    """Windows-1252, or UTF-8, in which spreadsheet programs save it again.

    Text in Windows-1252 that goes beyond ASCII is next to never UTF-8 by chance, while every UTF-8 would pass
    for Windows-1252 with its letters wrong.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        start = file.read(len(codecs.BOM_UTF8))
        if not start:
            raise Unusable(f"{path} is empty.")
        if start.startswith(_UTF16_MARKS):
            raise Unusable(f"{path} is in UTF-16. Save it as CSV in Windows-1252 or UTF-8.")
        if start == codecs.BOM_UTF8:
            return "utf-8-sig"
        file.seek(0)
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"
