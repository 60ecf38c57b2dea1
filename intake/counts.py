"""How many submissions each view of the desk holds, in each queue that a person sees."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from intake import access, worklist
from intake.models import Queue, Submission
from intake.models.submission import OPEN_STATUSES
from intake.worklist import View

#: Everything is not counted: the number says nothing, and takes the longest.
COUNTED = [view for view in View if view != View.EVERYTHING]


@dataclass(frozen=True)
class QueueCounts:
    """How many submissions of one queue each view holds, by the view's value."""

    queue: Queue
    by_view: dict[str, int]

    @property
    def links(self) -> list[tuple[View, int]]:
        """Each view with its count, in the order of the views."""
        return [(view, self.by_view[view]) for view in COUNTED]


def of(user: User) -> list[QueueCounts]:
    """Return the counts of each queue that `user` sees, in the order of the queues."""
    by_queue = _open(user)
    for queue_id, count in _resolved(user):
        by_queue.setdefault(queue_id, {})[View.RESOLVED] = count
    nothing = dict.fromkeys([view.value for view in COUNTED], 0)
    return [QueueCounts(queue, nothing | by_queue.get(queue.pk, {})) for queue in access.visible_queues(user)]


def together(counts: Iterable[QueueCounts]) -> dict[str, int]:
    """Return how many each view holds in all of these queues."""
    sums = Counter({view.value: 0 for view in COUNTED})
    for row in counts:
        sums.update(row.by_view)
    return dict(sums)


def _open(user: User) -> dict[int, dict[str, int]]:
    start, end = worklist.today()
    found: QuerySet[Any, Any] = (
        access.visible_submissions(user)
        .filter(status__in=OPEN_STATUSES)
        .order_by()
        .values("queue")
        .annotate(
            mine=Count("pk", filter=Q(assignee=user.pk)),
            unassigned=Count("pk", filter=Q(assignee=None)),
            due_today=Count("pk", filter=Q(due_next__gte=start, due_next__lt=end)),
            late=Count("pk", filter=Q(due_next__lt=timezone.now())),
            waiting=Count("pk", filter=Q(status=Submission.Status.WAITING)),
            open=Count("pk"),
        )
    )
    return {row.pop("queue"): row for row in found}


def _resolved(user: User) -> QuerySet[Any, Any]:
    this_week = access.visible_submissions(user).filter(
        status=Submission.Status.RESOLVED, resolved_at__gte=worklist.this_week()
    )
    return this_week.order_by().values_list("queue").annotate(count=Count("pk"))
