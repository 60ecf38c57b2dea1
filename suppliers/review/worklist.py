"""The registrations to review, the one that waits longest first, a page at a time, cut by key."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from intake import search
from intake.models import Submission
from suppliers import access
from suppliers.models import Registration
from suppliers.models.registration import State

PAGE_SIZE = 50
_LONGEST_KEY = 100


@dataclass(frozen=True)
class Page:
    """A page, with the keys by which those before and after it are asked for ("" for none)."""

    rows: list[Registration]
    earlier: str = ""
    later: str = ""


def matching(user: User, *, state: str = State.SUBMITTED, text: str = "") -> QuerySet[Registration]:
    """Return the registrations that `user` may see, in `state` (in any where it is ""), found by `text`.

    A registration is found as its submission is: by name, reference, and any answer, such as its numbers.
    """
    found = access.visible_registrations(user).exclude(submitted_at=None)
    if state:
        found = found.filter(state=state)
    if text:
        found = found.filter(submission__in=search.matching(Submission.objects.all(), text))
    return found


def page(registrations: QuerySet[Registration], *, after: str = "", before: str = "") -> Page:
    """Return a page, oldest first: the first one, the one after key `after`, or the one before `before`.

    A key that is malformed counts as none.
    """
    rows = registrations.select_related("supplier", "submission__assignee", "submission__queue")
    rows = rows.defer("supplier__answers", "supplier__search_text", "submission__answers")
    earlier_than = _key_of(before)
    if earlier_than:
        return _earlier_page(rows, *earlier_than)
    return _later_page(rows, _key_of(after))


def _later_page(rows: QuerySet[Registration], key: tuple[dt.datetime, uuid.UUID] | None) -> Page:
    if key:
        moment, pk = key
        # The second condition says no more than the first, but an index can begin where it says.
        later = Q(submitted_at__gt=moment) | Q(submitted_at=moment, pk__gt=pk)
        rows = rows.filter(later, submitted_at__gte=moment)
    found = list(rows.order_by("submitted_at", "pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(
        shown,
        earlier=_key(shown[0]) if key and shown else "",
        later=_key(shown[-1]) if len(found) > PAGE_SIZE else "",
    )


def _earlier_page(rows: QuerySet[Registration], moment: dt.datetime, pk: uuid.UUID) -> Page:
    earlier = Q(submitted_at__lt=moment) | Q(submitted_at=moment, pk__lt=pk)
    rows = rows.filter(earlier, submitted_at__lte=moment)
    found = list(rows.order_by("-submitted_at", "-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE][::-1]
    return Page(
        shown,
        earlier=_key(shown[0]) if len(found) > PAGE_SIZE else "",
        later=_key(shown[-1]) if shown else "",
    )


def _key_of(text: str) -> tuple[dt.datetime, uuid.UUID] | None:
    moment, _, pk = text[:_LONGEST_KEY].partition("_")
    try:
        submitted_at = parse_datetime(moment)
        return (submitted_at.astimezone(dt.UTC), uuid.UUID(pk)) if submitted_at else None
    except (ValueError, OverflowError):
        return None


def _key(registration: Registration) -> str:
    assert registration.submitted_at  # noqa: S101 - `matching` leaves out what has none
    return f"{registration.submitted_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}_{registration.pk}"
