"""Delivery: claim a message, send it, record what became of it; each its own short transaction.

Leases and next attempts use the database's clock, so that workers whose clocks differ agree.
"""

import datetime as dt
import logging
import random
import re
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from intake import circuit, deliveries, outbox, wording
from intake.endings import Ending, ending_of, retry_after
from intake.models import Attachment, Message, Queue

logger = logging.getLogger(__name__)

LEASE = dt.timedelta(minutes=5)
RETRY_BUDGET = dt.timedelta(hours=4)
_FIRST_DELAY_SECONDS = 15
_LONGEST_DELAY_SECONDS = 15 * 60
_SWEEP_AT_ONCE = 500
_ROUND_TIME = dt.timedelta(seconds=10)
#: Providers of which no email can say that it is not to be followed; see docs/operations.md.
_WITHOUT_TRACKING_SETTINGS = tuple(
    f"anymail.backends.{name}."
    for name in ("amazon_ses", "brevo", "mailtrap", "postal", "resend", "scaleway")
)
#: Providers that keep no metadata; their events are matched by the provider's own id of the email.
_WITHOUT_METADATA = ("anymail.backends.mailersend.", "anymail.backends.postal.")
_CONTENT_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
State = Message.State


def deliver(message_id: int) -> None:
    """Send one message if it is due and nobody else is sending it; safe to call any number of times."""
    message = claim(message_id)
    if not message:
        return
    try:
        email = build_email(message)
        email.send()
    except Exception as error:  # noqa: BLE001 - every end must be recorded, whatever the provider's library raises
        _record_error(message, error)
        return
    _record_sent(message, email)


def claim(message_id: int) -> Message | None:
    """Take the message for this worker for the length of a lease, or return None where it is not due.

    None too while sending is paused, unless this message is the one that finds out whether it still must be.
    """
    if not circuit.may_pass():
        return None
    claimed = Message.objects.filter(pk=message_id, state=State.QUEUED, next_attempt_at__lte=Now()).update(
        state=State.SENDING, attempts=F("attempts") + 1, lease_until=Now() + LEASE
    )
    if not claimed:
        return None
    return Message.objects.select_related("submission__queue", "queue").get(pk=message_id)


def sweep() -> int:
    """Ring for every message that is due and was not sent, and free what a lost worker held.

    Returns:
        How many messages were rung for.
    """
    free_expired_leases()
    if outbox.waiting() >= _SWEEP_AT_ONCE:
        # Workers have enough to do, as behind a slow provider: what they were told of must not pile up.
        return 0
    # While sending is paused one email may be the probe; the others would be rung for in vain.
    at_once = 1 if circuit.state() else _SWEEP_AT_ONCE
    due = Message.objects.filter(state=State.QUEUED, next_attempt_at__lte=Now() - _ROUND_TIME)
    rung = 0
    for message_id in due.order_by("next_attempt_at").values_list("pk", flat=True)[:at_once]:
        if not outbox.ring(message_id):
            break
        rung += 1
    return rung


def free_expired_leases() -> None:
    """Put back, once, what a worker took and never recorded; a second time it is parked as unknown."""
    expired = Message.objects.filter(state=State.SENDING, lease_until__lt=Now())
    expired.filter(ambiguous_ends=0).update(
        state=State.QUEUED, ambiguous_ends=1, next_attempt_at=Now(), lease_until=None
    )
    for message in expired.filter(ambiguous_ends__gte=1):
        _close(message, State.UNKNOWN, "The worker was lost twice while it was sending.")


def build_email(message: Message) -> EmailMultiAlternatives:
    """Return the email: the same Message-ID and metadata at every try, so that a repeat is known.

    Raises:
        ValidationError: the recipient is not one email address.
    """
    # A comma or a line break would make a further recipient of what follows it.
    validate_email(message.recipient)
    email = EmailMultiAlternatives(
        # Once more: a row of an import, or of an older version, may have what no header takes.
        subject=wording.for_header(message.subject),
        body=message.text,
        from_email=from_address(message.sending_queue),
        to=[message.recipient],
        # Without a good address for answers the email goes all the same.
        reply_to=[message.reply_to] if _is_one_address(message.reply_to) else None,
        headers={
            "Message-ID": f"<{message.uuid}@{settings.SITE_HOST}>",
            "Auto-Submitted": _auto_submitted(message),
            **_reference(message),
        },
    )
    email.attach_alternative(message.html, "text/html")
    for file in message.attachments.all():
        with file.file.open("rb") as content:
            email.attach(wording.for_header(file.name), content.read(), _content_type(file))
    if settings.EMAIL_BACKEND.startswith(("anymail.", "portal.eml.")):
        email.tags = [message.kind]  # type: ignore[attr-defined]
        if not settings.EMAIL_BACKEND.startswith(_WITHOUT_TRACKING_SETTINGS):
            # Nobody is told when somebody reads what we wrote, or where they go from it.
            email.track_opens = email.track_clicks = False  # type: ignore[attr-defined]
        if not settings.EMAIL_BACKEND.startswith(_WITHOUT_METADATA):
            email.metadata = {"message": str(message.uuid)}  # type: ignore[attr-defined]
    return email


