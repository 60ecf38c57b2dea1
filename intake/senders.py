"""What the sender of a submission does to it after it was received. Each function owns its transaction."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import attachments, email_wordings, kinds, outbox, search, steps, submissions, workflow
from intake.models import Message, Submission, TimelineEntry

Event = TimelineEntry.Event
Status = Submission.Status

#: For how long a sender may open again by the tracking page what was resolved.
REOPEN_WITHIN = dt.timedelta(days=28)
#: A conversation needs no more, and a script that has found a link does no more harm.
MESSAGES_AN_HOUR = 20


def may_write(submission: Submission) -> bool:
    """Return whether its sender may add to the conversation on the site.

    What was resolved longer ago than `REOPEN_WITHIN` stays so; a kind that has a page of its own for senders,
    such as a registration, has no such end.
    """
    if submission.status not in workflow.MOVES["sender_writes"].sources:
        return False
    if submission.status != Status.RESOLVED or kinds.sender_page(submission):
        return True
    return not submission.resolved_at or submission.resolved_at > timezone.now() - REOPEN_WITHIN


@transaction.atomic
def write(
    *, submission_id: int, text: str, author_email: str, upload_token: uuid.UUID | None = None
) -> Message:
    """Add what the sender writes to the conversation, with its files, and tell the team.

    A submission that waits for its sender, or that was resolved, is open again.

    Args:
        submission_id: the submission.
        text: plain text, as typed.
        author_email: the address of the person who writes.
        upload_token: what its files wait under, if it has any.

    Raises:
        ValidationError: there is neither text nor file, or there were too many messages within an hour.
        MoveNotAllowed: it was withdrawn, or put away as spam, or resolved too long ago; see `may_write`.
    """
    files = attachments.waiting(upload_token) if upload_token else ()
    if not text.strip() and not files:
        raise ValidationError("Write your message.")
    submission = _locked(submission_id)
    if not may_write(submission):
        raise workflow.MoveNotAllowed("Nothing can be added to this submission any more.")
    _refuse_a_flood(submission)
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
    if upload_token:
        attachments.claim(submission=submission, upload_token=upload_token, message=message)
    _change(submission, status=status, event=Event.SENDER_WROTE, message=message)
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
    answers_forward: bool = False,
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
        answers_forward: it comes from somebody outside who was forwarded a copy: a note as well, of which the
            team is told.
    """
    submission = _locked(submission_id)
    is_note = is_internal or answers_forward
    message = Message.objects.create(
        submission=submission,
        direction=Message.Direction.INTERNAL if is_note else Message.Direction.IN,
        kind=Message.Kind.NOTE if is_note else Message.Kind.INBOUND,
        state=Message.State.RECORDED,
        recipient=author_email,
        subject=subject[:250],
        text=text,
        html=html,
    )
    search.add_words(submission, subject, text)
    if answers_forward:
        _add_answer_from_outside(submission, author_email, message)
        return message
    if is_internal:
        said = f"{said}, in answer to an alert: a note among staff, which the sender did not get"
        _record(submission, Event.NOTED, said, message)
        return message
    if submission.status in workflow.MOVES["sender_writes"].sources:
        status = workflow.after("sender_writes", submission.status)
        _change(submission, status=status, event=Event.SENDER_WROTE, text=said, message=message)
    else:
        _record(submission, Event.SENDER_WROTE, said, message)
    if submission.status != Status.SPAM:
        submissions.tell_handlers(submission, template="sender-wrote")
    return message


def _add_answer_from_outside(submission: Submission, author_email: str, message: Message) -> None:
    """Tell of an answer to what was forwarded; where the submission stands is for its team to say."""
    # Who is about to answer the sender has to see it first.
    steps.change(submission)
    who = author_email or "an unknown address"
    said = f"By email from {who}, to whom it was forwarded: a note among staff, which the sender did not get"
    _record(submission, Event.NOTED, said, message)
    submissions.tell_handlers(submission, template="forward-answered")


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


@transaction.atomic
def solve(*, submission_id: int, text: str = "") -> Submission:
    """Close a submission because its sender says that it is solved, and tell the team.

    Args:
        submission_id: the submission.
        text: what else the sender says, for the timeline.

    Raises:
        MoveNotAllowed: it is closed already.
    """
    submission = _locked(submission_id)
    status = workflow.after("resolve", submission.status)
    said = "The sender says that it is solved" + (f": {text.strip()}" if text.strip() else "")
    _change(submission, status=status, event=Event.RESOLVED, text=said)
    submissions.tell_handlers(submission, template="solved")
    return submission


@transaction.atomic
def correct_details(*, submission_id: int, name: str, email: str, telephone: str) -> Submission:
    """Correct how the sender can be reached; where the address changes, the old one is told.

    Args:
        submission_id: the submission.
        name: the sender's name.
        email: the address to which everything goes from now on.
        telephone: the number in the international form, or "".

    Raises:
        MoveNotAllowed: the submission is closed.
    """
    submission = _locked(submission_id)
    if not submission.is_open:
        raise workflow.MoveNotAllowed("This submission is closed.")
    given = {"sender_name": name, "sender_email": email, "sender_telephone": telephone}
    known = {field: getattr(submission, field) for field in given}
    if known["sender_telephone"]:
        known["sender_telephone"] = submission.sender_telephone.as_e164
    changed = {field: value for field, value in given.items() if known[field] != value}
    if not changed:
        return submission
    if submission.sender_email and "sender_email" in changed:
        _tell_the_old_address(submission)
    # What was found by the old details or by the conversation still is.
    search.add_words(submission, name, email)
    steps.change(submission, **changed)
    _record(submission, Event.DETAILS_CORRECTED, ", ".join(_DETAILS[field] for field in changed))
    return submission


_DETAILS = {"sender_name": "Name", "sender_email": "Email address", "sender_telephone": "Telephone number"}


def _locked(submission_id: int) -> Submission:
    found = Submission.objects.select_for_update(of=("self",)).select_related("queue", "assignee")
    return found.get(pk=submission_id)


def _change(
    submission: Submission, *, status: str, event: str, text: str = "", message: Message | None = None
) -> None:
    fields: dict[str, Any] = {"status": status}
    if status != Status.WITHDRAWN:
        fields["resolved_at"] = timezone.now() if status == Status.RESOLVED else None
    steps.change(submission, **fields)
    _record(submission, event, text, message)


def _refuse_a_flood(submission: Submission) -> None:
    written = submission.messages.filter(
        kind=Message.Kind.INBOUND, created_at__gt=timezone.now() - dt.timedelta(hours=1)
    )
    if written.count() >= MESSAGES_AN_HOUR:
        raise ValidationError("You have written many messages within an hour. Send this one later.")


def _tell_the_old_address(submission: Submission) -> None:
    outbox.send(
        submission=submission,
        kind=Message.Kind.NOTICE,
        recipients=[submission.sender_email],
        template="details-corrected",
        context=email_wordings.context_of("details-corrected", submission),
    )


def _record(submission: Submission, event: str, text: str, message: Message | None = None) -> None:
    data = {"message": str(message.uuid)} if message else {}
    TimelineEntry.objects.create(submission=submission, event=event, text=text, data=data)
