"""A telephone call, or a visit, becomes a submission: who it was, what about, and how to reach them."""

import uuid

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction

from intake import access, submissions, triage
from intake.fields.typed import TelephoneField
from intake.models import Queue, Submission
from intake.submissions import Answer, Incoming, Sender

KIND, KIND_LABEL = "telephone-call", "Telephone call"
_SUBJECT_LENGTH = 100


@transaction.atomic
def log(
    *,
    actor: User,
    queue: Queue,
    caller: str,
    matter: str,
    contact: str,
    key: uuid.UUID,
    take_it: bool = False,
) -> Submission:
    """Make a submission of a call. A caller who gave an email address gets an acknowledgement, others none.

    Args:
        actor: who took the call.
        queue: one of theirs; no routing rule is asked.
        caller: who called.
        matter: what about; its first line becomes the subject.
        contact: the caller's telephone number or email address, or "".
        key: names the call, so that it is logged once however often the button is pressed.
        take_it: whether `actor` deals with it.

    Raises:
        PermissionDenied: the queue is none of theirs.
        ValidationError: it is not said who or what about, or the contact is neither kind of address.
    """
    if not access.worked_queues(actor).filter(pk=queue.pk).exists():
        raise PermissionDenied("This queue is none of yours.")
    _require({"caller": (caller, "Say who called."), "matter": (matter, "Say what they called about.")})
    email, telephone = addresses(contact)
    submission = submissions.receive(
        Incoming(
            kind=KIND,
            kind_label=KIND_LABEL,
            subject=_subject(matter),
            sender=Sender(name=caller.strip(), email=email, telephone=telephone),
            idempotency_key=key,
            answers=_answers(caller, matter, contact),
            source=Submission.Source.TELEPHONE,
            chosen_queue=queue,
            entered_by=actor,
        )
    )
    if take_it and submission.assignee_id != actor.pk:
        return triage.assign(submission_id=submission.pk, actor=actor, assignee=actor)
    return submission


def addresses(contact: str) -> tuple[str, str]:
    """Return the email address and the telephone number that `contact` is: one of them, or neither.

    Raises:
        ValidationError: it is something else.
    """
    contact = contact.strip()
    if not contact:
        return "", ""
    try:
        if "@" in contact:
            validate_email(contact)
            return contact, ""
        return "", TelephoneField(label="Telephone").clean(contact).as_e164
    except ValidationError:
        raise ValidationError(
            {"contact": "Enter a telephone number, like 020 7946 0100, or an email address."}
        ) from None


def kinds() -> list[tuple[str, str]]:
    """Return the slug and label of the one kind that is made here, for filters and routing rules."""
    return [(KIND, KIND_LABEL)]


def fields(kind: str) -> list[tuple[str, str]]:
    """Return the name and label of what a rule may ask of a call."""
    return [("message", "Message")] if kind == KIND else []


def _require(fields: dict[str, tuple[str, str]]) -> None:
    missing = {name: problem for name, (text, problem) in fields.items() if not text.strip()}
    if missing:
        raise ValidationError(missing)


def _subject(matter: str) -> str:
    line = matter.strip().splitlines()[0]
    return line if len(line) <= _SUBJECT_LENGTH else f"{line[: _SUBJECT_LENGTH - 1].rstrip()}…"


def _answers(caller: str, matter: str, contact: str) -> list[Answer]:
    said = [
        ("caller", "Who called", "short_text", caller),
        ("message", "What about", "long_text", matter),
        ("contact", "Telephone or email", "short_text", contact),
    ]
    return [
        Answer(name=name, label=label, kind=kind, value=text.strip(), display=text.strip())
        for name, label, kind, text in said
        if text.strip()
    ]
