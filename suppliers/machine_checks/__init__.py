"""What the machine can check of a registration, for the people who decide.

Nothing here asks the network: what Companies House said was kept by `suppliers.company_check`.
"""

from suppliers.facts import Facts
from suppliers.machine_checks import cover, declared, duplicates, organisation, policies
from suppliers.machine_checks.check import Check, Match, Verdict
from suppliers.models import Document, Registration

__all__ = ["Check", "Match", "Verdict", "run"]


def run(registration: Registration) -> list[Check]:
    """Return the checks that apply to `registration`, in the order of its sections."""
    facts = Facts(registration.answers())
    documents = newest_documents(registration)
    return [
        *organisation.checks(facts, getattr(registration, "company_check", None)),
        duplicates.check(facts, registration.supplier_id),
        *cover.checks(facts, documents),
        *policies.checks(facts, documents),
        *declared.checks(facts),
    ]


def newest_documents(registration: Registration) -> dict[str, Document]:
    """Return the newest version of each document of its supplier's, by kind."""
    documents = registration.supplier.documents.all()
    return {document.kind: document for document in documents if not document.replaced_at}
