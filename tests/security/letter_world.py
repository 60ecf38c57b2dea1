"""A house that can send each of its letters, and every text of it that somebody typed.

Texts are put into the rows as they are, past the forms, as an import or an older version would have.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from intake.models import EmailWording, Queue, Submission
from intake.models.email_wording import WordedEmail
from suppliers.models import Expiry, Person, Registration, Supplier
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    QueueFactory,
    RegistrationFactory,
    SubmissionFactory,
    approved_supplier,
    catch_all_queue,
    procurement_queue,
)
from tests.suppliers.answers import COMPANY

#: A Wednesday, at the hour of the daily digest.
NOW = dt.datetime(2026, 11, 25, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class House:
    """A queue with its people and what came in, and the procurement team with two firms."""

    queue: Queue
    lead: User
    colleague: User
    second: User
    submission: Submission
    other: Submission
    procurement: Queue
    supplier: Supplier
    person: Person
    draft: Registration
    newcomer: Person
    form: Any


def a_house() -> House:
    """Make it."""
    catch_all_queue()
    queue, procurement = QueueFactory(alert_address="team@example.org"), procurement_queue()
    Queue.objects.filter(pk=procurement.pk).update(
        alert_address="buyers@example.org", reply_to="procurement@example.org"
    )
    colleague, second = (MembershipFactory(queue=queue, wants_alerts=each).user for each in (True, False))
    submission, other = (
        SubmissionFactory(queue=queue, sender_email="jo@example.com", received_at=NOW - dt.timedelta(hours=1))
        for _ in range(2)
    )
    supplier = approved_supplier(COMPANY)
    draft = RegistrationFactory(supplier__legal_name="Newcomer", touched_at=NOW - dt.timedelta(days=8))
    return House(
        queue=queue,
        lead=MembershipFactory(queue=queue, role="lead", wants_alerts=False).user,
        colleague=colleague,
        second=second,
        submission=submission,
        other=other,
        procurement=procurement,
        supplier=supplier,
        person=Person.objects.create(supplier=supplier, email="sam@leabridge.example.com"),
        draft=draft,
        newcomer=Person.objects.create(supplier=draft.supplier, email="new@example.com"),
        form=_form(queue),
    )


def _form(queue: Queue) -> Any:
    enquiry_type = EnquiryTypeFactory(asks_who=True, usual_queue=queue)
    for meaning in ("subject", "sender_organisation", "sender_role", "site"):
        QuestionFactory(enquiry_type=enquiry_type, name=meaning, meaning=meaning, required=False)
    return enquiry_type


Setter = Callable[[House, str], object]


def _sets(rows: Callable[[House], Model], *fields: str) -> Setter:
    """What writes a text into columns of a row, as much of it as they take."""

    def write(house: House, text: str) -> None:
        row = rows(house)
        lengths = {name: row._meta.get_field(name).max_length for name in fields}
        type(row)._default_manager.filter(pk=row.pk).update(
            **{name: text[:length] for name, length in lengths.items()}
        )

    return write


def _both(*setters: Setter) -> Setter:
    return lambda house, text: [write(house, text) for write in setters]


def _of_both_submissions(field: str) -> Setter:
    return _both(_sets(lambda house: house.submission, field), _sets(lambda house: house.other, field))


def _words(house: House, text: str) -> None:
    """HLT's own words of every email that has some, with all the fields that it may have."""
    EmailWording.objects.all().delete()
    EmailWording.objects.bulk_create(
        EmailWording(
            email=email, subject=f"{text[:60]} {{{{ kind }}}} {{{{ sender_name }}}} {{{{ subject }}}}"
        )
        for email in WordedEmail
    )


def _expires(house: House, text: str) -> None:
    Expiry.objects.filter(supplier=house.supplier).delete()
    Expiry.objects.create(
        supplier=house.supplier, kind=text[:25], expires_on=timezone.localdate() + dt.timedelta(days=20)
    )


#: Each text that somebody typed, by what it is: addresses first.
ADDRESSES: dict[str, Setter] = {
    "sender's address": _of_both_submissions("sender_email"),
    "lead's address": _sets(lambda house: house.lead, "email"),
    "colleague's address": _sets(lambda house: house.colleague, "email"),
    "second colleague's address": _sets(lambda house: house.second, "email"),
    "team's mailbox": _sets(lambda house: house.queue, "alert_address"),
    "buyers' mailbox": _sets(lambda house: house.procurement, "alert_address"),
    "supplier's address": _sets(lambda house: house.supplier, "email"),
    "address of a supplier's person": _sets(lambda house: house.person, "email"),
    "newcomer's address": _sets(lambda house: house.newcomer, "email"),
}
REPLY_ADDRESSES: dict[str, Setter] = {
    "team's reply address": _sets(lambda house: house.queue, "reply_to"),
    "buyers' reply address": _sets(lambda house: house.procurement, "reply_to"),
}
WORDS: dict[str, Setter] = {
    "team's name": _sets(lambda house: house.queue, "name"),
    "team's public name": _sets(lambda house: house.queue, "contact_name"),
    "buyers' name": _sets(lambda house: house.procurement, "name"),
    "buyers' public name": _sets(lambda house: house.procurement, "contact_name"),
    "type's name": _of_both_submissions("kind_label"),
    "sender's name": _of_both_submissions("sender_name"),
    "sender's subject": _of_both_submissions("subject"),
    "sender's organisation": _of_both_submissions("sender_organisation"),
    "lead's name": _sets(lambda house: house.lead, "last_name"),
    "colleague's name": _sets(lambda house: house.colleague, "last_name"),
    "second colleague's name": _sets(lambda house: house.second, "last_name"),
    "HLT's words": _words,
    "supplier's name": _sets(lambda house: house.supplier, "trading_name"),
    "newcomer's name": _sets(lambda house: house.draft.supplier, "legal_name"),
    "kind of what expires": _expires,
    "kind of a registration": _sets(lambda house: house.draft, "kind"),
    "reference": _sets(lambda house: house.submission, "reference"),
}
FIELDS = ADDRESSES | REPLY_ADDRESSES | WORDS
