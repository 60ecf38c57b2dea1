"""The history of a supplier's record in words: who changed what, when, from what to what."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet

from intake import paging, wording
from suppliers.models import Supplier
from suppliers.sections import SECTIONS

PAGE_SIZE = 50
#: Fields that say nothing to people, or what another field says.
_UNSAID = frozenset(("id", "uuid", "created_at", "sort_name", "email_domain", "answers", "search_text"))
#: Answers that the record holds in fields of its own.
_IN_FIELDS = {
    "organisation": (
        *("legal_name", "trading_name", "organisation_type", "company_number", "charity_number"),
        *("vat_number", "ppon", "duns", "website", "employees", "sme", "vcse", "local"),
        *("registered_address_line_1", "registered_address_line_2"),
        *("registered_address_town", "registered_address_postcode"),
    ),
    "contacts": ("main_name", "main_email", "main_telephone"),
    "offer": ("description", "price_band", "directory_fields"),
    "insurance": ("public_liability_amount", "employers_liability_amount", "professional_indemnity_amount"),
}


@dataclass(frozen=True)
class Change:
    """One field that changed, as people read it."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """What one person changed at one moment; nobody is the portal itself."""

    at: dt.datetime
    who: User | None
    what: str
    changes: list[Change]


@dataclass(frozen=True)
class Entries:
    """A page of a history, the newest first, with the key by which older ones are asked for ("" for none)."""

    entries: list[Entry]
    older: str = ""


def of(supplier: Supplier, *, with_answers: bool, before: str = "", size: int = PAGE_SIZE) -> Entries:
    """Return the history of `supplier`, or what is older than the key `before`.

    Args:
        supplier: whose.
        with_answers: whether changes of all answers are told; else only those of what every colleague sees.
        before: the key of an earlier page.
        size: how many entries at most.
    """
    records: QuerySet[Any] = supplier.history.select_related("history_user", "merged_into")
    if paging.is_id(before):
        records = records.filter(history_id__lt=int(before))
    # One more than is shown, to compare the last of them with.
    found = list(records.order_by("-history_id")[: size + 1])
    pairs = zip(found, [*found[1:], None], strict=True)
    entries = [_entry(record, older, with_answers=with_answers) for record, older in pairs][:size]
    more = len(found) > size
    return Entries(
        [entry for entry in entries if entry.changes or entry.what != "Changed"],
        older=str(found[size - 1].history_id) if more else "",
    )


def _entry(record: Any, older: Any, *, with_answers: bool) -> Entry:
    changes = list(_changes(record, older)) if older else []
    # Where there were no answers before, all of them are new: the registration itself shows them better.
    if older and older.answers and with_answers:
        changes += _changed_answers(record.answers or {}, older.answers)
    what = record.history_change_reason or record.get_history_type_display()
    return Entry(record.history_date, record.history_user, what, changes)


def _changes(record: Any, older: Any) -> Iterator[Change]:
    for field in Supplier._meta.fields:
        if field.name in _UNSAID:
            continue
        old, new = getattr(older, field.attname), getattr(record, field.attname)
        if old != new:
            yield Change(
                _sentence(str(field.verbose_name)), _shown(older, field.name), _shown(record, field.name)
            )


def _changed_answers(new: dict[str, Any], old: dict[str, Any]) -> Iterator[Change]:
    for section in SECTIONS:
        answers, before = new.get(section.slug) or {}, old.get(section.slug) or {}
        for name in dict.fromkeys((*answers, *before)):
            said, was = _said(answers.get(name)), _said(before.get(name))
            if said != was and name not in _IN_FIELDS.get(section.slug, ()):
                yield Change(f"{section.title}: {name.replace('_', ' ')}", was, said)


def _shown(record: Any, name: str) -> str:
    display = getattr(record, f"get_{name}_display", None)
    return _said(display() if display else getattr(record, name))


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    if isinstance(value, dt.datetime):
        return wording.moment_in_words(value)
    if isinstance(value, dt.date):
        return wording.day_in_words(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
