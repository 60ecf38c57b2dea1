"""Checks of who a supplier says it is: its numbers, and its name at Companies House."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from suppliers import identifiers
from suppliers.facts import Facts
from suppliers.machine_checks.check import Check, Verdict, is_well_formed
from suppliers.models import CompanyCheck
from suppliers.models.supplier import OrganisationType

SECTION = "organisation"
#: How like two names must be, of 100, to be taken for one firm's; "&" and "and", "Ltd" and "Limited" are one.
NAMES_ALIKE = 90
_COMPANIES = (OrganisationType.LIMITED_COMPANY, OrganisationType.LLP, OrganisationType.CIC)
_ENDED = ("dissolved", "closed", "converted-closed", "removed")
_IN_ORDER = ("active", "open", "registered")
_SAME_WORDS = {"&": "and", "ltd": "limited", "co": "company", "plc": "public limited company"}


def checks(facts: Facts, found: CompanyCheck | None) -> Iterator[Check]:
    """Yield what is found of the company number, the registered name, the VAT and the charity number."""
    number = facts.text(SECTION, "company_number")
    if number:
        yield from _company(facts, number, found if found and found.number == number else None)
    elif facts.text(SECTION, "organisation_type") in _COMPANIES:
        yield _said("Company number", Verdict.PROBLEM, "A company must have one; none was given.")
    yield from _vat(facts)
    yield from _charity(facts)


def _company(facts: Facts, number: str, found: CompanyCheck | None) -> Iterator[Check]:
    outcome = found.outcome if found else None
    if not found or outcome == CompanyCheck.Outcome.UNAVAILABLE:
        why = "Companies House could not be asked." if found else "Companies House was not asked yet."
        yield _said("Company number", Verdict.UNKNOWN, f"{why} Look {number} up by hand, or ask again.")
        return
    if outcome == CompanyCheck.Outcome.NOT_FOUND:
        yield _said("Company number", Verdict.PROBLEM, f"Companies House knows no company {number}.")
        return
    yield _status(number, found.status)
    alike = same_name(found.name, facts.legal_name)
    words = f"Registered as “{found.name}”" + (
        "." if alike else f", but the supplier calls itself “{facts.legal_name}”."
    )
    yield _said("Registered name", Verdict.OK if alike else Verdict.WARNING, words)


def _status(number: str, status: str) -> Check:
    words = f"Company {number} is {status.replace('-', ' ') or 'registered'} at Companies House."
    if status in _ENDED:
        return _said("Company number", Verdict.PROBLEM, words)
    return _said("Company number", Verdict.OK if status in _IN_ORDER else Verdict.WARNING, words)


def same_name(one: str, other: str) -> bool:
    """Return whether two names are near enough to be the same firm's."""
    return fuzz.ratio(_plain(one), _plain(other)) >= NAMES_ALIKE


def _plain(name: str) -> str:
    words = re.findall(r"&|\w+", name.casefold())
    return " ".join(_SAME_WORDS.get(word, word) for word in words)


def _vat(facts: Facts) -> Iterator[Check]:
    number = facts.text(SECTION, "vat_number")
    if number:
        good = is_well_formed(identifiers.vat_number, number)
        words = f"{number} is well formed." if good else f"The check digits of {number} are wrong."
        yield _said("VAT number", Verdict.OK if good else Verdict.PROBLEM, words)
    elif facts.yes(SECTION, "vat_registered"):
        yield _said("VAT number", Verdict.PROBLEM, "It is registered for VAT, but gave no number.")


def _charity(facts: Facts) -> Iterator[Check]:
    number = facts.text(SECTION, "charity_number")
    if number:
        good = is_well_formed(identifiers.charity_number, number)
        words = f"{number} is well formed." if good else f"{number} is no number of the Charity Commission’s."
        yield _said("Charity number", Verdict.OK if good else Verdict.WARNING, words)
    elif facts.text(SECTION, "organisation_type") == OrganisationType.CHARITY:
        words = "It is a charity, but gave no number. Small ones need none."
        yield _said("Charity number", Verdict.WARNING, words)


def _said(name: str, verdict: Verdict, words: str) -> Check:
    return Check(name, verdict, words, SECTION)
