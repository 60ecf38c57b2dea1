"""What the sender of a submission does to it after it was received. Each function owns its transaction."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from intake import submissions, workflow
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
    _change(submission, status=status, event=Event.SENDER_WROTE)
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
    submission.status = status
    fields = {"status": status} | ({} if status == Submission.Status.WITHDRAWN else {"resolved_at": None})
    Submission.objects.filter(pk=submission.pk).update(**fields, version=F("version") + 1)
    submission.version += 1
    TimelineEntry.objects.create(submission=submission, event=event, text=text)
