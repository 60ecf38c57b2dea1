"""Counting the targets of open submissions anew, after a queue's office hours or targets have changed."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet

from intake import sla, targets
from intake.models import Queue, Submission, TimelineEntry
from intake.models.submission import OPEN_STATUSES


class Recounted(NamedTuple):
    """How many submissions were looked at, and how many have other targets now."""

    looked_at: int
    changed: int


def open_submissions(queue: Queue | None = None) -> QuerySet[Submission]:
    """Return the submissions whose targets are counted anew: the open ones, of one queue or of all."""
    found = Submission.objects.filter(status__in=OPEN_STATUSES).order_by("pk")
    return found.filter(queue=queue) if queue else found


def recount(
    *,
    queue: Queue | None = None,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda count: None,
) -> Recounted:
    """Count the targets of open submissions anew. Run again, it changes nothing.

    Args:
        queue: of this queue only.
        dry_run: change nothing, and say what would be.
        progress: called with 1 after each submission.
    """
    changed = 0
    ids = list(open_submissions(queue).values_list("pk", flat=True))
    for submission_id in ids:
        changed += _recount(submission_id, dry_run=dry_run)
        progress(1)
    return Recounted(len(ids), changed)


@transaction.atomic
def _recount(submission_id: int, *, dry_run: bool) -> bool:
    """Count one submission's targets anew; return whether they are others than before."""
    found = open_submissions().select_for_update(of=("self",)).select_related("queue")
    submission = found.filter(pk=submission_id).first()
    if not submission:
        return False
    before = (submission.respond_by, submission.due_at)
    targets.set_targets(submission)
    if (submission.respond_by, submission.due_at) == before:
        return False
    if not dry_run:
        # Its version stays: nobody who is writing a reply just then has to look at it first.
        Submission.objects.filter(pk=submission.pk).update(
            respond_by=submission.respond_by, due_at=submission.due_at
        )
        TimelineEntry.objects.create(
            submission=submission, event=TimelineEntry.Event.RECOUNTED, text=_in_words(submission)
        )
    return True


def _in_words(submission: Submission) -> str:
    resolution = sla.in_words(submission.due_at)
    if submission.first_response_at:
        return f"To be resolved {resolution}"
    return f"First reply due {sla.in_words(submission.respond_by)}, to be resolved {resolution}"
