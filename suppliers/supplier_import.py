"""Importing a list of suppliers that HLT had before this portal: CSV or XLSX, a supplier a row.

A supplier is known again by its company, charity or VAT number, else by its name and postcode. An empty cell
says nothing: what is known already stays. Who has registered here since keeps its own answers.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from intake import tables
from intake.tables import BadRow, Unusable
from suppliers import expiries, import_fields, names, register
from suppliers.duplicates import Firm
from suppliers.facts import Facts
from suppliers.models import Fingerprint, Registration, Supplier
from suppliers.sections import Answers

_BATCH = 200
_IDENTIFIES = ("company_number", "charity_number", "vat_number")


class RowReport(NamedTuple):
    """What became of one row: the line it begins on, the supplier, "added" and the like, and why."""

    line: int
    name: str
    outcome: str
    why: str = ""


@dataclass
class Report(tables.Report):
    """What an import did, row by row."""

    rows: list[RowReport] = field(default_factory=list)
    #: The headers of the columns that nothing was read from.
    columns_left: list[str] = field(default_factory=list)

    def keep(self, row: "_Row", outcome: str, why: str = "") -> None:
        """Note a row that was used: "added", "changed" or "unchanged"."""
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.rows.append(RowReport(row.line, Facts(row.answers).legal_name, outcome, why))

    def skip(self, first_line: int, last_line: int, why: str) -> None:
        """Note a row that was skipped."""
        super().skip(first_line, last_line, why)
        line, reason = self.skipped[-1]
        self.rows.append(RowReport(line, "", "skipped", reason))


@dataclass(frozen=True)
class _Row:
    """A good row: its answers, and by what its supplier is known again."""

    line: int
    answers: Answers
    renew_by: Any
    numbers: frozenset[str]
    name_and_place: str


def import_suppliers(
    *,
    path: Path,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda size: None,
) -> Report:
    """Add the suppliers of a list, change those that differ, and leave the rest of the register alone.

    A bad row is skipped and reported; the others are kept, some hundreds to a transaction. A second run with
    the same file changes nothing.

    Args:
        path: the CSV or XLSX file.
        columns: which field a column is, by the column's header, where its header does not say it.
        dry_run: do nothing, and report what would be done.
        progress: called now and then with the number of bytes read since the last call.

    Raises:
        Unusable: the file cannot be read or is no list of suppliers, or `columns` do not fit it.
    """
    report = Report()
    with tables.opened(path, report=report, progress=progress) as rows:
        good = _good_rows(rows, columns or {}, report)
        while batch := list(islice(good, _BATCH)):
            with transaction.atomic():
                _store(batch, report)
                transaction.set_rollback(dry_run)
    report.rows.sort(key=lambda row: row.line)
    return report


def _good_rows(rows: Iterator[tables.Row], columns: Mapping[str, str], report: Report) -> Iterator[_Row]:
    header = next(rows, tables.Row(1, 1, [])).fields
    places = _places(header, columns)
    report.columns_left = [name for at, name in enumerate(header) if at not in places.values() and name]
    seen: dict[str, int] = {}
    row = None
    for row in rows:
        try:
            good = _read(row, places, len(header))
            _refuse_second(good, seen)
        except BadRow as bad:
            report.skip(row.first_line, row.last_line, str(bad))
            continue
        yield good
    if not row and not report.skipped:
        raise Unusable("The file has the columns of a list of suppliers, and no supplier.")


def _places(header: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Where each field is: by `columns`, else by the header."""
    trimmed = [name.strip() for name in header]
    places: dict[str, int] = {}
    for column, name in columns.items():
        if column not in trimmed:
            raise Unusable(f"The file has no column “{column}”. It has: {', '.join(trimmed)}.")
        if name not in import_fields.FIELDS:
            raise Unusable(f"There is no field “{name}”. There are: {', '.join(import_fields.FIELDS)}.")
        places[name] = trimmed.index(column)
    for at, column in enumerate(trimmed):
        name = import_fields.field_of(column)
        if not name or column in columns or name in columns.values():
            continue
        if name in places:
            raise Unusable(
                f"“{trimmed[places[name]]}” and “{column}” both look like {name}: map one of them to it."
            )
        places[name] = at
    if "legal_name" not in places or not {*_IDENTIFIES, "postcode"} & set(places):
        raise Unusable(
            "This is not a list of suppliers: it needs a column of names, and one of company numbers, "
            f"charity numbers, VAT numbers or postcodes. It has: {', '.join(trimmed)[:300] or 'nothing'}."
        )
    return places


def _read(row: tables.Row, places: Mapping[str, int], width: int) -> _Row:
    if len(row.fields) != width:
        raise BadRow(f"the row has {len(row.fields)} fields, the header has {width}")
    values = {name: row.fields[at].replace("\0", "").strip() for name, at in places.items()}
    for name, value in values.items():
        if tables.REPLACED in value:
            raise BadRow(f"{name}: has a character that cannot be read")
    if not values["legal_name"]:
        raise BadRow("legal_name: is empty")
    answers, renew_by = import_fields.read(values)
    firm = Firm.of_facts(Facts(answers))
    numbers = frozenset(f"{name}:{firm.numbers[name]}" for name in _IDENTIFIES if name in firm.numbers)
    if not numbers and not firm.postcode:
        raise BadRow("it has neither a company, charity or VAT number nor a postcode to know it by")
    return _Row(row.first_line, answers, renew_by, numbers, _name_and_place(firm))


