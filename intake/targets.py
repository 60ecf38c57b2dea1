"""The clock of the targets: it stands while a submission waits for its sender.

What passes meanwhile of the queue's working time, the targets move later by, once the waiting is over. The
sender's own deadline does not move: what they need it for does not wait either.
"""

import datetime as dt
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from intake import sla
from intake.models import Submission
from intake.models.submission import Status


def set_targets(submission: Submission) -> None:
    """Set the targets by the queue's hours, the priority and the pauses so far; does not save.

    The sender's own deadline holds where it is earlier. Once there is a first reply its target is history:
    whether it was kept must not be changed by what comes later.
    """
    prefetch_related_objects([submission.queue], "priority_targets")
    queue, start, priority = submission.queue, submission.received_at, submission.priority
    if not submission.first_response_at:
        due = sla.response_target(queue, start, priority)
        submission.respond_by = _later(submission, due, submission.waited)
    due = sla.resolution_target(queue, start, priority)
    submission.due_at = _later(submission, due, submission.waited)


def after(submission: Submission, status: str) -> dict[str, Any]:
    """Return the columns that change as `submission`, still in its old state, comes into `status`."""
    if status == Status.WAITING:
        return {"waiting_since": submission.waiting_since or timezone.now()}
    if not submission.waiting_since:
        return {}
    return counted(submission, until=timezone.now()) | {"waiting_since": None}


def counted(submission: Submission, *, until: dt.datetime) -> dict[str, Any]:
    """Return the columns that change as the present pause, if there is one, is counted up to `until`.

    The pause goes on from there.
    """
    if not submission.waiting_since:
        return {}
    queue = submission.queue
    passed = sla.working_time(submission.waiting_since, until, office=sla.office_of(queue))
    moved = {
        "waiting_since": until,
        "waited": submission.waited + passed,
        "due_at": _later(submission, submission.due_at, passed),
    }
    if not submission.first_response_at:
        moved["respond_by"] = _later(submission, submission.respond_by, passed)
    return moved


def used(submission: Submission, now: dt.datetime) -> int:
    """Return how much of the working time to the target that stands next has gone by, in percent.

    It is 100 once the target has passed, and stands while the clock does.
    """
    until = submission.waiting_since or now
    due = submission.next_due_at
    if until >= due:
        return 100
    office = sla.office_of(submission.queue)
    passed = sla.working_time(submission.received_at, until, office=office) - submission.waited
    whole = passed + sla.working_time(until, due, office=office)
    # A target may lie where the office is closed, such as a deadline at night: then no working time is left.
    return max(0, min(100, round(100 * (passed / whole)))) if whole else 100


def _later(submission: Submission, due: dt.datetime, time: dt.timedelta) -> dt.datetime:
    """The target `due` moved by so much working time, or the sender's own deadline where that is earlier."""
    queue = submission.queue
    if time:
        due = sla.add_working_time(due, time, office=sla.office_of(queue))
    if submission.needed_by:
        due = min(due, max(submission.needed_by, submission.received_at))
    return due
