"""Whether a supplier is in the portal already, under another registration."""

from django.db.models import Q

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
    """Return other suppliers with the same number or the same email domain."""
    signs = {
        "company_number": ("the same company number", facts.text("organisation", "company_number")),
        "charity_number": ("the same charity number", facts.text("organisation", "charity_number")),
        "vat_number": ("the same VAT number", facts.text("organisation", "vat_number")),
        "email_domain": ("addresses at the same domain", facts.email_domain),
    }
    asked = {field: sign for field, sign in signs.items() if sign[1]}
    if not asked:
        return []
    any_of = Q(*[(field, value) for field, (_, value) in asked.items()], _connector=Q.OR)
    others = Supplier.objects.filter(any_of).exclude(pk=exclude_supplier_id)
    return [
        Match(
            supplier_id=other.pk,
            name=f"{other.name} ({other.get_status_display().lower()})",
            because=", ".join(why for field, (why, value) in asked.items() if getattr(other, field) == value),
        )
        for other in others.exclude(status=Supplier.Status.MERGED)[:_AT_MOST]
    ]
