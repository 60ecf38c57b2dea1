"""Worklists: which submissions a view of the triage list holds, in which order, a page at a time.

`paging` cuts the pages by key and caps the counts: a page costs the same wherever it is in a million rows.
"""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from intake import access, paging, search
from intake.models import Attachment, Queue, Submission, Tag
from intake.models.submission import OPEN_STATUSES
from intake.sla import LONDON

PAGE_SIZE = paging.PAGE_SIZE
COUNTED_AT_MOST = paging.COUNTED_AT_MOST


class View(models.TextChoices):
    """The views of the list; all but the last two hold open submissions only."""

    MINE = "mine", "Mine"
    UNASSIGNED = "unassigned", "Unassigned"
    DUE_TODAY = "due_today", "Due today"
    LATE = "late", "Late"
    WAITING = "waiting", "Waiting for the sender"
    OPEN = "open", "All open"
    RESOLVED = "resolved", "Resolved this week"
    EVERYTHING = "everything", "Everything"


#: The views that closed submissions are in too.
NOT_ONLY_OPEN = (View.RESOLVED, View.EVERYTHING)


class Sort(models.TextChoices):
    """The orders of the list. The last two are for open work: nothing else is due."""

    NEWEST = "newest", "Newest first"
    OLDEST = "oldest", "Oldest first"
    DUE = "due", "Due first"
    URGENT = "urgent", "Most urgent first"


def sorts_of(view: str) -> list[Sort]:
    """Return the orders that a view is shown in."""
    return [Sort.NEWEST, Sort.OLDEST] if view in NOT_ONLY_OPEN else list(Sort)


@dataclass(frozen=True)
class Criteria:
    """What a person wants to see; what is empty asks for nothing."""

    view: str = View.OPEN
    text: str = ""
    queue: Queue | None = None
    kind: str = ""
    status: str = ""
    priority: int | None = None
    assignee: User | None = None
    tag: Tag | None = None
    received_from: dt.date | None = None
    received_to: dt.date | None = None
    late: bool = False
    attachment: bool = False
    sort: str = Sort.NEWEST


def matching(user: User, criteria: Criteria) -> QuerySet[Submission]:
    """Return the submissions that `user` may see and `criteria` asks for, in no order yet."""
    wanted = {
        "queue": criteria.queue,
        "kind": criteria.kind,
        "status": criteria.status,
        "priority": criteria.priority,
        "assignee": criteria.assignee,
        "tags": criteria.tag,
        "received_at__gte": criteria.received_from and _midnight(criteria.received_from),
        "received_at__lt": criteria.received_to and _midnight(criteria.received_to + _DAY),
    }
    found = access.visible_submissions(user).filter(erased_at=None).order_by()
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    found = _in_view(found, criteria.view, user)
    if criteria.late:
        found = _late(found)
    if criteria.attachment:
        with_files = Attachment.objects.filter(submission__isnull=False)
        found = found.filter(pk__in=with_files.values("submission"))
    return _found_by_words(found, criteria.text) if criteria.text else found


def page(
    submissions: QuerySet[Submission], *, before: str = "", after: str = "", sort: str = Sort.NEWEST
) -> paging.Page[Submission]:
    """Return a page in the order of `sort`: the first one, the one after key `after`, or before key `before`.

    A key that is malformed, or beyond either end, counts as none.
    """
    rows = submissions.select_related("queue", "assignee").defer("answers", "search_text")
    return paging.page(rows, _ORDERS[Sort(sort)], after=after, before=before, size=PAGE_SIZE)


def first_ids(submissions: QuerySet[Submission], count: int, *, sort: str = Sort.NEWEST) -> list[int]:
    """Return the ids of the first `count` of a list."""
    order = _ORDERS[Sort(sort)]
    sign = "-" if order.descending else ""
    return list(
        submissions.order_by(f"{sign}{order.field}", f"{sign}pk").values_list("pk", flat=True)[:count]
    )


def counted(submissions: QuerySet[Submission]) -> int:
    """Return how many there are, or one more than `COUNTED_AT_MOST` where there are more."""
    return paging.counted(submissions, at_most=COUNTED_AT_MOST)


def in_words(count: int) -> str:
    """Say what `counted` has returned: "1 submission", "37 submissions", "more than 10,000 submissions"."""
    return paging.in_words(count, "submission", at_most=COUNTED_AT_MOST)


def today() -> tuple[dt.datetime, dt.datetime]:
    """Return the beginning of today and of tomorrow, London time."""
    date = timezone.now().astimezone(LONDON).date()
    return _midnight(date), _midnight(date + _DAY)


def this_week() -> dt.datetime:
    """Return the beginning of this week's Monday, London time."""
    date = timezone.now().astimezone(LONDON).date()
    return _midnight(date - date.weekday() * _DAY)


def _found_by_words(submissions: QuerySet[Submission], text: str) -> QuerySet[Submission]:
    """Return those in which all words occur; where they are few, by their ids.

    No database can guess how few a word's beginning finds: it would look for them through all of a list, in
    the list's order, instead of in the index of words.
    """
    found = search.matching(submissions, text)
    ids = list(found.values_list("pk", flat=True)[: _FEW + 1])
    return submissions.filter(pk__in=ids) if len(ids) <= _FEW else found


def _in_view(submissions: QuerySet[Submission], view: str, user: User) -> QuerySet[Submission]:
    if view == View.EVERYTHING:
        # What is held has a list of its own until it is decided on.
        return submissions.exclude(status=Submission.Status.HELD)
    if view == View.RESOLVED:
        return submissions.filter(status=Submission.Status.RESOLVED, resolved_at__gte=this_week())
    submissions = submissions.filter(status__in=OPEN_STATUSES)
    if view == View.MINE:
        return submissions.filter(assignee=user)
    if view == View.UNASSIGNED:
        return submissions.filter(assignee=None)
    if view == View.WAITING:
        return submissions.filter(status=Submission.Status.WAITING)
    if view == View.DUE_TODAY:
        start, end = today()
        return submissions.filter(due_next__gte=start, due_next__lt=end)
    return _late(submissions) if view == View.LATE else submissions


def _late(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    return submissions.filter(status__in=OPEN_STATUSES, due_next__lt=timezone.now())


def _midnight(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), LONDON)


def _moment(text: str) -> dt.datetime:
    moment = parse_datetime(text)
    if not moment:
        raise ValueError("This is no moment.")
    return moment.astimezone(dt.UTC)


def _written(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _priority(text: str) -> int:
    return Submission.Priority(int(text)).value


_FEW = 1_000
_DAY = dt.timedelta(days=1)
_ORDERS = {
    Sort.NEWEST: paging.Order("received_at", write=_written, read=_moment, descending=True),
    Sort.OLDEST: paging.Order("received_at", write=_written, read=_moment),
    Sort.DUE: paging.Order("due_next", write=_written, read=_moment),
    Sort.URGENT: paging.Order("priority", write=str, read=_priority, descending=True),
}
