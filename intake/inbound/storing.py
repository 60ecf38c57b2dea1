"""An email is stored once, as it came, before anybody looks at what it says."""

import datetime as dt
from functools import partial

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake import outbox, storable
from intake.models import InboundEmail, Queue

IGNORED_FOR = dt.timedelta(days=30)


def store(
    raw: bytes, *, source: str, key: str, envelope_recipient: str = "", queue: Queue | None = None
) -> InboundEmail:
    """Keep an email, and have it applied once that is committed; the same email again changes nothing.

    Args:
        raw: the whole email.
        source: the provider, or the mailbox that was read.
        key: names the email, however often it comes; at most 200 characters.
        envelope_recipient: to whom it was delivered, where that is known.
        queue: whose mailbox it was in, where it came from one.

    Returns:
        The stored email, this time's or an earlier one's.
    """
    stored = _once(
        InboundEmail(
            key=key,
            source=source[:40],
            envelope_recipient=storable.text(envelope_recipient, 254),
            queue=queue,
        ),
        raw,
    )
    if stored.outcome == InboundEmail.Outcome.PENDING:
        transaction.on_commit(partial(outbox.ring_for, "apply_inbound", stored.pk), robust=True)
    return stored


def store_unread(raw: bytes, *, source: str, key: str, error: str) -> InboundEmail:
    """Keep the post of a provider in which no email can be read, for people to look at; once.

    Args:
        raw: all that was posted.
        source: the provider.
        key: names the post; at most 200 characters.
        error: why it cannot be read.
    """
    return _once(
        InboundEmail(
            key=key,
            source=source[:40],
            outcome=InboundEmail.Outcome.FAILED,
            applied_at=timezone.now(),
            error=storable.text(error, 2000),
        ),
        raw,
    )


def delete_ignored() -> int:
    """Delete the emails that went nowhere a month ago; return how many there were.

    What could not be read is kept until somebody has looked at it.
    """
    kept = (InboundEmail.Outcome.PENDING, InboundEmail.Outcome.FAILED)
    ignored = InboundEmail.objects.filter(submission=None, stored_at__lt=timezone.now() - IGNORED_FOR)
    count = 0
    for email in ignored.exclude(outcome__in=kept).iterator():
        email.delete()
        email.raw.delete(save=False)
        count += 1
    return count


def _once(email: InboundEmail, raw: bytes) -> InboundEmail:
    """Keep an email, unless there is one of its key; return the one that is kept."""
    if known := InboundEmail.objects.filter(key=email.key).first():
        return known
    email.raw.save(f"{email.uuid}.eml", ContentFile(raw), save=False)
    try:
        with transaction.atomic():
            email.save(force_insert=True)
    except IntegrityError:
        # Another process was quicker with the same email.
        email.raw.delete(save=False)
        return InboundEmail.objects.get(key=email.key)
    except BaseException:
        email.raw.delete(save=False)
        raise
    return email
