"""What the sender of a submission does to it after it was received. Each function owns its transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from intake import search, submissions, targets, workflow
from intake.models import Message, Submission, TimelineEntry

Event = TimelineEntry.Event


@transaction.atomic
def write(*, submission_id: int, text: str, author_email: str) -> Message:
    """Add what the sender writes to the conversation, and tell the team.

    A submission that waits for its sender, or that was resolved, is open again.

    Args:
        submission_id: the submission.
        text: plain text, as typed.
        author_email: the address of the person who writes.

    Raises:
        ValidationError: there is no text.
        MoveNotAllowed: it was withdrawn, or put away as spam.
    """
    if not text.strip():
        raise ValidationError("Write your message.")
    submission = _locked(submission_id)
    status = workflow.after("sender_writes", submission.status)
    message = Message.objects.create(
        submission=submission,
        direction=Message.Direction.IN,
        kind=Message.Kind.INBOUND,
        state=Message.State.RECORDED,
        recipient=author_email,
        text=text.strip(),
    )
    search.add_words(submission, text)
    _change(submission, status=status, event=Event.SENDER_WROTE)
    submissions.tell_handlers(submission, template="sender-wrote")
    return message


@transaction.atomic
def add_email(
    *,
    submission_id: int,
    text: str,
    html: str,
    subject: str,
    author_email: str,
    said: str,
    is_internal: bool = False,
) -> Message:
    """Add an email that came in to the conversation, and tell the team.

    It has come already, so it is kept whatever the submission's state: what was withdrawn stays so, and its
    team is told; what was put away as spam stays so in silence.

    Args:
        submission_id: the submission.
        text: what is new in the email.
        html: the whole of it, harmless, where the text does not show all.
        subject: its subject.
        author_email: the address that it says it is from.
        said: how it came, for the timeline.
        is_internal: it answers an alert, which only staff have: a note among them, not the sender's words.
    """
    submission = _locked(submission_id)
    message = Message.objects.create(
        submission=submission,
        direction=Message.Direction.INTERNAL if is_internal else Message.Direction.IN,
        kind=Message.Kind.NOTE if is_internal else Message.Kind.INBOUND,
        state=Message.State.RECORDED,
        recipient=author_email,
        subject=subject[:250],
        text=text,
        html=html,
    )
    search.add_words(submission, subject, text)
    if is_internal:
        said = f"{said}, in answer to an alert: a note among staff, which the sender did not get"
        _record(submission, Event.NOTED, said)
        return message
    if submission.status in workflow.MOVES["sender_writes"].sources:
        status = workflow.after("sender_writes", submission.status)
        _change(submission, status=status, event=Event.SENDER_WROTE, text=said)
    else:
        _record(submission, Event.SENDER_WROTE, said)
    if submission.status != Submission.Status.SPAM:
        submissions.tell_handlers(submission, template="sender-wrote")
    return message


@transaction.atomic
def withdraw(*, submission_id: int, reason: str = "") -> Submission:
    """Withdraw a submission at its sender's wish, and tell the team.

    Raises:
        MoveNotAllowed: it is closed already.
    """
    submission = _locked(submission_id)
    status = workflow.after("withdraw", submission.status)
    _change(submission, status=status, event=Event.WITHDRAWN, text=reason.strip())
    submissions.tell_handlers(submission, template="withdrawn")
    return submission


def _locked(submission_id: int) -> Submission:
    found = Submission.objects.select_for_update(of=("self",)).select_related("queue", "assignee")
    return found.get(pk=submission_id)


def _change(submission: Submission, *, status: str, event: str, text: str = "") -> None:
    fields = {"status": status, **targets.after(submission, status)}
    if status != Submission.Status.WITHDRAWN:
        fields["resolved_at"] = None
    for name, value in fields.items():
        setattr(submission, name, value)
    Submission.objects.filter(pk=submission.pk).update(**fields, version=F("version") + 1)
    submission.version += 1
    _record(submission, event, text)


def _record(submission: Submission, event: str, text: str) -> None:
    TimelineEntry.objects.create(submission=submission, event=event, text=text)
