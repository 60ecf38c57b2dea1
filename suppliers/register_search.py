"""Searching the register: what a person asks for, and the suppliers that match it, a page at a time.

Only approved suppliers are found unless another status is asked for; applicants are in no search at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet

from intake import paging, search
from suppliers import cpv
from suppliers.models import Supplier, SupplierCategory, SupplierFacet
from suppliers.models.supplier import Area, Phase

#: Whoever works in an area works in those within it.
_COVERING = {
    Area.HACKNEY: (Area.HACKNEY, Area.LONDON, Area.ENGLAND),
    Area.LONDON: (Area.LONDON, Area.ENGLAND),
    Area.ENGLAND: (Area.ENGLAND,),
}
_LONGEST_KEY = 200
_CODE_LENGTH = 8


class Insurance(models.TextChoices):
    """The kinds of insurance whose amount can be asked for: each is a field of the supplier's."""

    PUBLIC_LIABILITY = "public_liability", "Public liability"
    EMPLOYERS_LIABILITY = "employers_liability", "Employer’s liability"
    PROFESSIONAL_INDEMNITY = "professional_indemnity", "Professional indemnity"


class WantedStatus(models.TextChoices):
    """The statuses that can be asked for."""

    ACTIVE = Supplier.Status.ACTIVE.value, "Approved"
    LAPSED = Supplier.Status.LAPSED.value, "Lapsed"
    SUSPENDED = Supplier.Status.SUSPENDED.value, "Suspended"
    DEBARRED = Supplier.Status.DEBARRED.value, "Debarred"
    WITHDRAWN = Supplier.Status.WITHDRAWN.value, "Withdrawn"
    MERGED = Supplier.Status.MERGED.value, "Merged into another"
    EVERY = "every", "Every status"


@dataclass(frozen=True)
class Criteria:
    """What a person wants to see; what is empty asks for nothing.

    Attributes:
        text: words of names, numbers, address, contact or description.
        category: a CPV code, with or without its check digit; those below it count too, those above do not:
            who sells school catering sells catering, but who sells catering may not serve a school.
        area: where the supplier is to work; who works in all of London works in Hackney.
        insurance: the kind of which at least `minimum` pounds are wanted.
        status: one of `WantedStatus`.
    """

    text: str = ""
    category: str = ""
    area: str = ""
    phase: str = ""
    sme: bool = False
    vcse: bool = False
    local: bool = False
    insurance: str = ""
    minimum: int | None = None
    status: str = WantedStatus.ACTIVE


def matching(criteria: Criteria) -> QuerySet[Supplier]:
    """Return the suppliers that `criteria` asks for, in no order yet."""
    found = _with_status(criteria.status).order_by()
    found = found.filter(**{name: True for name in ("sme", "vcse", "local") if getattr(criteria, name)})
    if criteria.category:
        found = found.filter(pk__in=selling(criteria.category))
    if criteria.area:
        values = _COVERING.get(Area(criteria.area)) if criteria.area in Area.values else ()
        found = found.filter(pk__in=_working(SupplierFacet.Facet.AREA, values or ()))
    if criteria.phase:
        found = found.filter(pk__in=_working(SupplierFacet.Facet.PHASE, [criteria.phase]))
    if criteria.minimum and criteria.insurance in Insurance.values:
        found = found.filter(**{f"{criteria.insurance}__gte": criteria.minimum})
    return search.matching(found, criteria.text) if criteria.text else found


def page(suppliers: QuerySet[Supplier], *, after: str = "", before: str = "") -> paging.Page[Supplier]:
    """Return a page by name: the first one, or the one after or before a key; with categories and facets."""
    rows = suppliers.defer("answers", "search_text").prefetch_related("categories", "facets")
    return paging.page(rows, BY_NAME, after=after, before=before)


def count_in_words(suppliers: QuerySet[Supplier]) -> str:
    """Return how many there are: "1 supplier", "more than 10,000 suppliers"."""
    return paging.count_in_words(suppliers, "supplier")


def categories_in_words(supplier: Supplier) -> list[str]:
    """Return what `supplier` sells, as the CPV says it; a code that it does not have stands for itself."""
    return [category_in_words(row.code) for row in supplier.categories.all()]


def category_in_words(code: str) -> str:
    """Return what the CPV calls `code`, or the code where it has none of that number."""
    category = cpv.get(code[:_CODE_LENGTH])
    return category.description if category else code


def areas_in_words(supplier: Supplier) -> list[str]:
    """Return where `supplier` works."""
    return _facets_in_words(supplier, SupplierFacet.Facet.AREA, Area)


def phases_in_words(supplier: Supplier) -> list[str]:
    """Return the phases of education that `supplier` works with."""
    return _facets_in_words(supplier, SupplierFacet.Facet.PHASE, Phase)


def town(supplier: Supplier) -> str:
    """Return the town of a supplier's address: its last line but the postcode."""
    lines = [line for line in supplier.address.splitlines() if line.strip() != supplier.postcode]
    return lines[-1].strip() if lines else ""


def _with_status(status: str) -> QuerySet[Supplier]:
    if status == WantedStatus.EVERY:
        return Supplier.objects.exclude(status=Supplier.Status.APPLICANT)
    return Supplier.objects.filter(status=status if status in WantedStatus.values else Supplier.Status.ACTIVE)


def selling(code: str) -> QuerySet[SupplierCategory, Any]:
    """Return the ids of the suppliers, as `supplier`, that sell what a CPV code names or what is below it."""
    # A range and not a prefix: any index on the codes serves it, whatever the database's collation.
    prefix = cpv.descendants_prefix(code.strip()[:_CODE_LENGTH])
    first, last = prefix.ljust(_CODE_LENGTH, "0"), prefix.ljust(_CODE_LENGTH, "9")
    return SupplierCategory.objects.filter(code__gte=first, code__lte=last).order_by().values("supplier")


def _working(facet: str, values: Iterable[str]) -> QuerySet[SupplierFacet, Any]:
    return SupplierFacet.objects.filter(facet=facet, value__in=values).order_by().values("supplier")


def _facets_in_words(
    supplier: Supplier, facet: SupplierFacet.Facet, words: type[Area] | type[Phase]
) -> list[str]:
    having = {row.value for row in supplier.facets.all() if row.facet == facet}
    return [str(each.label) for each in words if each.value in having]


def _name(text: str) -> str:
    if len(text) > _LONGEST_KEY or "\0" in text:
        raise ValueError("This is no name of a supplier's.")
    return text


BY_NAME = paging.Order("sort_name", write=str, read=_name)
