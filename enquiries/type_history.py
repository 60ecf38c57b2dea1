"""What has changed of a type's pages, questions and notices: who did what, when, from what to what."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from enquiries.models import Notice, Page, Question

_SHOWN = 100
#: Says nothing to people.
_UNSAID = ("id", "enquiry_type")
_DONE = {"+": "added", "-": "deleted", "~": "changed"}


@dataclass(frozen=True)
class Changed:
    """One field of a change: its name, and what it was and is."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One change of one page, question or notice."""

    at: dt.datetime
    who: User | None
    what: str
    fields: list[Changed]


def of(type_id: int) -> list[Change]:
    """Return the newest changes of a type's pages, questions and notices, the newest first."""
    titles = Page.history.filter(enquiry_type_id=type_id).order_by("history_date", "history_id")
    pages = dict(titles.values_list("id", "title"))
    found = [
        change
        for model, name in ((Page, "Page"), (Question, "Question"), (Notice, "Notice"))
        for change in _of(model, name, type_id, pages)
    ]
    return sorted(found, key=lambda change: change.at, reverse=True)[:_SHOWN]


def _of(model: Any, name: str, type_id: int, pages: dict[int, str]) -> Iterator[Change]:
    versions = model.history.filter(enquiry_type_id=type_id).select_related("history_user")
    rows = list(versions.order_by("-history_date", "-history_id")[: 2 * _SHOWN])
    for number, row in enumerate(rows):
        before = next((older for older in rows[number + 1 :] if older.id == row.id), None)
        fields = _changed(model, before, row, pages) if before and row.history_type == "~" else []
        # A browser's line ends alone make a change of an answer's choices, and are none.
        if fields or row.history_type != "~" or not before:
            done = f"{name} “{_title(row)}” {_DONE[row.history_type]}"
            yield Change(row.history_date, row.history_user, done, fields)


def _changed(model: Any, before: Any, after: Any, pages: dict[int, str]) -> list[Changed]:
    changed = {}
    for field in model._meta.concrete_fields:
        if field.name in _UNSAID:
            continue
        values = (getattr(row, field.attname) for row in (before, after))
        old, new = (
            _said(pages.get(value, value) if field.name == "page" else value, field) for value in values
        )
        if old != new:
            changed[field.name] = Changed(str(field.verbose_name).capitalize(), old, new)
    # It gets another number, too, when something else is moved.
    if changed.keys() - {"position", "page"}:
        changed.pop("position", None)
    return list(changed.values())


def _said(value: Any, field: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value == "":
        return "empty"
    return str(dict(field.flatchoices).get(value, value)).replace("\r\n", "\n")


def _title(row: Any) -> str:
    words = next(getattr(row, name) for name in ("label", "title", "text") if hasattr(row, name))
    return str(words)[:80]
