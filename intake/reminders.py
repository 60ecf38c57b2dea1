"""Reminders of targets: who is told that one comes near, and who that it has passed.

Three quarters of the working time to the target that stands next gone by, who deals with the submission is
reminded; once it has passed, the queue's leads are. Of the two, only the one that has come last is told, so
that after an outage nobody gets both. A target is told once a step: the first reply's and the resolution's,
of each queue and priority that the submission has been in.
"""

import datetime as dt
from collections.abc import Iterator

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from intake import absences, access, outbox, sla, submissions
from intake.models import Message, Queue, QueueMembership, Submission
from intake.models.submission import OPEN_STATUSES

_PREFIX = "deadline"
_NEAR_AT = 0.75
#: What passed longer ago is no news; it stands in the daily digest, and under "late".
_OLD_NEWS = dt.timedelta(days=7)
_COLUMNS = (
    "queue",
    "status",
    "priority",
    "received_at",
    "respond_by",
    "due_at",
    "first_response_at",
    "waiting_since",
    "waited",
)


class Step(models.TextChoices):
    """How far a target is; the value is the name of the email's templates."""

    NEAR = "deadline-near"
    PASSED = "deadline-passed"


#: What `sla.office_of` reads of a queue.
_HOURS = ("queue__opens_at", "queue__closes_at", "queue__weekday_hours", "queue__closures")


def remind() -> None:
    """Send the reminders that are due. Safe to run again, and after a time in which it did not run."""
    for submission_id in list(_due(timezone.now())):
        _remind_of(submission_id)


def step_of(submission: Submission, now: dt.datetime) -> Step | None:
    """Return the step that the target of an open submission has come to, or None before the first."""
    due = submission.next_due_at
    if now >= due:
        return Step.PASSED
    office = sla.office_of(submission.queue)
    passed = sla.working_time(submission.received_at, now, office=office) - submission.waited
    whole = passed + sla.working_time(now, due, office=office)
    return Step.NEAR if dt.timedelta() < whole * _NEAR_AT <= passed else None


def _due(now: dt.datetime) -> Iterator[int]:
    """The submissions that have come to a step of which nobody has been told."""
    running = _running(now)
    told = Message.objects.filter(
        dedupe_key__startswith=f"{_PREFIX}:", submission__in=running.values("pk")
    ).order_by()
    keys = {_without_recipient(key or "") for key in told.values_list("dedupe_key", flat=True)}
    found = running.select_related("queue").only(*_COLUMNS, *_HOURS)
    for submission in found.iterator(chunk_size=1000):
        step = step_of(submission, now)
        if step and _key(submission, step) not in keys:
            yield submission.pk


def _running(now: dt.datetime) -> QuerySet[Submission]:
    """The submissions whose clock runs."""
    lately = Submission.objects.filter(status__in=OPEN_STATUSES, due_next__gte=now - _OLD_NEWS)
    return lately.exclude(status=Submission.Status.WAITING).order_by()


@transaction.atomic
def _remind_of(submission_id: int) -> None:
    found = Submission.objects.select_for_update(of=("self",)).select_related("queue", "assignee")
    submission = found.filter(pk=submission_id).first()
    # Somebody may have dealt with it, or another worker told of it, since it was found.
    if not submission or not submission.is_open or submission.is_waiting:
        return
    step = step_of(submission, timezone.now())
    if not step or _is_told(submission, step):
        return
    outbox.send(
        submission=submission,
        kind=Message.Kind.ALERT,
        recipients=_recipients(submission, step),
        template=step.value,
        context={
            "submission": submission,
            "target": _target_name(submission),
            "admin_url": submissions.admin_url(submission),
            "due_in_words": sla.due_in_words(submission.next_due_at),
        },
        dedupe_key=_key(submission, step),
    )


def _recipients(submission: Submission, step: Step) -> list[str]:
    if step == Step.PASSED:
        return _lead_addresses(submission.queue) or submissions.team_addresses(submission.queue)
    assignee = submission.assignee
    is_here = assignee and access.is_staff(assignee) and not absences.until([assignee.pk])
    if assignee and is_here and assignee.email:
        return [assignee.email]
    return submissions.team_addresses(submission.queue)


def _lead_addresses(queue: Queue) -> list[str]:
    """The leads' addresses, also of those who want no alerts: those are of new work."""
    leads = access.working_members().filter(queue=queue, role=QueueMembership.Role.LEAD)
    leads = leads.exclude(user__email="")
    return list(leads.order_by("id").values_list("user__email", flat=True))


def _target_name(submission: Submission) -> str:
    return "resolution" if submission.first_response_at else "reply"


def _key(submission: Submission, step: Step) -> str:
    names = (submission.pk, _target_name(submission), submission.queue_id, submission.priority, step.value)
    return ":".join(map(str, (_PREFIX, *names)))


def _without_recipient(key: str) -> str:
    return ":".join(key.split(":")[:6])


def _is_told(submission: Submission, step: Step) -> bool:
    key = _key(submission, step)
    return Message.objects.filter(Q(dedupe_key=key) | Q(dedupe_key__startswith=f"{key}:")).exists()
