"""Passing on what was held: it is received after all, as if it had just been looked at."""

from django.contrib.auth.models import User
from django.db import transaction

from intake import routing, steps, submissions, workflow
from intake.models import Screening, Submission, TimelineEntry
from intake.models.screening import Decision
from intake.screening import holding

Event = TimelineEntry.Event


@transaction.atomic
def pass_on(*, submission_id: int, actor: User, version: int | None = None) -> Submission:
    """Route, announce and acknowledge a submission that was held.

    Its targets are counted from when it was received: its sender has waited since then, whoever looked at it.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `triage.assign`.
    """
    submission = steps.locked(submission_id, actor, version)
    status = workflow.after("pass_on", submission.status)
    screening = Screening.objects.select_related("usual_queue").get(submission=submission)
    route = routing.route(submission, usual_queue=screening.usual_queue)
    submissions.place(submission, route)
    steps.change(
        submission,
        status=status,
        queue=submission.queue,
        priority=submission.priority,
        assignee=submission.assignee,
        respond_by=submission.respond_by,
        due_at=submission.due_at,
    )
    holding.note_decision(submission, Decision.PASSED_ON, actor)
    steps.record(submission, Event.PASSED_ON, actor, "")
    TimelineEntry.objects.create(submission=submission, event=Event.ROUTED, text=route.because)
    submissions.take_in(submission, route, next_steps=screening.next_steps)
    return submission
