"""What staff do to a submission. Each function checks access, owns its transaction and writes the timeline.

`version`, where it is given, is the version that the person was looking at: if somebody else has changed the
submission since, `steps.ChangedMeanwhile` is raised and nothing is done.
"""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import (
    access,
    assignment,
    drafts,
    mentions,
    outbox,
    reply_email,
    search,
    sla,
    steps,
    submissions,
    targets,
    tracking,
    undo,
    workflow,
)
from intake.models import Message, Queue, Submission, TimelineEntry
from intake.models.submission import Priority, Status

Event = TimelineEntry.Event


@transaction.atomic
def assign(
    *,
    submission_id: int,
    actor: User,
    assignee: User | None,
    version: int | None = None,
    is_told: bool = True,
) -> Submission:
    """Give the submission to `assignee`, or to nobody; who is given work by another is emailed if `is_told`.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: `assignee` is not a member of its queue.
        MoveNotAllowed: it is closed.
        ChangedMeanwhile: see the module.
    """
    submission = steps.locked(submission_id, actor, version)
    if assignee and not access.assignable_users(submission.queue).filter(pk=assignee.pk).exists():
        raise ValidationError(f"{steps.name(assignee)} is not a member of {submission.queue}.")
    taken_up = workflow.after("take_up", submission.status)
    # What waits for the sender waits on, whoever looks after it now.
    is_new = assignee and submission.status == Status.NEW
    steps.change(submission, assignee=assignee, status=taken_up if is_new else submission.status)
    text = f"To {steps.name(assignee)}" if assignee else "To nobody"
    steps.record(submission, Event.ASSIGNED, actor, text)
    if assignee:
        assignment.note_turn(queue=submission.queue, user=assignee)
    if assignee and assignee != actor and is_told:
        _tell_assignee(submission, assignee, actor)
    return submission


@transaction.atomic
def move(
    *,
    submission_id: int,
    actor: User,
    queue: Queue,
    reason: str = "",
    version: int | None = None,
    is_told: bool = True,
) -> Submission:
    """Move the submission to another queue; its targets are counted by that queue.

    Its members are told if `is_told`.

    Any queue may be chosen, so that what was misrouted can always be sent on.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
        ValidationError: it is in that queue already, or the queue is not active.
    """
    submission = steps.locked(submission_id, actor, version)
    if queue == submission.queue:
        raise ValidationError(f"It is in {queue} already.")
    if not queue.active:
        raise ValidationError(f"{queue} takes no new submissions.")
    workflow.after("take_up", submission.status)
    old = submission.queue
    # A pause is counted in the hours of the queue in which it was.
    paused = targets.counted(submission, until=timezone.now())
    assignee = assignment.next_assignee(queue)
    steps.change(submission, queue=queue, assignee=assignee, **paused)
    _count_targets_anew(submission)
    steps.record(submission, Event.MOVED, actor, f"{old} → {queue}" + (f": {reason}" if reason else ""))
    if assignee:
        assignment.note_turn(queue=queue, user=assignee)
    if is_told:
        submissions.alert_queue(submission)
    return submission


@transaction.atomic
def reply(
    *,
    submission_id: int,
    actor: User,
    text: str,
    then: str = "reply",
    undo_seconds: int = 0,
    version: int | None = None,
) -> Message:
    """Email `text` to the sender.

    Args:
        submission_id: the submission.
        actor: who writes.
        text: plain text, as typed.
        then: the move that the reply makes: "reply" (it stays open), "wait" or "resolve".
        undo_seconds: how long the email waits, so that `undo.take_back` can take it back.
        version: see the module.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
        ValidationError: there is no text, or the sender gave no email address.
    """
    submission = steps.locked(submission_id, actor, version)
    if not text.strip():
        raise ValidationError("Write the reply.")
    if not submission.sender_email:
        raise ValidationError("The sender gave no email address. Telephone them and add a note.")
    status = workflow.after(then, submission.status)
    is_resolved = status == Status.RESOLVED
    link = tracking.new_link(submission)
    message = outbox.send(
        submission=submission,
        kind=Message.Kind.REPLY,
        recipients=[submission.sender_email],
        template="reply",
        context=reply_email.context_of(submission, text, actor, link, status=status),
        author=actor,
        typed=text.strip() if undo_seconds else "",
        wait_seconds=undo_seconds,
    )[0]
    search.add_words(submission, text)
    before, now = undo.state_of(submission), timezone.now()
    steps.change(
        submission,
        status=status,
        assignee=submission.assignee or actor,
        first_response_at=submission.first_response_at or now,
        resolved_at=now if is_resolved else None,
    )
    changed = {"changed": undo.difference(before, undo.state_of(submission))} if undo_seconds else {}
    steps.record(submission, Event.REPLIED, actor, "", data={"message": str(message.uuid), **changed})
    drafts.discard(submission, actor)
    if is_resolved:
        steps.record(submission, Event.RESOLVED, actor, "")
    return message


