"""Which submission an email belongs to."""

import re
import uuid
from collections.abc import Iterator
from typing import NamedTuple

from intake import merged, references, reply_address
from intake.inbound.reading import Email
from intake.models import Message, Submission

_REFERENCE = re.compile(r"\bHLT[-\s]?\w{3}[-\s]?\w{3}[-\s]?\w{3}\b", re.IGNORECASE)


class Thread(NamedTuple):
    """A submission, and the message of ours that is answered, where the email says which."""

    submission: Submission
    answered: Message | None = None


def find(email: Email, *, envelope_recipient: str) -> Thread | None:
    """Return what `email` belongs to, or None.

    By the signed address it was sent to; by the message of ours that it answers; by a reference in its
    subject, which anybody can write, only where it comes from that submission's sender. What belongs to a
    submission that was merged into another one belongs to that one.
    """
    thread = _named(email, envelope_recipient)
    return thread._replace(submission=merged.kept_instead_of(thread.submission)) if thread else None


def _named(email: Email, envelope_recipient: str) -> Thread | None:
    answered = _answered(email)
    by_address = _by_address([envelope_recipient, *email.recipients])
    if by_address:
        return Thread(by_address, answered if answered and answered.submission == by_address else None)
    if answered and answered.submission:
        return Thread(answered.submission, answered)
    by_subject = _by_subject(email)
    return Thread(by_subject) if by_subject else None


def our_uuid(message_id: str) -> uuid.UUID | None:
    """Return the id of the message of ours that a Message-ID names, if it can be one."""
    local, _, _ = message_id.strip("<> ").partition("@")
    # Just as we write them: UUID() itself forgives too much.
    if not re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", local.lower()):
        return None
    return uuid.UUID(local)


def _by_address(addresses: list[str]) -> Submission | None:
    named = list(filter(None, map(reply_address.reference_in, addresses)))
    found = Submission.objects.filter(reference__in=named[:1], erased_at=None)
    return found.select_related("queue").first()


def _answered(email: Email) -> Message | None:
    uuids = list(filter(None, map(our_uuid, email.answers)))
    found = Message.objects.filter(
        uuid__in=uuids,
        direction=Message.Direction.OUT,
        submission__isnull=False,
        submission__erased_at=None,
    ).select_related("submission__queue")
    messages = {message.uuid: message for message in found}
    return next((messages[each] for each in uuids if each in messages), None)


def _by_subject(email: Email) -> Submission | None:
    named = list(filter(None, _references(email.subject)))
    if not named or not email.sender.email or len(email.froms) > 1:
        return None
    found = Submission.objects.filter(reference__in=named, sender_email__iexact=email.sender.email)
    return found.select_related("queue").first()


def _references(text: str) -> Iterator[str]:
    for match in _REFERENCE.finditer(text):
        yield references.normalise(match[0])
