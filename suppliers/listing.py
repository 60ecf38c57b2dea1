"""The public directory: which suppliers stand in it, and what it may show and search of each."""

from typing import Any

from django.db.models import QuerySet

from intake import paging, search
from suppliers import register_search
from suppliers.models import DirectoryEntry, Supplier

#: What a supplier can agree to. Who does not agree to the name does not stand in the directory.
FIELDS = ("name", "description", "website", "telephone", "email", "categories")


def write(supplier: Supplier) -> None:
    """Write a supplier's entry anew, by what it agreed to now."""
    agreed = agreed_fields(supplier)
    if "name" not in agreed:
        DirectoryEntry.objects.filter(supplier=supplier).delete()
        return
    texts = [getattr(supplier, name) for name in ("description", "website") if name in agreed]
    if "categories" in agreed:
        # From the database: whoever writes the entry may just have written the categories.
        codes = supplier.categories.order_by("code").values_list("code", flat=True)
        texts += [register_search.category_in_words(code) for code in codes]
    DirectoryEntry.objects.update_or_create(
        supplier=supplier,
        defaults={
            "sort_name": supplier.sort_name,
            "by_category": "categories" in agreed,
            "search_text": search.searchable(supplier.name, *texts),
        },
    )


def agreed_fields(supplier: Supplier) -> frozenset[str]:
    """Return what of `supplier` may be shown to the public."""
    return frozenset(supplier.directory_fields) & frozenset(FIELDS)


def shown(supplier: Supplier) -> dict[str, Any]:
    """Return what the directory shows of `supplier`, by field: nothing that it did not agree to."""
    agreed = agreed_fields(supplier)
    shown: dict[str, Any] = {
        name: getattr(supplier, name) for name in FIELDS if name in agreed and name != "categories"
    }
    if "categories" in agreed:
        shown["categories"] = [
            (row.code, register_search.category_in_words(row.code)) for row in supplier.categories.all()
        ]
    return shown


def matching(*, text: str = "", category: str = "") -> QuerySet[DirectoryEntry]:
    """Return the entries of approved suppliers that have every word of `text`, and sell `category`."""
    found = DirectoryEntry.objects.filter(supplier__status=Supplier.Status.ACTIVE).order_by()
    if category:
        found = found.filter(by_category=True, supplier__in=register_search.selling(category))
    return search.matching(found, text) if text else found


def page(entries: QuerySet[DirectoryEntry], *, after: str, before: str) -> paging.Page[DirectoryEntry]:
    """Return a page of entries by name, with their suppliers."""
    rows = entries.select_related("supplier").prefetch_related("supplier__categories")
    rows = rows.defer("search_text", "supplier__answers", "supplier__search_text")
    return paging.page(rows, register_search.BY_NAME, after=after, before=before)
