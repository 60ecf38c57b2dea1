"""Every letter that the portal sends, by its templates: how it is sent, whose typing is in its headers."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from intake import (
    acknowledging,
    bulk_alerts,
    deliveries,
    digest,
    email_preview,
    forwarding,
    handover,
    invitations,
    link_requests,
    mentions,
    merging,
    reminders,
    senders,
    submissions,
    triage,
)
from intake.models import BulkJob, BulkLine, EmailWording, LinkRequest, Message, Submission
from suppliers import door, drafts, expiries, people, registered_twice, sending
from tests.factories import MessageFactory
from tests.security.letter_world import House

DAY = dt.timedelta(days=1)


def _acknowledgement(house: House) -> None:
    acknowledging.acknowledge(_now(house.submission))


def _alert(house: House) -> None:
    submissions.alert_queue(_now(house.submission))


def _assigned(house: House) -> None:
    triage.assign(submission_id=house.submission.pk, actor=_now(house.lead), assignee=_now(house.colleague))


def _deadline_near(house: House) -> None:
    _is_due(house, timezone.now() + dt.timedelta(minutes=5))
    reminders.remind()


def _deadline_passed(house: House) -> None:
    _is_due(house, timezone.now() - DAY)
    reminders.remind()


def _daily_digest(house: House) -> None:
    _is_due(house, timezone.now())
    digest.send()


def _details_corrected(house: House) -> None:
    senders.correct_details(
        submission_id=house.submission.pk, name="Jo", email="new@example.com", telephone=""
    )


def _forwarded(house: House, address: str = "friend@example.com") -> None:
    forwarding.forward(
        submission_id=house.submission.pk, actor=_now(house.lead), address=address, text="Hello"
    )


def _forward_answered(house: House) -> None:
    _is_dealt_with(house)
    senders.add_email(
        submission_id=house.submission.pk,
        text="Hello",
        html="",
        subject="Hello",
        author_email="friend@example.com",
        said="By email",
        answers_forward=True,
    )


def _not_delivered(house: House) -> None:
    _is_lost(house, Message.Kind.REPLY)


def _forward_not_delivered(house: House) -> None:
    _is_lost(house, Message.Kind.FORWARD)


def _given_many(house: House) -> None:
    job = BulkJob.objects.create(actor=_now(house.lead), move="move", details={"queue": house.queue.pk})
    BulkLine.objects.create(job=job, submission=house.submission, state="done")
    bulk_alerts.tell(job)


def _handed_over(house: House) -> None:
    _is_dealt_with(house)
    handover.hand_over(of=_now(house.colleague), actor=_now(house.lead), to=_now(house.second))


def _mentioned(house: House) -> None:
    mentions.tell(
        submission=_now(house.submission), actor=_now(house.lead), text=f"@{house.colleague.username}"
    )


def _merged(house: House) -> None:
    merging.merge(
        keep_id=house.submission.pk, merge_id=house.other.pk, actor=_now(house.lead), tell_sender=True
    )


def _reply(house: House) -> None:
    triage.reply(submission_id=house.submission.pk, actor=_now(house.lead), text="Hello")


def _sender_wrote(house: House) -> None:
    _is_dealt_with(house)
    senders.write(submission_id=house.submission.pk, text="Hello", author_email="jo@example.com")


def _solved(house: House) -> None:
    _is_dealt_with(house)
    senders.solve(submission_id=house.submission.pk)


def _withdrawn(house: House) -> None:
    _is_dealt_with(house)
    senders.withdraw(submission_id=house.submission.pk)


def _staff_invitation(house: House) -> None:
    invitations.send(user=_now(house.colleague), queue=_now(house.queue), actor=_now(house.lead))


def _test(house: House) -> None:
    shown = email_preview.preview(
        wording=EmailWording.objects.filter(email="reply").first() or EmailWording(email="reply"),
        person=_now(house.lead),
        submission=_now(house.submission),
    )
    email_preview.send_test(shown=shown, person=_now(house.lead))


def _tracking_link(house: House) -> None:
    submission = _now(house.submission)
    # Asked for by who knows both, whatever they are.
    with patch("intake.references.normalise", str):
        request = LinkRequest.objects.create(
            reference=submission.reference[:20], email=submission.sender_email
        )
        link_requests.answer(request.pk)


def _supplier_changed(house: House) -> None:
    supplier = _now(house.supplier)
    told = supplier.addresses()
    sending._tell_of_change(supplier.registrations.get(), ["Contacts"], "sam@example.com", told, "")


def _supplier_changed_team(house: House) -> None:
    sending._tell_team_of_change(_now(house.supplier), ["Contacts"], "sam@example.com")


def _supplier_draft_reminder(house: House) -> None:
    drafts.remind_of(registration_id=house.draft.pk)


def _supplier_expires(house: House) -> None:
    _expires_on(house, timezone.localdate() + 7 * DAY)
    expiries.remind(timezone.localdate())


def _supplier_lapses(house: House) -> None:
    _now(house.supplier).expiries.update_or_create(
        kind="registration", defaults={"expires_on": timezone.localdate() - DAY}
    )
    expiries.remind(timezone.localdate())


def _supplier_invitation(house: House, address: str = "guest@example.com") -> None:
    people.invite(supplier_id=house.supplier.pk, email=address, by="sam@leabridge.example.com")


def _supplier_link(house: House) -> None:
    door.send_link(email=_now(house.newcomer).email)


def _registered_twice(house: House) -> None:
    registered_twice._tell_pair(_now(house.supplier), _now(house.draft.supplier))


def _now(row: Any) -> Any:
    """The row as it stands in the database, where a text was put into it."""
    return type(row)._default_manager.get(pk=row.pk)


def _is_due(house: House, moment: dt.datetime) -> None:
    _is_dealt_with(house)
    Submission.objects.filter(pk=house.submission.pk).update(
        respond_by=moment, due_at=moment, due_next=moment, received_at=moment - 3 * DAY
    )


def _is_dealt_with(house: House) -> None:
    Submission.objects.filter(pk=house.submission.pk).update(assignee=house.colleague)


def _is_lost(house: House, kind: str) -> None:
    _is_dealt_with(house)
    deliveries.note_failure(MessageFactory(submission=_now(house.submission), kind=kind, state="failed"))


def _expires_on(house: House, day: dt.date) -> None:
    _now(house.supplier).expiries.update(expires_on=day)


def _forwarded_to(house: House, text: str) -> None:
    with patch("intake.forwarding.validate_email"):
        _forwarded(house, text)


def _invited(house: House, text: str) -> None:
    with patch("suppliers.people.validate_email"):
        _supplier_invitation(house, text)


@dataclass(frozen=True)
class Letter:
    """A letter.

    Attributes:
        sent_by: what of the house sends it.
        to: the addresses that it goes to, by their names in `letter_world.ADDRESSES`.
        subject: whose typing is in its subject; none where all of it is HLT's own words and numbers.
        of_buyers: whether it comes from the procurement team, and not from the submission's.
        to_typed: sends it to an address that is typed for it, whose check is taken out.
    """

    sent_by: Callable[[House], None]
    to: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    of_buyers: bool = False
    to_typed: Callable[[House, str], None] | None = None


_SENDER, _COLLEAGUE = ("sender's address",), ("colleague's address",)
_TEAM = ("colleague's address", "team's mailbox")
_FIRM = ("supplier's address", "address of a supplier's person")
_OF_SENDER = ("sender's name", "sender's subject")
_TYPE, _WORDS = ("reference", "type's name"), ("reference", "type's name", "HLT's words")
#: By the name of its templates. The tests hold that each header says this and nothing else that is typed.
LETTERS: dict[str, Letter] = {
    "acknowledgement": Letter(_acknowledgement, _SENDER, _WORDS),
    "alert": Letter(_alert, _TEAM, (*_TYPE, "team's name")),
    "assigned": Letter(_assigned, _COLLEAGUE, ("reference", "team's name")),
    "daily-digest": Letter(_daily_digest, _COLLEAGUE),
    "deadline-near": Letter(_deadline_near, _COLLEAGUE, ("reference", "team's name")),
    "deadline-passed": Letter(_deadline_passed, ("lead's address",), ("reference", "team's name")),
    "details-corrected": Letter(_details_corrected, _SENDER, _WORDS),
    "forward-answered": Letter(_forward_answered, _COLLEAGUE, _TYPE),
    "forward-not-delivered": Letter(_forward_not_delivered, _COLLEAGUE, _TYPE),
    "forwarded": Letter(_forwarded, subject=("reference", "team's public name"), to_typed=_forwarded_to),
    "given-many": Letter(_given_many, _TEAM, ("team's name",)),
    "handed-over": Letter(_handed_over, ("second colleague's address",), ("colleague's name",)),
    "mentioned": Letter(_mentioned, _COLLEAGUE, ("reference", "lead's name")),
    "merged": Letter(_merged, _SENDER, (*_WORDS, *_OF_SENDER)),
    "not-delivered": Letter(_not_delivered, _COLLEAGUE, ("reference",)),
    "reply": Letter(_reply, _SENDER, (*_WORDS, *_OF_SENDER)),
    "sender-wrote": Letter(_sender_wrote, _COLLEAGUE, _TYPE),
    "solved": Letter(_solved, _COLLEAGUE, _TYPE),
    "staff-invitation": Letter(_staff_invitation, _COLLEAGUE, ("team's name",)),
    "supplier-changed": Letter(_supplier_changed, _FIRM, of_buyers=True),
    "supplier-changed-team": Letter(
        _supplier_changed_team, ("buyers' mailbox",), ("supplier's name",), of_buyers=True
    ),
    "supplier-draft-reminder": Letter(
        _supplier_draft_reminder, ("newcomer's address",), ("kind of a registration",), of_buyers=True
    ),
    "supplier-expiry-digest": Letter(_supplier_expires, ("buyers' mailbox",), of_buyers=True),
    "supplier-expiry-lapsed": Letter(_supplier_lapses, _FIRM, of_buyers=True),
    "supplier-expiry-reminder": Letter(_supplier_expires, _FIRM, ("kind of what expires",), of_buyers=True),
    "supplier-invitation": Letter(_supplier_invitation, of_buyers=True, to_typed=_invited),
    "supplier-link": Letter(_supplier_link, ("newcomer's address",), of_buyers=True),
    "supplier-registered-again": Letter(_registered_twice, _FIRM, of_buyers=True),
    "supplier-registered-already": Letter(_registered_twice, ("newcomer's address",), of_buyers=True),
    "test": Letter(_test, ("lead's address",), (*_WORDS, *_OF_SENDER)),
    "tracking-link": Letter(_tracking_link, _SENDER, _WORDS),
    "withdrawn": Letter(_withdrawn, _COLLEAGUE, _TYPE),
}
