"""The register of suppliers: what an approved registration makes of its supplier."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from intake import search
from suppliers import duplicates, expiries, listing
from suppliers.facts import Facts
from suppliers.models import Expiry, Registration, Supplier, SupplierCategory, SupplierFacet
from suppliers.sections import Answers

_ORGANISATION_TEXTS = (
    *("legal_name", "trading_name", "organisation_type", "company_number", "charity_number", "vat_number"),
    *("ppon", "duns", "website", "employees"),
)
_AMOUNTS = ("public_liability", "employers_liability", "professional_indemnity")


@transaction.atomic
def apply(*, registration: Registration, conditions: str = "") -> Supplier:
    """Take an approved registration's answers over into the register, and note what expires.

    A new registration or a renewal holds for a year from now; a change of details leaves the date as it is,
    and the conditions too unless it has its own. A supplier of whom something has expired that its approval
    rests on is lapsed until that is renewed too.

    Returns:
        The supplier, as it stands now.
    """
    supplier = Supplier.objects.select_for_update().get(pk=registration.supplier_id)
    now = timezone.now()
    today = timezone.localdate(now)
    if registration.kind != Registration.Kind.CHANGE or not supplier.renew_by:
        supplier.renew_by = expiries.a_year_after(today)
        supplier.conditions = ""
    supplier.conditions = conditions or supplier.conditions
    if supplier.status in (Supplier.Status.APPLICANT, Supplier.Status.LAPSED, Supplier.Status.WITHDRAWN):
        supplier.status = Supplier.Status.ACTIVE
    supplier.approved_at = supplier.approved_at or now
    return _take_over(supplier, registration.answers(), today)


@transaction.atomic
def enter(*, supplier: Supplier, answers: Answers, renew_by: dt.date) -> Supplier:
    """Put what HLT know of a supplier from elsewhere into the register, without a registration.

    Args:
        supplier: one of the register, or a new one that is not stored yet, which is approved by this.
        answers: as the sections of a registration keep them, as far as they are known.
        renew_by: the last day on which it holds.
    """
    now = timezone.now()
    supplier.renew_by = renew_by
    supplier.approved_at = supplier.approved_at or now
    if supplier._state.adding:
        supplier.status = Supplier.Status.ACTIVE
    return _take_over(supplier, answers, timezone.localdate(now))


def _take_over(supplier: Supplier, answers: Answers, today: dt.date) -> Supplier:
    is_new = supplier._state.adding
    _fill(supplier, answers)
    if is_new:
        supplier.save()
    _write_rows(supplier)
    status = expiries.status_by_expiries(supplier, today=today)
    if not is_new or status != supplier.status:
        supplier.status = status
        supplier.save()
    duplicates.remember(supplier)
    return supplier


def _fill(supplier: Supplier, answers: Answers) -> None:
    """Set the supplier's facts from `answers`; does not save."""
    facts = Facts(answers)
    for name in _ORGANISATION_TEXTS:
        setattr(supplier, name, facts.text("organisation", name))
    for name in _AMOUNTS:
        setattr(supplier, name, facts.pounds("insurance", f"{name}_amount"))
    for name in ("sme", "vcse", "local"):
        setattr(supplier, name, facts.yes("organisation", name))
    supplier.sort_name = supplier.name.casefold()[:200]
    supplier.address = facts.address
    supplier.postcode = facts.text("organisation", "registered_address_postcode")
    supplier.contact_name = facts.text("contacts", "main_name")
    supplier.email = facts.main_email
    supplier.email_domain = facts.email_domain
    supplier.telephone = facts.text("contacts", "main_telephone")
    supplier.description = facts.text("offer", "description")
    supplier.price_band = facts.text("offer", "price_band")
    supplier.directory_fields = facts.many("offer", "directory_fields")
    supplier.answers = answers
    supplier.search_text = search_text(supplier)


def search_text(supplier: Supplier) -> str:
    """Return what a supplier is found by: names, numbers, address, contact, description."""
    numbers = (supplier.company_number, supplier.charity_number, supplier.vat_number, supplier.ppon)
    who = (supplier.contact_name, supplier.email, supplier.website)
    return search.searchable(
        supplier.legal_name, supplier.trading_name, *numbers, *who, supplier.address, supplier.description
    )


def _write_rows(supplier: Supplier) -> None:
    """Write anew what the register holds in rows of their own: categories, areas, phases, expiries."""
    facts = Facts(supplier.answers)
    supplier.categories.all().delete()
    supplier.facets.all().delete()
    supplier.expiries.all().delete()
    codes = sorted({code[:8] for code in facts.many("offer", "categories")})
    SupplierCategory.objects.bulk_create(SupplierCategory(supplier=supplier, code=code) for code in codes)
    facets: list[tuple[Any, str]] = [
        *((SupplierFacet.Facet.AREA, value) for value in facts.many("offer", "areas")),
        *((SupplierFacet.Facet.PHASE, value) for value in facts.many("offer", "phases")),
    ]
    SupplierFacet.objects.bulk_create(
        SupplierFacet(supplier=supplier, facet=facet, value=value) for facet, value in facets
    )
    days: dict[Any, dt.date | None] = {
        **facts.expiries(),
        Expiry.Kind.REGISTRATION: supplier.renew_by,
    }
    Expiry.objects.bulk_create(
        Expiry(supplier=supplier, kind=kind, expires_on=day) for kind, day in days.items() if day
    )
    listing.write(supplier)