def from_address(queue: Queue) -> str:
    """Return whom an email of `queue` comes from."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    name = wording.for_header(queue.public_name)
    return formataddr((f"{name}, Hackney Learning Trust", address))


def _is_one_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


def _reference(message: Message) -> dict[str, str]:
    if not message.submission:
        return {}
    return {"X-Submission-Reference": wording.for_header(message.submission.reference)}


def _content_type(file: Attachment) -> str:
    return file.content_type if _CONTENT_TYPE.fullmatch(file.content_type) else "application/octet-stream"


def _auto_submitted(message: Message) -> str:
    """RFC 3834 section 5: a person's reply is not automatic; an acknowledgement is "auto-replied"."""
    if message.kind == Message.Kind.REPLY:
        return "no"
    return "auto-replied" if message.kind == Message.Kind.ACKNOWLEDGEMENT else "auto-generated"


def _record_sent(message: Message, email: EmailMultiAlternatives) -> None:
    status: Any = getattr(email, "anymail_status", None)
    provider_id = str((status.message_id if status else "") or "")[:255]
    circuit.close()
    recorded = _held(message).update(
        state=State.SENT,
        sent_at=Now(),
        lease_until=None,
        next_attempt_at=None,
        provider_id=provider_id,
        last_error="",
    )
    if recorded:
        return
    # Either the provider's own event was quicker, or the lease had ended and another worker has it now.
    Message.objects.filter(pk=message.pk, provider_id="").update(provider_id=provider_id)
    logger.info("message %s was recorded by another before its sender could", message.pk)


def _record_error(message: Message, error: Exception) -> None:
    ending = ending_of(error)
    words = f"{type(error).__name__}: {error}"[:2000]
    logger.warning("message %s not sent, try %s: %s", message.pk, message.attempts, ending.name)
    if ending is Ending.PERMANENT:
        _close(message, State.FAILED, words)
    elif ending is Ending.KEY_REFUSED:
        circuit.open_up(words)
        _put_back(message, circuit.PROBE_EVERY, words)
    elif ending is Ending.AMBIGUOUS and message.ambiguous_ends:
        _close(message, State.UNKNOWN, words)
    elif Message.objects.filter(pk=message.pk, retry_from__lt=Now() - RETRY_BUDGET).exists():
        _close(message, State.FAILED, words)
    else:
        delay = max(_delay(message.attempts), retry_after(error))
        _put_back(message, delay, words, ambiguous=ending is Ending.AMBIGUOUS)


def _put_back(message: Message, delay: dt.timedelta, words: str, *, ambiguous: bool = False) -> None:
    _held(message).update(
        state=State.QUEUED,
        lease_until=None,
        next_attempt_at=Now() + delay,
        ambiguous_ends=F("ambiguous_ends") + int(ambiguous),
        last_error=words,
    )


@transaction.atomic
def _close(message: Message, state: str, words: str) -> None:
    """End the tries; the timeline says so, and the team is told."""
    if not _held(message).update(state=state, lease_until=None, next_attempt_at=None, last_error=words):
        return
    message.state = state
    deliveries.note_failure(message)


def _held(message: Message) -> QuerySet[Message]:
    """The row, as long as this claim holds it: a later claim has counted a further attempt."""
    return Message.objects.filter(pk=message.pk, state=State.SENDING, attempts=message.attempts)


def _delay(attempts: int) -> dt.timedelta:
    longest = min(_LONGEST_DELAY_SECONDS, _FIRST_DELAY_SECONDS * 2 ** max(0, attempts - 1))
    return dt.timedelta(seconds=longest * random.uniform(0.5, 1))  # noqa: S311 - jitter, not a secret
