"""Pages of the audit log, for people: each filter is answered by an index."""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import QuerySet

from intake import steps
from intake.audit.words import Action, Actor
from intake.models import AuditEntry

PAGE_SIZE = 50


class Line(NamedTuple):
    """An entry as it is shown."""

    entry: AuditEntry
    who: str
    action: str
    detail: str


class Page(NamedTuple):
    """A page of entries, the newest first; `older` is the number to go on from, or None."""

    lines: list[Line]
    older: int | None


def matching(
    *, action: str = "", user: User | None = None, about: str = "", until: dt.datetime | None = None
) -> QuerySet[AuditEntry]:
    """Return the entries that are asked for.

    Args:
        action: one of `Action`.
        user: whose.
        about: a kind and id, as "submission HLT-ABC-DEF"; or a kind alone.
        until: only those before.
    """
    found = AuditEntry.objects.order_by("-number")
    if action:
        found = found.filter(action=action)
    if user:
        found = found.filter(user_id=user.pk)
    if about:
        kind, _, identity = about.partition(" ")
        found = found.filter(object_kind=kind.lower())
        found = found.filter(object_id=identity.strip()) if identity.strip() else found
    return found.filter(at__lt=until) if until else found


def page(found: QuerySet[AuditEntry], *, before: int | None = None) -> Page:
    """Return a page: the newest, or those before number `before`."""
    if before:
        found = found.filter(number__lt=before)
    entries = list(found[: PAGE_SIZE + 1])
    shown = entries[:PAGE_SIZE]
    people = User.objects.in_bulk({entry.user_id for entry in shown if entry.user_id})
    lines = [Line(entry, _who(entry, people), _label(entry.action), _in_words(entry)) for entry in shown]
    return Page(lines, shown[-1].number if len(entries) > PAGE_SIZE else None)


def _who(entry: AuditEntry, people: dict[int, User]) -> str:
    if not entry.user_id:
        return str(Actor(entry.actor).label)
    person = people.get(entry.user_id)
    return steps.name(person) if person else f"Account {entry.user_id}, deleted"


def _label(action: str) -> str:
    return str(Action(action).label) if action in Action.values else action


def _in_words(entry: AuditEntry) -> str:
    # PostgreSQL keeps the order of its own.
    said = sorted(entry.detail.items())
    return ", ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in said)


def _said(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(each) for each in value)
    return "yes" if value is True else "no" if value is False else str(value)