@transaction.atomic
def note(*, submission_id: int, actor: User, text: str) -> Message:
    """Add a note among staff, which the sender never sees; colleagues whom it names are emailed.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: there is no text.
    """
    submission = steps.locked(submission_id, actor, None)
    if not text.strip():
        raise ValidationError("Write the note.")
    message = Message.objects.create(
        submission=submission,
        direction=Message.Direction.INTERNAL,
        kind=Message.Kind.NOTE,
        state=Message.State.RECORDED,
        author=actor,
        text=text.strip(),
    )
    search.add_words(submission, text)
    # A note can be the reason for not doing what a colleague is about to do: they have to see it first.
    steps.change(submission)
    told = ", ".join(
        steps.name(user) for user in mentions.tell(submission=submission, actor=actor, text=text)
    )
    said = f"Emailed: {told}" if told else ""
    steps.record(submission, Event.NOTED, actor, said, data={"message": str(message.uuid)})
    return message


@transaction.atomic
def prioritise(*, submission_id: int, actor: User, priority: int, version: int | None = None) -> Submission:
    """Set the priority, one of `Priority`; the targets are counted by what its queue promises for it.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
    """
    submission = steps.locked(submission_id, actor, version)
    workflow.after("take_up", submission.status)
    steps.change(submission, priority=priority)
    _count_targets_anew(submission)
    steps.record(submission, Event.PRIORITISED, actor, Priority(priority).label)
    return submission


@transaction.atomic
def resolve(
    *, submission_id: int, actor: User, note_text: str = "", version: int | None = None
) -> Submission:
    """Close the submission as done, without an email.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
    """
    submission = steps.locked(submission_id, actor, version)
    status = workflow.after("resolve", submission.status)
    steps.change(
        submission,
        status=status,
        resolved_at=timezone.now(),
        assignee=submission.assignee or actor,
    )
    steps.record(submission, Event.RESOLVED, actor, note_text)
    return submission


@transaction.atomic
def reopen(*, submission_id: int, actor: User, version: int | None = None) -> Submission:
    """Open a closed submission again; its targets stand.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
    """
    submission = steps.locked(submission_id, actor, version)
    steps.change(submission, status=workflow.after("reopen", submission.status), resolved_at=None)
    steps.record(submission, Event.REOPENED, actor, "")
    return submission


@transaction.atomic
def mark_as_spam(*, submission_id: int, actor: User, version: int | None = None) -> Submission:
    """Put the submission away as spam; it can be reopened.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `assign`.
    """
    submission = steps.locked(submission_id, actor, version)
    steps.change(submission, status=workflow.after("mark_as_spam", submission.status))
    steps.record(submission, Event.MARKED_AS_SPAM, actor, "")
    return submission


def _count_targets_anew(submission: Submission) -> None:
    targets.set_targets(submission)
    Submission.objects.filter(pk=submission.pk).update(
        respond_by=submission.respond_by, due_at=submission.due_at
    )


def _tell_assignee(submission: Submission, assignee: User, actor: User) -> None:
    if not assignee.email:
        return
    outbox.send(
        submission=submission,
        kind=Message.Kind.ALERT,
        recipients=[assignee.email],
        template="assigned",
        context={
            "submission": submission,
            "actor_name": steps.name(actor),
            "admin_url": submissions.admin_url(submission),
            "due_in_words": sla.in_words(submission.respond_by),
        },
    )
