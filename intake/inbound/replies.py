"""An email that belongs to a submission is added to it."""

import datetime as dt

from intake import attachments, forwarding, senders
from intake.inbound import files, wording
from intake.inbound.files import Kept
from intake.inbound.reading import Email
from intake.inbound.threads import Thread
from intake.models import InboundEmail, Message, Submission, TimelineEntry

_WITHIN = dt.timedelta(hours=1)
_AT_MOST = 5
Outcome = InboundEmail.Outcome


def add(record: InboundEmail, email: Email, thread: Thread, kept: Kept) -> str:
    """Add `email` to its submission, and return what became of it. Must be called in a transaction."""
    submission = thread.submission
    if _count(record, submission, Outcome.REPLY) >= _AT_MOST:
        _note_too_many(record, submission)
        return Outcome.TOO_MANY
    parts = wording.parts_of(email)
    files.keep(email.files, kept)
    message = senders.add_email(
        submission_id=submission.pk,
        text=parts.new,
        html=wording.whole_html(email, parts),
        subject=email.subject,
        author_email=email.sender.email,
        said=_said_of_author(email, submission),
        is_internal=bool(thread.answered and thread.answered.kind == Message.Kind.ALERT),
        answers_forward=_answers_forward(email, thread),
    )
    attachments.claim(submission=submission, upload_token=kept.token, message=message)
    kept.note(submission)
    record.message = message
    return Outcome.REPLY


def note_automatic(email: Email, thread: Thread, what: str) -> None:
    """Say in the timeline that a program answered; nothing else happens."""
    sender = email.sender.email or "an unknown address"
    TimelineEntry.objects.create(
        submission=thread.submission,
        event=TimelineEntry.Event.AUTOMATIC_REPLY,
        text=f"{what} from {sender}: {email.subject or 'no subject'}"[:500],
    )


def _said_of_author(email: Email, submission: Submission) -> str:
    sender = email.sender.email
    if sender == submission.sender_email.lower():
        return "By email"
    return f"By email from {sender or 'an unknown address'}, which is not the sender’s address"


def _answers_forward(email: Email, thread: Thread) -> bool:
    """Whether it comes from somebody outside who got a copy: by what it answers, or by its address."""
    if email.sender.email == thread.submission.sender_email.lower():
        return False
    if thread.answered and thread.answered.kind == Message.Kind.FORWARD:
        return True
    return forwarding.was_forwarded_to(thread.submission, email.sender.email)


def _count(record: InboundEmail, submission: Submission, outcome: str) -> int:
    # The lock lets two workers not both count what the other is about to add.
    Submission.objects.select_for_update().filter(pk=submission.pk).first()
    since = record.stored_at - _WITHIN
    recent = InboundEmail.objects.filter(sender=record.sender, submission=submission, stored_at__gt=since)
    return recent.filter(outcome=outcome).exclude(pk=record.pk).count()


def _note_too_many(record: InboundEmail, submission: Submission) -> None:
    if _count(record, submission, Outcome.TOO_MANY):
        return
    TimelineEntry.objects.create(
        submission=submission,
        event=TimelineEntry.Event.NOTED,
        text=f"More than {_AT_MOST} emails within an hour from {record.sender or 'an unknown address'}: "
        "the further ones are kept aside, and nobody is told of them.",
    )
