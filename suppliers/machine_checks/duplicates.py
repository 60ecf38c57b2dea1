"""Whether a supplier is in the portal already, under another registration."""

from suppliers import duplicates
from suppliers.facts import Facts
from suppliers.machine_checks.check import Check, Match, Verdict
from suppliers.models import Supplier

_AT_MOST = 10


def check(facts: Facts, supplier_id: int) -> Check:
    """Return whether another supplier may be the same firm."""
    found = tuple(find(facts, supplier_id))
    if not found:
        return Check("Duplicates", Verdict.OK, "No other supplier looks like this one.", "organisation")
    words = "It may be in the register already. Compare them before you approve it."
    return Check("Duplicates", Verdict.WARNING, words, "organisation", found)


def find(facts: Facts, exclude_supplier_id: int) -> list[Match]:
    """Return the suppliers and applicants that are probably the same firm, the surest first."""
    own = Supplier(pk=exclude_supplier_id)
    return [
        Match(
            supplier_id=match.supplier.pk,
            name=f"{match.supplier.name} ({match.supplier.get_status_display().lower()})",
            because=match.because,
        )
        for match in duplicates.find(facts, exclude=own)[:_AT_MOST]
    ]
