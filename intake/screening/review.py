"""What waits for review: a page of it at a time, and how much there is."""

import datetime as dt

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from intake import access, paging
from intake.models import Screening
from intake.models.screening import Decision
from intake.models.submission import Status

_COUNTED_AT_MOST = 999


def waiting(user: User) -> QuerySet[Screening]:
    """Return why each submission is held that `user` sees and nobody has decided on, in no order yet."""
    found = access.visible_screenings(user).filter(decision=Decision.WAITING, submission__status=Status.HELD)
    return found.order_by()


def how_many(user: User) -> str:
    """Return how many there are, "" for none and "999+" for more than that."""
    count = paging.counted(waiting(user), at_most=_COUNTED_AT_MOST)
    return f"{_COUNTED_AT_MOST}+" if count > _COUNTED_AT_MOST else str(count or "")


def page(found: QuerySet[Screening], *, before: str = "", after: str = "") -> paging.Page[Screening]:
    """Return a page, what has waited longest first; the keys are as for `paging.page`."""
    rows = found.select_related("submission__queue").defer("submission__search_text")
    return paging.page(rows, _OLDEST_FIRST, before=before, after=after)


def _written(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _moment(text: str) -> dt.datetime:
    moment = parse_datetime(text)
    if not moment or timezone.is_naive(moment):
        raise ValueError("This is no moment.")
    return moment


_OLDEST_FIRST = paging.Order("held_at", write=_written, read=_moment)
