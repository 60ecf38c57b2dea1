"""Importing the public register of schools.

Source: Get Information About Schools (Department for Education), "Establishment fields CSV": Windows-1252, a
header line, about 130 columns of which those in `COLUMNS` are read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.db import transaction

from enquiries.models import School
from enquiries.schools import searchable
from intake import tables
from intake.tables import BadRow, Unusable

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
_LONGEST = {name: getattr(School._meta.get_field(name), "max_length", None) for name in _FIELDS}
_BATCH = 1000


@dataclass
class Report(tables.Report):
    """What an import did."""

    left_out: int = 0


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
        Unusable: the file cannot be read, is empty, is in another encoding, or lacks a column.
    """
    report = Report()
    with tables.open_text(path) as file:
        schools = _schools(file, local_authority, report, progress)
        while batch := list(islice(schools, _BATCH)):
            _store(batch, report)
    return report


def _schools(
    file: TextIO, local_authority: str, report: Report, progress: Callable[[int], object]
) -> Iterator[School]:
    rows = tables.rows(file, report=report, progress=progress)
    header = next(rows, tables.Row(1, 1, [])).fields
    places = _places(header)
    seen: set[int] = set()
    row = None
    for row in rows:
        try:
            school = _school(row.fields, places, len(header))
            if school.urn in seen:
                raise BadRow(f"URN {school.urn} is in the file twice")
        except BadRow as bad:
            report.skip(row.first_line, row.last_line, str(bad))
            continue
        seen.add(school.urn)
        if local_authority and school.local_authority != local_authority:
            report.left_out += 1
            continue
        yield school
    if not row and not report.skipped:
        raise Unusable("The file has the register's columns, and no school.")


def _places(header: list[str]) -> Mapping[str, int]:
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        raise Unusable(f"This is not the register of schools. It has no column: {', '.join(missing)}.")
    return {column: header.index(column) for column in COLUMNS}


def _school(fields: list[str], places: Mapping[str, int], width: int) -> School:
    if len(fields) != width:
        raise BadRow(f"the row has {len(fields)} fields, the header has {width}")
    values = {name: _clean(fields[places[column]], column) for column, name in COLUMNS.items()}
    if not (len(values["urn"]) == 6 and values["urn"].isdecimal() and values["urn"].isascii()):
        raise BadRow(f"URN must be 6 digits, not “{values['urn'][:20]}”")
    if not values["name"]:
        raise BadRow("EstablishmentName is empty")
    status = values.pop("is_open").lower()
    return School(
        urn=int(values.pop("urn")),
        # "Open, but proposed to close" is open still; "Proposed to open" is not yet.
        is_open=status.startswith("open"),
        # Spelling out an "&" makes a name longer than it was.
        search_name=searchable(values["name"])[: _LONGEST["search_name"]],
        **values,
    )


def _clean(value: str, column: str) -> str:
    if tables.REPLACED in value:
        raise BadRow(f"{column} has a character that cannot be read")
    text = " ".join(value.replace("\0", "").split())
    longest = _LONGEST.get(COLUMNS[column])
    if longest and len(text) > longest:
        raise BadRow(f"{column} is longer than {longest} characters")
    return text


@transaction.atomic
def _store(batch: list[School], report: Report) -> None:
    stored = School.objects.in_bulk([school.urn for school in batch])
    new = [school for school in batch if school.urn not in stored]
    known = [school for school in batch if school.urn in stored]
    changed = [school for school in known if _differs(school, stored[school.urn])]
    School.objects.bulk_create(
        new + changed, update_conflicts=True, unique_fields=["urn"], update_fields=_FIELDS
    )
    report.added += len(new)
    report.changed += len(changed)
    report.unchanged += len(known) - len(changed)


def _differs(school: School, stored: School) -> bool:
    return any(getattr(school, name) != getattr(stored, name) for name in _FIELDS)
