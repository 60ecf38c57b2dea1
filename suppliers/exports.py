"""The register as files: tables for people (CSV, XLSX), organisations for machines (Open Contracting)."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.db.models import QuerySet

from intake import exporting
from suppliers import ocds, register_search, use_notes
from suppliers.models import Supplier

AT_MOST = 20_000
_CHUNK = 1_000
HEADERS = (
    *("Name", "Legal name", "Trading name", "Status", "Kind of organisation", "Company number"),
    *("Charity number", "VAT number", "Central Digital Platform id", "DUNS number", "Address", "Postcode"),
    *(
        "Website",
        "Contact",
        "Email",
        "Telephone",
        "Description",
        "CPV codes",
        "Categories",
        "Areas",
        "Phases",
    ),
    *("Employees", "SME", "VCSE", "Based in Hackney", "Public liability (£)", "Employer’s liability (£)"),
    *("Professional indemnity (£)", "Average rating", "Ratings", "Approved", "Renewal due", "Conditions"),
)


def csv(suppliers: QuerySet[Supplier]) -> Iterator[bytes]:
    """Yield the first 20,000 of `suppliers` by name as the lines of a CSV file."""
    return exporting.csv_lines(HEADERS, _rows(suppliers))


def xlsx(suppliers: QuerySet[Supplier]) -> BytesIO:
    """Return the first 20,000 of `suppliers` by name as an Excel workbook."""
    return exporting.xlsx(HEADERS, _rows(suppliers), title="Suppliers")


def open_contracting(suppliers: QuerySet[Supplier]) -> dict[str, Any]:
    """Return the first 20,000 of `suppliers` by name as the Open Contracting Data Standard has them."""
    return ocds.document(_in_chunks(suppliers))


def _rows(suppliers: QuerySet[Supplier]) -> Iterator[tuple[Any, ...]]:
    for chunk in _chunks(suppliers):
        ratings = use_notes.ratings(supplier.pk for supplier in chunk)
        for supplier in chunk:
            yield _row(supplier, ratings.get(supplier.pk))


def _in_chunks(suppliers: QuerySet[Supplier]) -> Iterator[Supplier]:
    for chunk in _chunks(suppliers):
        yield from chunk


def _chunks(suppliers: QuerySet[Supplier]) -> Iterator[list[Supplier]]:
    """Read page by page, so that no more than a page with its answers is in memory."""
    ids = list(suppliers.order_by("sort_name", "pk").values_list("pk", flat=True)[:AT_MOST])
    rows = Supplier.objects.defer("answers", "search_text").prefetch_related("categories", "facets")
    for start in range(0, len(ids), _CHUNK):
        found = rows.in_bulk(ids[start : start + _CHUNK])
        yield [found[pk] for pk in ids[start : start + _CHUNK] if pk in found]


def _row(supplier: Supplier, rating: use_notes.Rating | None) -> tuple[Any, ...]:
    return (
        supplier.name,
        supplier.legal_name,
        supplier.trading_name,
        supplier.get_status_display(),
        supplier.get_organisation_type_display(),
        supplier.company_number,
        supplier.charity_number,
        supplier.vat_number,
        supplier.ppon,
        supplier.duns,
        supplier.address.replace("\n", ", "),
        supplier.postcode,
        supplier.website,
        supplier.contact_name,
        supplier.email,
        supplier.telephone,
        supplier.description,
        "; ".join(row.code for row in supplier.categories.all()),
        "; ".join(register_search.categories_in_words(supplier)),
        "; ".join(register_search.areas_in_words(supplier)),
        "; ".join(register_search.phases_in_words(supplier)),
        supplier.get_employees_display(),
        *("yes" if flag else "no" for flag in (supplier.sme, supplier.vcse, supplier.local)),
        supplier.public_liability,
        supplier.employers_liability,
        supplier.professional_indemnity,
        round(rating.average, 2) if rating else None,
        rating.count if rating else 0,
        supplier.approved_at.date().isoformat() if supplier.approved_at else "",
        supplier.renew_by.isoformat() if supplier.renew_by else "",
        supplier.conditions,
    )
