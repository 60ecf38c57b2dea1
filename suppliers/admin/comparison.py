"""Suppliers side by side: what is compared, in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from intake.access import AnyUser
from suppliers import access, register_search, use_notes
from suppliers.models import Expiry, Supplier
from suppliers.register_search import Insurance
from suppliers.templatetags.register import day, pounds

_KINDS = [(kind, f"{kind.label} insurance") for kind in Insurance]


@dataclass(frozen=True)
class Row:
    """One thing that is compared, with what each supplier has, lines each."""

    label: str
    cells: list[tuple[Supplier, list[str]]]


def suppliers(user: AnyUser, ids: Sequence[int]) -> list[Supplier]:
    """Return the suppliers with `ids` that `user` may see, in that order, with all that is compared."""
    found = (
        access.visible_suppliers(user)
        .filter(pk__in=ids)
        .defer("answers", "search_text")
        .prefetch_related("categories", "facets", "expiries")
    )
    by_id = {supplier.pk: supplier for supplier in found}
    return [by_id[pk] for pk in ids if pk in by_id]


def rows(compared: Iterable[Supplier]) -> list[Row]:
    """Return the rows of the comparison."""
    compared = list(compared)
    ratings = use_notes.ratings(supplier.pk for supplier in compared)

    def row(label: str, of: Callable[[Supplier], Iterable[str]]) -> Row:
        cells = [(supplier, [line for line in of(supplier) if line]) for supplier in compared]
        return Row(label, cells)

    return [
        row("Status", lambda supplier: [supplier.get_status_display(), supplier.conditions]),
        row("Rating by colleagues", lambda supplier: [str(ratings.get(supplier.pk, ""))]),
        row("Legal name", lambda supplier: [supplier.legal_name]),
        row(
            "Company and charity number", lambda supplier: [supplier.company_number, supplier.charity_number]
        ),
        row("Kind of organisation", lambda supplier: [supplier.get_organisation_type_display()]),
        row("Town and postcode", lambda supplier: [register_search.town(supplier), supplier.postcode]),
        row("What it sells", register_search.categories_in_words),
        row("Description", lambda supplier: [supplier.description]),
        row("Works in", register_search.areas_in_words),
        row("Phases", register_search.phases_in_words),
        row("Employees", lambda supplier: [supplier.get_employees_display()]),
        row("Kind of business", flags),
        *(row(label, _insurance(kind)) for kind, label in _KINDS),
        row("Renewal due", lambda supplier: [day(supplier.renew_by)]),
        row("Contact", lambda supplier: [supplier.contact_name, supplier.email, supplier.telephone]),
    ]


def flags(supplier: Supplier) -> list[str]:
    """Return which of SME, VCSE and local a supplier is."""
    return [
        word
        for word, true in (
            ("SME", supplier.sme),
            ("VCSE", supplier.vcse),
            ("Based in Hackney", supplier.local),
        )
        if true
    ]


def _insurance(kind: Insurance) -> Callable[[Supplier], list[str]]:
    def lines(supplier: Supplier) -> list[str]:
        amount = getattr(supplier, kind.value)
        ends = {expiry.kind: expiry.expires_on for expiry in supplier.expiries.all()}.get(
            Expiry.Kind(kind.value)
        )
        if amount is None:
            return []
        over = ends and ends < timezone.localdate()
        return [pounds(amount), f"{'expired' if over else 'until'} {day(ends)}" if ends else ""]

    return lines
