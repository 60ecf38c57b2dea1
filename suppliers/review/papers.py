"""Which section of a registration each kind of document belongs to, and a supplier's documents by section."""

from dataclasses import dataclass, field

from suppliers.models import Document, DocumentKind, Registration

SECTION_OF = {
    DocumentKind.PUBLIC_LIABILITY: "insurance",
    DocumentKind.EMPLOYERS_LIABILITY: "insurance",
    DocumentKind.PROFESSIONAL_INDEMNITY: "insurance",
    DocumentKind.SAFEGUARDING_POLICY: "safeguarding",
    DocumentKind.CYBER_ESSENTIALS: "data-protection",
    DocumentKind.EQUALITY_POLICY: "policies",
    DocumentKind.HEALTH_AND_SAFETY_POLICY: "policies",
    DocumentKind.ENVIRONMENT_POLICY: "policies",
    DocumentKind.MODERN_SLAVERY_STATEMENT: "policies",
    DocumentKind.BUSINESS_CONTINUITY_PLAN: "policies",
    DocumentKind.OTHER: "organisation",
}


@dataclass
class Papers:
    """The documents of one section: the newest of each kind, and those that they replaced."""

    newest: list[Document] = field(default_factory=list)
    replaced: list[Document] = field(default_factory=list)


def by_section(registration: Registration) -> dict[str, Papers]:
    """Return the documents of the registration's supplier by the section that they belong to."""
    found: dict[str, Papers] = {}
    for document in registration.supplier.documents.all():
        papers = found.setdefault(SECTION_OF[DocumentKind(document.kind)], Papers())
        (papers.replaced if document.replaced_at else papers.newest).append(document)
    return found
