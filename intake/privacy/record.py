"""The record of processing (UK GDPR, Article 30), generated from the models.

Each application says of every field of its tables whether it is about a person; a test fails where one is
missing, so that no table grows a field that nobody has thought about.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db import models

#: Fields that simple_history adds to each table of past versions; who changed something is about a colleague.
_OF_HISTORY = frozenset({"history_id", "history_date", "history_change_reason", "history_type"})
_WHO_CHANGED = "history_user"


class Purpose(NamedTuple):
    """What for, and why that is lawful."""

    what: str
    basis: str


ANSWER = Purpose("answering enquiries", "public task, Article 6(1)(e)")
PROCURE = Purpose("deciding on suppliers", "public task and Procurement Act 2023, Article 6(1)(c) and (e)")
WORK = Purpose("the teams’ work and its record", "public task, Article 6(1)(e)")
RIGHTS = Purpose("showing that the law is kept", "legal obligation, Article 6(1)(c)")
NONE = Purpose("configuration", "nothing of a person")

SENDERS, SUPPLIERS, COLLEAGUES = "senders", "people of suppliers", "colleagues"
NOBODY = ""


class Entry(NamedTuple):
    """One table.

    Attributes:
        model: its label, such as "intake.Submission".
        whose: whom it is about; "" where its fields are about nobody.
        purpose: what for.
        kept: how long, in words.
        personal: the fields that are about a person, by themselves or by what they hang on.
        other: every other field.
    """

    model: str
    whose: str
    purpose: Purpose
    kept: str
    personal: frozenset[str]
    other: frozenset[str]


_entries: dict[str, Entry] = {}


def register(*entries: Entry) -> None:
    """Make known what tables hold of persons."""
    _entries.update({entry.model: entry for entry in entries})


def entry(
    model: str, whose: str, purpose: Purpose, kept: str, *, personal: str = "", other: str = ""
) -> Entry:
    """Return an entry; the fields' names stand in one text each, with spaces between."""
    return Entry(model, whose, purpose, kept, frozenset(personal.split()), frozenset(other.split()))


def entries() -> list[Entry]:
    """Return the entries of every table there is, those of past versions too, in the order of the tables."""
    return [found for model in apps.get_models() if (found := _of(model))]


def unclassified() -> list[str]:
    """Return the fields, as "intake.Submission.subject", of which nothing is said; or that are no more."""
    return sorted(problem for model in apps.get_models() for problem in _problems(model))


def table() -> list[tuple[str, str, str, str, str]]:
    """Return what there is of persons: table, whose, what for and why, how long, fields."""
    return [
        (
            str(apps.get_model(each.model)._meta.verbose_name_plural),
            each.whose,
            f"{each.purpose.what} ({each.purpose.basis})",
            each.kept,
            ", ".join(sorted(each.personal)),
        )
        for each in entries()
        if each.personal
    ]


def impersonal() -> list[str]:
    """Return the names of the tables that hold nothing of a person."""
    return sorted(each.model for each in entries() if not each.personal)


def _of(model: type[models.Model]) -> Entry | None:
    known = _entries.get(model._meta.label)
    original = getattr(model, "instance_type", None)
    if known or not original or original._meta.label not in _entries:
        return known
    first = _entries[original._meta.label]
    names = _names(model)
    personal = (first.personal | {_WHO_CHANGED}) & names
    return Entry(
        model._meta.label,
        first.whose or COLLEAGUES,
        first.purpose if first.whose else WORK,
        "as long as what it is the history of" if first.whose else first.kept,
        frozenset(personal),
        frozenset((first.other | _OF_HISTORY) & names),
    )


def _problems(model: type[models.Model]) -> Iterator[str]:
    label = model._meta.label
    known = _of(model)
    if not known:
        yield f"{label}: no entry"
        return
    names = _names(model)
    for name in names ^ (known.personal | known.other):
        yield f"{label}.{name}: {'not classified' if name in names else 'is no field'}"
    for name in known.personal & known.other:
        yield f"{label}.{name}: both"
    if bool(known.personal) != bool(known.whose):
        yield f"{label}: whose?"


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
