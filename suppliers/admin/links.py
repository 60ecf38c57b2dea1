"""Addresses of staff pages that the register leads to."""

from django.urls import reverse

from suppliers.models import Registration, Supplier

REVIEW = "admin:suppliers_registration_review"
LIST = "admin:suppliers_supplier_changelist"
PAGE = "admin:suppliers_supplier_change"


def review(registration: Registration) -> str:
    """Return the path of a registration's review page."""
    return reverse(REVIEW, args=[registration.pk])


def page(supplier: Supplier) -> str:
    """Return the path of a supplier's page."""
    return reverse(PAGE, args=[supplier.pk])


def back_to_list(query: str) -> str:
    """Return the path of the register, with the search that the person came from."""
    return reverse(LIST) + (f"?{query}" if query else "")
