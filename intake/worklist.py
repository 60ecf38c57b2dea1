"""Worklists: which submissions a view of the triage list holds, newest first, a page at a time.

`paging` cuts the pages by key and caps the counts: a page costs the same wherever it is in a million rows.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Least
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from intake import access, paging, search
from intake.models import Queue, Submission
from intake.models.submission import OPEN_STATUSES
from intake.sla import LONDON

PAGE_SIZE = paging.PAGE_SIZE
COUNTED_AT_MOST = paging.COUNTED_AT_MOST

#: `Submission.next_due_at`, for the database; nothing for what is neither due nor late.
NEXT_DUE = Case(
    # While it waits for its sender the clock stands.
    When(status=Submission.Status.WAITING, then=None),
    When(first_response_at=None, then=Least("respond_by", "due_at")),
    default=F("due_at"),
    output_field=models.DateTimeField(),
)


class View(models.TextChoices):
    """The views of the list; all but the last hold open submissions only."""

    MINE = "mine", "Mine"
    UNASSIGNED = "unassigned", "Unassigned"
    DUE_TODAY = "due_today", "Due today"
    LATE = "late", "Late"
    OPEN = "open", "All open"
    EVERYTHING = "everything", "Everything"


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


@dataclass(frozen=True)
class Page:
    """A page of a list, with the keys by which the pages before and after it are asked for ("" for none)."""

    rows: list[Submission]
    newer: str = ""
    older: str = ""


@dataclass(frozen=True)
class QueueCounts:
    """How many open submissions of one queue each view holds, by the view's value."""

    queue: Queue
    by_view: dict[str, int]

    @property
    def links(self) -> list[tuple[View, int]]:
        """Each view with its count, in the order of the views."""
        return [(view, self.by_view[view]) for view in View if view in self.by_view]


def matching(user: User, criteria: Criteria) -> QuerySet[Submission]:
    """Return the submissions that `user` may see and `criteria` asks for, in no order yet."""
    wanted = {
        "queue": criteria.queue,
        "kind": criteria.kind,
        "status": criteria.status,
        "priority": criteria.priority,
        "assignee": criteria.assignee,
    }
    found = access.visible_submissions(user).order_by()
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    found = _in_view(found, criteria.view, user)
    return search.matching(found, criteria.text) if criteria.text else found


def page(submissions: QuerySet[Submission], *, before: str = "", after: str = "") -> Page:
    """Return a page, newest first: the first one, the one older than key `before`, or newer than `after`.

    A key that is malformed, or beyond either end, counts as none.
    """
    rows = submissions.select_related("queue", "assignee").defer("answers", "search_text")
    found = paging.page(rows, _NEWEST_FIRST, after=before, before=after, size=PAGE_SIZE)
    return Page(found.rows, newer=found.previous, older=found.next)


def count_in_words(submissions: QuerySet[Submission]) -> str:
    """Return how many there are: "1 submission", "37 submissions", "more than 10,000 submissions"."""
    return paging.count_in_words(submissions, "submission", at_most=COUNTED_AT_MOST)


def counts(user: User) -> list[QueueCounts]:
    """Return the counts of each queue that `user` sees, in the order of the queues."""
    start, end = today()
    late, mine = Q(next_due__lt=timezone.now()), Q(assignee=user.pk)
    found: QuerySet[Any, Any] = (
        access.visible_submissions(user)
        .filter(status__in=OPEN_STATUSES)
        .order_by()
        .annotate(next_due=NEXT_DUE)
        .values("queue")
        .annotate(
            mine=Count("pk", filter=mine),
            unassigned=Count("pk", filter=Q(assignee=None)),
            due_today=Count("pk", filter=Q(next_due__gte=start, next_due__lt=end)),
            late=Count("pk", filter=late),
            open=Count("pk"),
        )
    )
    by_queue = {row.pop("queue"): row for row in found}
    nothing = dict.fromkeys([view.value for view in View if view != View.EVERYTHING], 0)
    return [QueueCounts(queue, by_queue.get(queue.pk, nothing)) for queue in access.visible_queues(user)]


def newest(user: User, count: int) -> list[Submission]:
    """Return the newest submissions that `user` may see, whatever became of them."""
    return page(access.visible_submissions(user).exclude(status=Submission.Status.SPAM)).rows[:count]


def _in_view(submissions: QuerySet[Submission], view: str, user: User) -> QuerySet[Submission]:
    if view == View.EVERYTHING:
        return submissions
    submissions = submissions.filter(status__in=OPEN_STATUSES)
    if view == View.MINE:
        return submissions.filter(assignee=user)
    if view == View.UNASSIGNED:
        return submissions.filter(assignee=None)
    if view == View.DUE_TODAY:
        start, end = today()
        return submissions.alias(next_due=NEXT_DUE).filter(next_due__gte=start, next_due__lt=end)
    if view == View.LATE:
        return submissions.alias(next_due=NEXT_DUE).filter(next_due__lt=timezone.now())
    return submissions


def today() -> tuple[dt.datetime, dt.datetime]:
    """Return the beginning of today and of tomorrow, London time."""
    date = timezone.now().astimezone(LONDON).date()
    start, end = (dt.datetime.combine(day, dt.time(), LONDON) for day in (date, date + dt.timedelta(days=1)))
    return start, end


def _moment(text: str) -> dt.datetime:
    moment = parse_datetime(text)
    if not moment:
        raise ValueError("This is no moment.")
    return moment.astimezone(dt.UTC)


_NEWEST_FIRST = paging.Order(
    "received_at",
    write=lambda moment: f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S.%fZ}",
    read=_moment,
    descending=True,
)
