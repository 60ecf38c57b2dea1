"""Splitting: a message that a sender wrote about something else becomes a submission of its own."""

import uuid

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from intake import links, merged, sla, steps, submissions, tracking
from intake.inbound import starting
from intake.models import Attachment, InboundEmail, Message, Submission, TimelineEntry
from intake.submissions import Answer, Incoming, Sender

Event = TimelineEntry.Event
_KEYS = uuid.UUID("d1b5a0de-64b2-5a2b-8c3c-0a8b6c2f4e10")


@transaction.atomic
def split(
    *, submission_id: int, message_id: int, actor: User, subject: str, version: int | None = None
) -> Submission:
    """Make a submission of one message, routed by the rules, with its files; its sender is acknowledged.

    The message stays in the conversation, whose timeline says where it went on; the two are linked.

    Args:
        submission_id: the submission in whose conversation the message is.
        message_id: a message that came from its sender's side.
        actor: who splits it off.
        subject: of the new submission.
        version: see `triage`.

    Raises:
        PermissionDenied, ChangedMeanwhile: as for `triage.assign`.
        ValidationError: there is no subject, no such message, or it was split off before.
    """
    submission = steps.locked(submission_id, actor, version)
    message = splittable(submission, message_id)
    if not subject.strip():
        raise ValidationError("Enter a subject.")
    new = submissions.receive(_incoming(submission, message, subject, actor))
    Attachment.objects.filter(message=message).update(submission=new, message=None)
    written = _when(message)
    steps.change(submission)
    for each, other, text in (
        (submission, new, f"What the sender wrote {written} is now {new.reference}"),
        (new, submission, f"From {submission.reference}, where the sender wrote it {written}"),
    ):
        steps.record(
            each, Event.SPLIT_OFF, actor, text, {"message": str(message.uuid), "submission": other.pk}
        )
    links.join(new, submission, actor)
    return new


def splittable(submission: Submission, message_id: int) -> Message:
    """Return a message of the conversation that can be split off.

    Raises:
        ValidationError: it is not there, is not the sender's, or was split off before.
    """
    found = merged.whole(submission).messages().filter(pk=message_id, direction=Message.Direction.IN)
    message = found.prefetch_related("attachments").first()
    if not message:
        raise ValidationError("There is no such message from the sender.")
    earlier = Submission.objects.filter(idempotency_key=_key(message)).first()
    if earlier:
        raise ValidationError(f"It was split off before: it is {earlier.reference}.")
    return message


def _incoming(submission: Submission, message: Message, subject: str, actor: User) -> Incoming:
    came_by_email = InboundEmail.objects.filter(message=message).exists()
    text = tracking.without_links(message.text)
    written = [("subject", "Subject", subject.strip()), ("message", "Message", text)]
    return Incoming(
        # The rules for emails are asked of it: it has no answers of a form.
        kind=starting.KIND,
        kind_label=starting.KIND_LABEL if came_by_email else "Message",
        subject=subject,
        sender=_sender(submission, message),
        idempotency_key=_key(message),
        answers=[
            Answer(name=name, label=label, kind="long_text", value=text, display=text)
            for name, label, text in written
        ],
        source=Submission.Source.EMAIL if came_by_email else Submission.Source.WEB,
        usual_queue=submission.queue,
        entered_by=actor,
    )


def _sender(submission: Submission, message: Message) -> Sender:
    """Who wrote it: the submission's sender, or somebody of whom only the address is known."""
    address = message.recipient or submission.sender_email
    if address.lower() != submission.sender_email.lower():
        return Sender(email=address)
    telephone = submission.sender_telephone
    return Sender(
        name=submission.sender_name,
        email=address,
        telephone=telephone.as_e164 if telephone else "",
        organisation=submission.sender_organisation,
        role=submission.sender_role,
    )


def _when(message: Message) -> str:
    local = message.created_at.astimezone(sla.LONDON)
    return f"on {local.day} {local:%B} at {sla.clock(local)}"


def _key(message: Message) -> uuid.UUID:
    return uuid.uuid5(_KEYS, str(message.uuid))
