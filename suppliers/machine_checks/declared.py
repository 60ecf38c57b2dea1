"""Checks of what a supplier declares against itself."""

from collections.abc import Iterator

from suppliers import exclusions
from suppliers.facts import Facts
from suppliers.machine_checks.check import Check, Verdict

SECTION = exclusions.SECTION


def checks(facts: Facts) -> Iterator[Check]:
    """Yield the exclusion grounds declared, and the other declarations that call for a person."""
    grounds = [str(declared.ground.title) for declared in exclusions.declared(facts.answers)]
    if grounds:
        words = f"Declared: {'; '.join(grounds)}. Two people must judge each."
        yield Check("Exclusion grounds", Verdict.PROBLEM, words, SECTION)
    else:
        yield Check("Exclusion grounds", Verdict.OK, "None is declared.", SECTION)
    if facts.yes(SECTION, "conflict_of_interest"):
        yield Check("Conflict of interest", Verdict.WARNING, "One is declared.", SECTION)
    if facts.text(SECTION, "tax_compliant") == "no":
        yield Check("Tax", Verdict.PROBLEM, "It says that it has not met its duties to pay tax.", SECTION)
    if facts.yes(SECTION, "sanctions"):
        yield Check("Sanctions", Verdict.PROBLEM, "It says that it is under sanctions.", SECTION)
