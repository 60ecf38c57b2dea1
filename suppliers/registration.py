"""Registrations in the supplier's hands: begun, saved section by section, given up. `sending` sends them.

Each function owns its transaction and locks the registration: what two people do comes one after the other.
"""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from intake import senders
from intake.models import Message
from suppliers import states
from suppliers.models import Person, Registration, SectionAnswers, SignInLink, Supplier, UnsavedAnswers
from suppliers.models.registration import EDITABLE_STATES, State

#: How many firms one person may begin to register.
SUPPLIERS_AT_MOST = 10
Kind = Registration.Kind
_OPEN = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)
#: From where a supplier stands: what it may begin.
MAY_BEGIN: dict[str, tuple[Kind, ...]] = {
    Supplier.Status.APPLICANT: (Kind.NEW,),
    Supplier.Status.WITHDRAWN: (Kind.NEW,),
    Supplier.Status.ACTIVE: (Kind.CHANGE, Kind.RENEWAL),
    Supplier.Status.LAPSED: (Kind.CHANGE, Kind.RENEWAL),
    Supplier.Status.SUSPENDED: (Kind.CHANGE, Kind.RENEWAL),
}
_UNDER_WAY: dict[str, Any] = {
    Kind.NEW: _("A registration is under way. Finish or withdraw it first."),
    Kind.CHANGE: _("A change of details is under way. Finish or withdraw it first."),
    Kind.RENEWAL: _("A renewal is under way. Finish or withdraw it first."),
}


class NotNow(Exception):
    """This cannot be begun or changed as things stand; the message says why."""


class ChangedMeanwhile(Exception):
    """The section was saved by somebody else, or in another window, after this person had opened it."""

    def __init__(self, section: SectionAnswers) -> None:
        super().__init__("the section was saved meanwhile")
        self.section = section


@transaction.atomic
def start(*, email: str) -> Registration:
    """Begin the registration of a new firm for the owner of `email`.

    Pressed twice, it begins one: a registration of theirs in which nothing was saved yet is returned.

    Raises:
        NotNow: they have begun too many.
    """
    # Whoever is in has come by a link: what they begin at the same moment waits here for its turn.
    list(SignInLink.objects.select_for_update().filter(email=email).order_by("pk"))
    mine = list(Person.objects.filter(email=email))
    empty = Registration.objects.filter(
        supplier__people__in=mine, kind=Kind.NEW, state=State.DRAFT, sections=None, supplier__answers={}
    )
    found = empty.first()
    if found:
        return found
    if len(mine) >= SUPPLIERS_AT_MOST:
        said = ngettext(
            "You act for {number} supplier already. Ask our procurement team to help.",
            "You act for {number} suppliers already. Ask our procurement team to help.",
            len(mine),
        )
        raise NotNow(said.format(number=SUPPLIERS_AT_MOST))
    supplier = Supplier.objects.create()
    Person.objects.create(supplier=supplier, email=email, last_seen_at=timezone.now())
    return Registration.objects.create(supplier=supplier)


@transaction.atomic
def begin_again(*, supplier_id: int, kind: Kind) -> Registration:
    """Begin a change of details, a renewal, or another try, with the answers of the last time.

    Of a renewal, each section must be looked at before it is sent. What is begun already is returned.

    Raises:
        NotNow: as the supplier stands that is not possible, or another one is under way.
    """
    supplier = Supplier.objects.select_for_update().get(pk=supplier_id)
    under_way = supplier.registrations.filter(state__in=_OPEN).first()
    if under_way and under_way.kind == kind and under_way.state == State.DRAFT:
        return under_way
    if under_way:
        raise NotNow(str(_UNDER_WAY[under_way.kind]))
    if kind not in MAY_BEGIN.get(supplier.status, ()):
        raise NotNow(
            gettext("This is not possible as your registration stands. Write to our procurement team.")
        )
    answers = supplier.answers
    last = supplier.registrations.first()
    if not answers and last:
        answers = last.answers()
    registration = Registration.objects.create(supplier=supplier, kind=kind)
    SectionAnswers.objects.bulk_create(
        SectionAnswers(
            registration=registration,
            slug=slug,
            answers=kept,
            state=SectionAnswers.State.COMPLETE,
            confirmed=kind != Kind.RENEWAL,
        )
        for slug, kept in answers.items()
    )
    return registration


@transaction.atomic
def save_section(
    *,
    registration_id: uuid.UUID,
    slug: str,
    answers: dict[str, Any],
    is_complete: bool,
    version: int,
    by: str,
) -> SectionAnswers:
    """Save the answers of one section, good or not.

    Args:
        registration_id: the registration.
        slug: the section.
        answers: as the section's form keeps them.
        is_complete: whether they are all good.
        version: the one that the person was looking at, 0 for a section without answers.
        by: the person's email address.

    Raises:
        ChangedMeanwhile: other answers were saved since that version.
        NotNow: the registration was sent.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.state not in EDITABLE_STATES:
        raise NotNow(gettext("This registration has been sent, so its answers cannot be changed now."))
    section = registration.sections.filter(slug=slug).first()
    if section and section.version != version and section.answers != answers:
        raise ChangedMeanwhile(section)
    section = section or SectionAnswers(registration=registration, slug=slug, version=0)
    now = timezone.now()
    section.answers, section.confirmed = answers, True
    section.state = SectionAnswers.State.COMPLETE if is_complete else SectionAnswers.State.IN_PROGRESS
    section.version += 1
    section.saved_by, section.saved_at = by, now
    section.save()
    Registration.objects.filter(pk=registration.pk).update(touched_at=now)
    UnsavedAnswers.objects.filter(registration=registration, slug=slug, email=by).delete()
    return section


@transaction.atomic
def withdraw(*, registration_id: uuid.UUID, reason: str = "") -> Registration:
    """Withdraw what was sent, at the supplier's wish; what is withdrawn already stays so.

    Raises:
        MoveNotAllowed: it is a draft, or was decided on.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    if registration.state == State.WITHDRAWN:
        return registration
    registration.state = states.after("withdraw", registration.state)
    registration.save(update_fields=["state"])
    if registration.submission and registration.submission.is_open:
        senders.withdraw(submission_id=registration.submission.pk, reason=reason)
    return registration


@transaction.atomic
def write(*, registration_id: uuid.UUID, text: str, by: str) -> None:
    """Add a person's message to the conversation about what was sent; pressed twice, it is one message.

    Raises:
        ValidationError: there is no text, or nothing was sent yet.
        MoveNotAllowed: it was withdrawn.
    """
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    submission = registration.submission
    if not submission:
        raise ValidationError(gettext("Send your registration first."))
    last = submission.messages.filter(kind__in=[Message.Kind.INBOUND, Message.Kind.REPLY]).last()
    if last and last.kind == Message.Kind.INBOUND and (last.text, last.recipient) == (text.strip(), by):
        return
    senders.write(submission_id=submission.pk, text=text, author_email=by)
