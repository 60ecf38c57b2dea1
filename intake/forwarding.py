"""Forwarding: a part of a submission, chosen and edited by a person, goes to an address outside."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from intake import merged, outbox, steps, tracking
from intake.models import Message, Queue, Submission, TimelineEntry

_LEFT_OUT = "(left out)"
_CONTACT_KINDS = frozenset({"email", "telephone"})
_SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Part:
    """One answer that may go along: its place among the answers, its question, and what was answered."""

    number: int
    label: str
    text: str


def parts(submission: Submission) -> list[Part]:
    """Return the answers that may be ticked: those that say something, but not who the sender is."""
    return [
        Part(number, str(answer["label"]), str(answer["display"]))
        for number, answer in enumerate(submission.answers)
        if answer["display"] and not _is_contact(submission, answer)
    ]


def contact(submission: Submission) -> list[str]:
    """Return the sender's contact details, a line each."""
    telephone = submission.sender_telephone
    lines = [
        ("Name", submission.sender_name),
        ("Role", submission.sender_role),
        ("Organisation", submission.sender_organisation),
        ("Email", submission.sender_email),
        ("Telephone", telephone.as_national if telephone else ""),
    ]
    return [f"{label}: {value}" for label, value in lines if value]


def extract(submission: Submission, *, chosen: Collection[int], with_contact: bool) -> str:
    """Return the text that a person goes on to edit: the subject, the chosen answers, and no more.

    Where the contact details do not go along, the sender's address and number are taken out of what they
    wrote. Notes never go along, nor does the sender's own tracking link.
    """
    blocks = [submission.subject]
    blocks += [f"{part.label}\n{part.text}" for part in parts(submission) if part.number in chosen]
    text = tracking.without_links("\n\n".join(blocks))
    if not with_contact:
        return _without_contact(submission, text)
    return "\n\n".join([text, "\n".join(["Who wrote to us", *contact(submission)])])


@transaction.atomic
def forward(
    *, submission_id: int, actor: User, address: str, text: str, version: int | None = None
) -> Message:
    """Email `text` to `address`, in the name of the submission's queue; answers come back to the submission.

    Raises:
        PermissionDenied, ChangedMeanwhile: as for `triage.assign`.
        ValidationError: there is no text, or `address` is none to forward to.
    """
    submission = steps.locked(submission_id, actor, version)
    address = outside_address(submission, address)
    text = tracking.without_links(text).strip()
    if not text:
        raise ValidationError({"text": "Write what is to be forwarded."})
    message = outbox.send(
        submission=submission,
        kind=Message.Kind.FORWARD,
        recipients=[address],
        template="forwarded",
        context={"submission": submission, "text": text, "author_name": steps.name(actor)},
        author=actor,
    )[0]
    steps.change(submission)
    event = TimelineEntry.Event.FORWARDED
    steps.record(submission, event, actor, f"To {address}", {"message": str(message.uuid)})
    return message


def outside_address(submission: Submission, typed: str) -> str:
    """Return the address that was typed, if something can be forwarded to it.

    Raises:
        ValidationError: it is no email address, the sender's own, or one that leads back into the portal.
    """
    address = typed.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError({"address": "Enter an email address, like name@example.com."}) from None
    if address.lower() == submission.sender_email.lower():
        raise ValidationError({"address": "That is the sender’s own address. Write a reply instead."})
    is_ours = settings.INBOUND_DOMAIN and address.lower().endswith(f"@{settings.INBOUND_DOMAIN.lower()}")
    queues = Queue.objects.alias(to=Lower("reply_to"), alerts=Lower("alert_address"))
    if is_ours or queues.filter(Q(to=address.lower()) | Q(alerts=address.lower())).exists():
        raise ValidationError({"address": "That is the address of one of our own queues. Move it instead."})
    return address


def was_forwarded_to(submission: Submission, address: str) -> bool:
    """Return whether something of `submission` was forwarded to `address`, who is not its sender."""
    if not address or address.lower() == submission.sender_email.lower():
        return False
    copies = merged.whole(submission).messages().filter(kind=Message.Kind.FORWARD)
    return copies.filter(recipient__iexact=address).exists()


def _is_contact(submission: Submission, answer: dict[str, Any]) -> bool:
    """Whether an answer is who the sender is or how to reach them."""
    details = {
        submission.sender_name,
        submission.sender_email,
        submission.sender_organisation,
        submission.sender_role,
        str(submission.sender_telephone),
    } - {""}
    return answer["kind"] in _CONTACT_KINDS or bool(details & {str(answer["value"]), str(answer["display"])})


def _without_contact(submission: Submission, text: str) -> str:
    if submission.sender_email:
        text = re.sub(re.escape(submission.sender_email), _LEFT_OUT, text, flags=re.IGNORECASE)
    number = submission.sender_telephone
    digits = str(number.national_number) if number else ""
    if len(digits) >= _SHORTEST_NUMBER:
        spaced = r"[\s().-]*".join(digits)
        # Begun at a digit or plus only: begun at each space of many, it takes minutes to find nothing.
        text = re.sub(rf"(?:(?:\+\d{{0,3}}|\(?\d{{1,3}})[\s().-]*)?{spaced}", _LEFT_OUT, text)
    return text
