"""What becomes of an email that was stored: one outcome each, however often it is tried."""

import logging

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from intake import events
from intake.inbound import automatic, bounces, reading, replies, starting, threads
from intake.inbound.automatic import Nature
from intake.inbound.files import Kept
from intake.inbound.reading import Email
from intake.inbound.threads import Thread
from intake.models import InboundEmail, Message

logger = logging.getLogger(__name__)

_AT_ONCE = 200
_MAY_PASS = (OperationalError, InterfaceError, OSError)
Outcome = InboundEmail.Outcome


def apply(email_id: int) -> None:
    """Apply one stored email; safe to call any number of times."""
    record = InboundEmail.objects.filter(pk=email_id, outcome=Outcome.PENDING).first()
    if not record:
        return
    kept = Kept(token=record.uuid)
    try:
        with transaction.atomic():
            _apply(email_id, kept)
    except _MAY_PASS:
        # The database or the disk has failed, not the email: the sweep tries again.
        kept.discard()
        raise
    except Exception as error:  # noqa: BLE001 - whatever a stranger sends must end as some outcome
        # The log gets none of their words.
        kept.discard()
        logger.error("email %s could not be applied (%s)", email_id, type(error).__name__)
        InboundEmail.objects.filter(pk=email_id, outcome=Outcome.PENDING).update(
            outcome=Outcome.FAILED, applied_at=timezone.now(), error=f"{type(error).__name__}: {error}"[:2000]
        )


def apply_pending() -> int:
    """Apply the emails that no worker was told of; return how many there were."""
    pending = InboundEmail.objects.filter(outcome=Outcome.PENDING).order_by("stored_at")
    email_ids = list(pending.values_list("pk", flat=True)[:_AT_ONCE])
    for email_id in email_ids:
        try:
            apply(email_id)
        except _MAY_PASS as error:
            logger.warning("email %s waits (%s)", email_id, type(error).__name__)
    return len(email_ids)


def _apply(email_id: int, kept: Kept) -> None:
    records = InboundEmail.objects.select_for_update(of=("self",)).select_related("queue")
    record = records.filter(pk=email_id, outcome=Outcome.PENDING).first()
    if not record:
        return
    with record.raw.open("rb") as file:
        email = reading.read(file.read())
    record.sender = email.sender.email
    record.outcome = _outcome(record, email, kept)
    record.applied_at = timezone.now()
    record.save(update_fields=["sender", "outcome", "applied_at", "submission", "message"])


def _outcome(record: InboundEmail, email: Email, kept: Kept) -> str:
    """Do what `email` asks for, and say what that was; the submission is noted in `record`."""
    nature = automatic.nature_of(email)
    if nature is Nature.LOOP:
        return Outcome.LOOP
    thread = threads.find(email, envelope_recipient=record.envelope_recipient)
    record.submission = thread.submission if thread else None
    if nature is Nature.REPORT:
        return _report(record, email)
    if nature in (Nature.MAILING_LIST, Nature.AUTOMATIC):
        is_list = nature is Nature.MAILING_LIST
        if thread:
            replies.note_automatic(email, thread, "Mailing list" if is_list else "Automatic reply")
        return Outcome.MAILING_LIST if is_list else Outcome.AUTOMATIC
    if thread:
        return replies.add(record, email, thread, kept)
    queue = starting.queue_of(record, email)
    if not queue:
        return Outcome.NO_QUEUE
    record.submission = starting.start(record, email, queue, kept)
    return Outcome.SUBMISSION


def _report(record: InboundEmail, email: Email) -> str:
    """Tell of a message of ours what a mail server says became of it, by the rule of all such events."""
    report = bounces.read(email)
    messages = Message.objects.select_related("submission")
    message = messages.filter(uuid=report.message_uuid).first() if report.message_uuid else None
    if message and message.submission:
        record.submission = message.submission
    if message and report.has_failed:
        events.record(
            key=f"inbound:{record.uuid}",
            provider=record.source,
            event_type="bounced",
            message_uuid=message.uuid,
            recipient=report.recipient,
            description=report.words,
        )
    elif message and message.submission:
        replies.note_automatic(email, Thread(message.submission, message), "Report")
    return Outcome.BOUNCE
