"""Importing the public register of schools.

Source: Get Information About Schools (Department for Education), "Establishment fields CSV": Windows-1252, a
header line, about 130 columns of which those in `COLUMNS` are read.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.db import transaction

from enquiries.models import School
from enquiries.schools import searchable

#: Column of the register → field of `School`.
COLUMNS = {
    "URN": "urn",
    "LA (code)": "local_authority",
    "EstablishmentNumber": "establishment_number",
    "EstablishmentName": "name",
    "TypeOfEstablishment (name)": "establishment_type",
    "EstablishmentStatus (name)": "is_open",
    "PhaseOfEducation (name)": "phase",
    "Street": "street",
    "Postcode": "postcode",
    "SchoolWebsite": "website",
    "TelephoneNum": "telephone",
}
_FIELDS = [name for name in COLUMNS.values() if name != "urn"] + ["search_name"]
_BATCH = 1000
_UTF8_MARK = b"\xef\xbb\xbf"
_REPLACED = "\N{REPLACEMENT CHARACTER}"


class NotTheRegister(Exception):
    """The file is not the register's CSV; the message says why, for the person who gave it."""


class BadRow(Exception):
    """A row cannot be used; the message says why."""


@dataclass
class Report:
    """What an import did."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left_out: int = 0
    #: The rows that were skipped: line number in the file, and why.
    skipped: list[tuple[int, str]] = field(default_factory=list)


def import_schools(
    *, path: Path, local_authority: str = "", progress: Callable[[int], object] = lambda size: None
) -> Report:
    """Add the schools of a register file, change those that differ, and leave the rest of the table alone.

    A bad row is skipped and reported; the others are kept, a thousand to a transaction. A second run with the
    same file changes nothing.

    Args:
        path: the CSV file.
        local_authority: the code of the only authority to import, such as 204; all of them where it is empty.
        progress: called now and then with the number of bytes read since the last call.

    Raises:
        NotTheRegister: the file cannot be read, is empty, or lacks a column.
    """
    report = Report()
    seen: set[int] = set()
    with _open(path) as file:
        schools = _schools(file, local_authority, report, seen)
        read = 0
        while batch := list(islice(schools, _BATCH)):
            _store(batch, report)
            progress(file.buffer.tell() - read)  # type: ignore[attr-defined]
            read = file.buffer.tell()  # type: ignore[attr-defined]
    return report


def _open(path: Path) -> TextIO:
    try:
        with path.open("rb") as file:
            start = file.read(3)
    except OSError as error:
        raise NotTheRegister(f"{path} cannot be read: {error.strerror}.") from None
    if not start:
        raise NotTheRegister(f"{path} is empty.")
    encoding = "utf-8-sig" if start == _UTF8_MARK else "cp1252"
    return path.open(encoding=encoding, errors="replace", newline="")


def _schools(file: TextIO, local_authority: str, report: Report, seen: set[int]) -> Iterator[School]:
    reader = csv.DictReader(file)
    try:
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
    except csv.Error as error:
        raise NotTheRegister(f"This is not a CSV file: {error}.") from None
    if missing:
        raise NotTheRegister(f"This is not the register of schools. It has no column: {', '.join(missing)}.")
    while True:
        try:
            row = next(reader)
            school = _school(row)
            if school.urn in seen:
                raise BadRow(f"URN {school.urn} is in the file twice")
        except StopIteration:
            return
        except (csv.Error, BadRow) as error:
            report.skipped.append((reader.line_num, str(error)))
            continue
        seen.add(school.urn)
        if local_authority and school.local_authority != local_authority:
            report.left_out += 1
            continue
        yield school


def _school(row: dict[str, str | None]) -> School:
    values = {name: _clean(row[column], column) for column, name in COLUMNS.items()}
    if not (len(values["urn"]) == 6 and values["urn"].isdecimal() and values["urn"].isascii()):
        raise BadRow(f"URN must be 6 digits, not “{values['urn'][:20]}”")
    if not values["name"]:
        raise BadRow("EstablishmentName is empty")
    status = values.pop("is_open").lower()
    urn = int(values.pop("urn"))
    return School(
        urn=urn, is_open=status.startswith("open"), search_name=searchable(values["name"]), **values
    )


def _clean(value: str | None, column: str) -> str:
    if value is None:
        raise BadRow(f"the row ends before {column}")
    if _REPLACED in value:
        raise BadRow(f"{column} has a character that is not Windows-1252")
    text = " ".join(value.replace("\0", "").split())
    longest = School._meta.get_field(COLUMNS[column]).max_length or 20
    if len(text) > longest:
        raise BadRow(f"{column} is longer than {longest} characters")
    return text


@transaction.atomic
def _store(batch: list[School], report: Report) -> None:
    stored = School.objects.in_bulk([school.urn for school in batch])
    new = [school for school in batch if school.urn not in stored]
    known = [school for school in batch if school.urn in stored]
    changed = [school for school in known if _differs(school, stored[school.urn])]
    School.objects.bulk_create(new)
    School.objects.bulk_update(changed, _FIELDS, batch_size=50)
    report.added += len(new)
    report.changed += len(changed)
    report.unchanged += len(known) - len(changed)


def _differs(school: School, stored: School) -> bool:
    return any(getattr(school, name) != getattr(stored, name) for name in _FIELDS)
