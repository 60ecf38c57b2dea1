"""Suppliers, their registrations, and what HLT make of both."""

from suppliers.models.document import Document, DocumentKind
from suppliers.models.person import Person, SignInLink
from suppliers.models.registration import Registration, SectionAnswers
from suppliers.models.review import Decision, ExclusionReview, SectionReview
from suppliers.models.standing import Expiry, ExpiryReminder, Standing, UseNote
from suppliers.models.supplier import (
    DirectoryEntry,
    Fingerprint,
    Supplier,
    SupplierCategory,
    SupplierFacet,
)

__all__ = [
    "Decision",
    "DirectoryEntry",
    "Document",
    "DocumentKind",
    "ExclusionReview",
    "Expiry",
    "ExpiryReminder",
    "Fingerprint",
    "Person",
    "Registration",
    "SectionAnswers",
    "SectionReview",
    "SignInLink",
    "Standing",
    "Supplier",
    "SupplierCategory",
    "SupplierFacet",
    "UseNote",
]
