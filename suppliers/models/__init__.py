"""Suppliers, their registrations, and what HLT make of both."""

from suppliers.models.company_check import CompanyCheck
from suppliers.models.document import Document, DocumentKind
from suppliers.models.person import Person, SignInLink
from suppliers.models.registration import Registration, SectionAnswers, UnsavedAnswers
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
    "CompanyCheck",
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
    "UnsavedAnswers",
    "UseNote",
]
