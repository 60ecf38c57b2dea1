"""Checks of insurance: enough of it, in date, and with its certificate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.wording import day_in_words
from suppliers.facts import Facts
from suppliers.machine_checks.check import Check, Verdict, until, worst
from suppliers.models import Document, DocumentKind

SECTION = "insurance"
#: Employers' Liability (Compulsory Insurance) Regulations 1998, regulation 3.
EMPLOYERS_LIABILITY_LEAST = 5_000_000
#: What HLT usually want of anybody who comes into a school; for less, a person decides.
PUBLIC_LIABILITY_USUAL = 5_000_000


@dataclass(frozen=True)
class _Insurance:
    """One insurance: its kind, whose name begins its answers' fields, and the least it should be of."""

    kind: DocumentKind
    name: str
    least: int = 0
    too_little: Verdict = Verdict.PROBLEM
    why: str = ""


_PUBLIC = _Insurance(
    DocumentKind.PUBLIC_LIABILITY,
    "Public liability",
    PUBLIC_LIABILITY_USUAL,
    Verdict.WARNING,
    f"We usually ask for £{PUBLIC_LIABILITY_USUAL:,}.",
)
_EMPLOYERS = _Insurance(
    DocumentKind.EMPLOYERS_LIABILITY,
    "Employer’s liability",
    EMPLOYERS_LIABILITY_LEAST,
    Verdict.PROBLEM,
    f"The law asks for £{EMPLOYERS_LIABILITY_LEAST:,} (Employers’ Liability (Compulsory Insurance) "
    "Regulations 1998).",
)
_INDEMNITY = _Insurance(DocumentKind.PROFESSIONAL_INDEMNITY, "Professional indemnity")


def checks(facts: Facts, documents: Mapping[str, Document]) -> Iterator[Check]:
    """Yield what is found of each insurance that the supplier must hold or says it holds."""
    yield _check(_PUBLIC, facts, documents)
    if facts.yes(SECTION, "has_employees"):
        yield _check(_EMPLOYERS, facts, documents)
    else:
        words = "Not needed: it has no employees."
        yield Check(_EMPLOYERS.name, Verdict.OK, words, SECTION)
    if facts.yes(SECTION, "has_professional_indemnity"):
        yield _check(_INDEMNITY, facts, documents)


def _check(insurance: _Insurance, facts: Facts, documents: Mapping[str, Document]) -> Check:
    amount = facts.pounds(SECTION, f"{insurance.kind}_amount") or 0
    expires = facts.date(SECTION, f"{insurance.kind}_expires")
    document = documents.get(insurance.kind)
    found = [
        _amount(insurance, amount),
        until(expires),
        (Verdict.OK if document else Verdict.PROBLEM, "Its certificate is missing."),
    ]
    good = f"£{amount:,}, until {day_in_words(expires)}, with its certificate." if expires else ""
    return worst(insurance.name, found, good, SECTION)


def _amount(insurance: _Insurance, amount: int) -> tuple[Verdict, str]:
    if not amount:
        return Verdict.PROBLEM, f"No amount was given. {insurance.why}".strip()
    if amount < insurance.least:
        return insurance.too_little, f"£{amount:,} is not enough. {insurance.why}"
    return Verdict.OK, ""
