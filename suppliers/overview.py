"""A person's suppliers as their first page shows them."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext

from suppliers import access, registration, status
from suppliers.facts import Facts
from suppliers.models import Registration, SectionAnswers, Supplier
from suppliers.models.registration import State
from suppliers.status import Status

Kind = Registration.Kind
_UNDER_WAY = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)


@dataclass(frozen=True)
class OwnRegistration:
    """A registration with where it stands."""

    registration: Registration
    status: Status


@dataclass(frozen=True)
class OwnSupplier:
    """A supplier for which a person acts.

    Attributes:
        supplier: the firm.
        name: its name, of the register or of what was typed so far.
        registrations: the newest first.
        begins: what may be begun now, as (kind, words for the button).
    """

    supplier: Supplier
    name: str
    registrations: list[OwnRegistration]
    begins: list[tuple[str, str]]


def of_person(email: str) -> list[OwnSupplier]:
    """Return a person's suppliers, the newest first; asks the database a fixed number of times."""
    organisation = Prefetch("sections", SectionAnswers.objects.filter(slug="organisation"))
    registrations = Registration.objects.select_related("submission").prefetch_related(organisation)
    found = (
        access.suppliers_of(email)
        .prefetch_related(Prefetch("registrations", registrations))
        .order_by("-created_at", "-id")
    )
    return [_own(supplier) for supplier in found]


def begins(supplier: Supplier, registrations: list[Registration]) -> list[tuple[str, str]]:
    """Return what may be begun for `supplier` now, as (kind, words for the button)."""
    if any(each.state in _UNDER_WAY for each in registrations):
        return []
    allowed = registration.MAY_BEGIN.get(supplier.status, ())
    words = []
    if Kind.RENEWAL in allowed and status.may_renew(supplier):
        words.append((Kind.RENEWAL.value, gettext("Renew the registration")))
    if Kind.CHANGE in allowed:
        words.append((Kind.CHANGE.value, gettext("Change details")))
    if Kind.NEW in allowed and registrations:
        words.append((Kind.NEW.value, gettext("Register again")))
    return words


def _own(supplier: Supplier) -> OwnSupplier:
    registrations = list(supplier.registrations.all())
    for each in registrations:
        # What the words of its status ask for, without asking the database again.
        each.supplier = supplier
    typed = (Facts(each.answers()).legal_name for each in registrations)
    return OwnSupplier(
        supplier=supplier,
        name=supplier.name or next(filter(None, typed), "") or gettext("Your registration"),
        registrations=[OwnRegistration(each, status.of(each)) for each in registrations],
        begins=begins(supplier, registrations),
    )