def _name_and_place(firm: Firm) -> str:
    words = " ".join(sorted(names.words(firm.names[0]))) if firm.names else ""
    return f"{words}@{firm.postcode}" if words and firm.postcode else ""


def _refuse_second(row: _Row, seen: dict[str, int]) -> None:
    """Refuse a row whose supplier is in the file already; two of one name must have different numbers."""
    keys = row.numbers or {row.name_and_place}
    before = min((seen[key] for key in keys if key in seen), default=None)
    if before:
        raise BadRow(f"the same supplier as in line {before}")
    for key in filter(None, {*row.numbers, row.name_and_place}):
        seen.setdefault(key, row.line)


def _store(batch: list[_Row], report: Report) -> None:
    known = _Known(batch)
    for row in batch:
        try:
            supplier = known.supplier_of(row)
        except BadRow as bad:
            report.skip(row.line, row.line, str(bad))
            continue
        if not supplier:
            renew_by = row.renew_by or expiries.a_year_after(timezone.localdate())
            register.enter(supplier=Supplier(), answers=_with_type(row.answers), renew_by=renew_by)
            report.keep(row, "added")
        elif supplier.pk in known.registered:
            report.keep(row, "unchanged", "has registered here since; its own answers stand")
        else:
            _change(supplier, row, report)


def _change(supplier: Supplier, row: _Row, report: Report) -> None:
    answers = copy.deepcopy(supplier.answers)
    for section, fields in row.answers.items():
        answers.setdefault(section, {}).update(fields)
    answers = _with_type(answers)
    renew_by = row.renew_by or supplier.renew_by or expiries.a_year_after(timezone.localdate())
    if (answers, renew_by) == (supplier.answers, supplier.renew_by):
        report.keep(row, "unchanged")
        return
    register.enter(supplier=supplier, answers=answers, renew_by=renew_by)
    report.keep(row, "changed")


def _with_type(answers: Answers) -> Answers:
    """The answers with the kind of organisation, where the list does not say it and a number does."""
    organisation = answers["organisation"]
    if not organisation.get("organisation_type"):
        number = organisation.get("company_number", "")
        by_charity = "charity" if organisation.get("charity_number") else ""
        by_company = "llp" if number[:2] in ("OC", "SO", "NC") else "limited_company"
        organisation["organisation_type"] = by_charity or (by_company if number else "")
    return answers


class _Known:
    """The suppliers that a batch's rows may be of, found by their fingerprints in a few queries."""

    def __init__(self, batch: Iterable[_Row]) -> None:
        """Look them up."""
        keys = {key for row in batch for key in row.numbers}
        keys |= {f"postcode:{row.name_and_place.rpartition('@')[2]}" for row in batch if row.name_and_place}
        not_there = (Supplier.Status.APPLICANT, Supplier.Status.MERGED)
        found = Fingerprint.objects.filter(key__in=keys).exclude(supplier__status__in=not_there)
        pairs = list(found.values_list("key", "supplier_id"))
        self._suppliers = Supplier.objects.in_bulk({supplier_id for _, supplier_id in pairs})
        self._by_key: dict[str, set[int]] = {}
        for key, supplier_id in pairs:
            self._by_key.setdefault(key, set()).add(supplier_id)
        for supplier in self._suppliers.values():
            place = _name_and_place(Firm.of_supplier(supplier))
            if place:
                self._by_key.setdefault(place, set()).add(supplier.pk)
        approved = Registration.objects.filter(
            supplier__in=self._suppliers, state=Registration.State.APPROVED
        )
        self.registered = set(approved.values_list("supplier_id", flat=True))

    def supplier_of(self, row: _Row) -> Supplier | None:
        """Return the supplier of `row`, or None where it is new.

        Raises:
            BadRow: it may be more than one.
        """
        by_number = {pk for key in row.numbers for pk in self._by_key.get(key, ())}
        if len(by_number) > 1:
            raise BadRow("its numbers are those of different suppliers in the register")
        if by_number:
            return self._suppliers[by_number.pop()]
        alike = [
            self._suppliers[pk]
            for pk in sorted(self._by_key.get(row.name_and_place, ()))
            if not _has_other_numbers(self._suppliers[pk], row)
        ]
        if len(alike) > 1:
            raise BadRow("there are several suppliers of this name and postcode in the register")
        return alike[0] if alike else None


def _has_other_numbers(supplier: Supplier, row: _Row) -> bool:
    """Whether the supplier has a number of a kind that the row has too; it is another one then."""
    kinds = {number.partition(":")[0] for number in row.numbers}
    return any(getattr(supplier, kind) for kind in kinds)
