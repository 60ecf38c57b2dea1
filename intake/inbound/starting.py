"""An email to a queue's address starts a submission of that queue."""

import uuid

from django.conf import settings

from intake import submissions, tracking
from intake.inbound import automatic, files, wording
from intake.inbound.files import Kept
from intake.inbound.reading import Email
from intake.models import InboundEmail, Queue, Submission
from intake.submissions import Answer, Incoming, Sender

KIND, KIND_LABEL = "email", "Email"
_KEYS = uuid.UUID("5f1e6f43-2f4e-5f0b-9d57-0f5a3c7f9a11")


def queue_of(record: InboundEmail, email: Email) -> Queue | None:
    """Return the queue that `email` was sent to: whose mailbox it was in, or by its address."""
    if record.queue:
        return record.queue
    addresses = [address.lower() for address in [record.envelope_recipient, *email.recipients] if address]
    queues = {address: queue for queue in Queue.objects.all() for address in _addresses(queue)}
    return next((queues[address] for address in addresses if address in queues), None)


def start(record: InboundEmail, email: Email, queue: Queue, kept: Kept) -> Submission:
    """Make a submission of `email`, acknowledged as any other. Must be called in a transaction."""
    files.keep(email.files, kept)
    submission = submissions.receive(
        Incoming(
            kind=KIND,
            kind_label=KIND_LABEL,
            subject=email.subject or "(no subject)",
            sender=Sender(name=email.sender.name, email=email.sender.email),
            idempotency_key=uuid.uuid5(_KEYS, record.key),
            answers=_answers(email),
            source=Submission.Source.EMAIL,
            upload_token=kept.token,
            usual_queue=queue,
            received_at=record.stored_at,
            not_acknowledged_because=automatic.why_not_acknowledged(email),
        )
    )
    kept.note(submission)
    return submission


def kinds() -> list[tuple[str, str]]:
    """Return the slug and label of the one kind that is made here, for filters and routing rules."""
    return [(KIND, KIND_LABEL)]


def fields(kind: str) -> list[tuple[str, str]]:
    """Return the name and label of what a rule may ask of an email."""
    return [("message", "Message")] if kind == KIND else []


def _addresses(queue: Queue) -> list[str]:
    own = [queue.reply_to.lower()] if queue.reply_to else []
    return [*own, f"{queue.slug.lower()}@{settings.INBOUND_DOMAIN}"] if settings.INBOUND_DOMAIN else own


def _answers(email: Email) -> list[Answer]:
    parts = wording.parts_of(email)
    texts = [("subject", "Subject", email.subject), ("message", "Message", parts.new)]
    if parts.rest:
        texts.append(("quoted", "Quoted, or below the message", parts.rest))
    return [
        Answer(name=name, label=label, kind="long_text", value=text, display=text)
        for name, label, said in texts
        if (text := tracking.without_links(said))
    ]
