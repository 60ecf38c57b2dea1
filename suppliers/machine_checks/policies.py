"""Checks of safeguarding, data protection and policies."""

from collections.abc import Iterator, Mapping

from intake.wording import day_in_words
from suppliers import identifiers
from suppliers.facts import Facts
from suppliers.machine_checks.check import Check, Verdict, is_well_formed, until, worst
from suppliers.models import Document, DocumentKind


def checks(facts: Facts, documents: Mapping[str, Document]) -> Iterator[Check]:
    """Yield what is found where the supplier works with children, with personal data, or is a large firm."""
    if facts.yes("safeguarding", "works_with_children"):
        yield _safeguarding(facts, documents)
    if facts.yes("data-protection", "handles_personal_data"):
        yield _ico(facts)
    if facts.text("data-protection", "cyber_essentials") in ("basic", "plus"):
        yield _cyber_essentials(facts, documents)
    if facts.yes("policies", "turnover_36_million"):
        yield _modern_slavery(facts, documents)


def _safeguarding(facts: Facts, documents: Mapping[str, Document]) -> Check:
    review = facts.date("safeguarding", "policy_review_date")
    found = [
        _needed(
            DocumentKind.SAFEGUARDING_POLICY in documents, "It works with children: its policy is missing."
        ),
        until(review),
        _needed(
            facts.yes("safeguarding", "kcsie_read"),
            "Its staff have not read Keeping Children Safe in Education.",
        ),
        _needed(facts.yes("safeguarding", "single_central_record"), "It keeps no single central record."),
    ]
    good = f"Policy is here, to be reviewed by {day_in_words(review)}." if review else ""
    return worst("Safeguarding policy", found, good, "safeguarding")


def _ico(facts: Facts) -> Check:
    number = facts.text("data-protection", "ico_number")
    expires = facts.date("data-protection", "ico_expires")
    if not number:
        words = "It handles personal data, but gave no registration number."
        return Check("ICO registration", Verdict.PROBLEM, words, "data-protection")
    well_formed = is_well_formed(identifiers.ico_number, number)
    found = [_needed(well_formed, f"{number} is no number of the ICO’s."), until(expires)]
    good = f"{number} is well formed, and holds until {day_in_words(expires)}." if expires else ""
    return worst("ICO registration", found, good, "data-protection")


def _cyber_essentials(facts: Facts, documents: Mapping[str, Document]) -> Check:
    expires = facts.date("data-protection", "cyber_essentials_expires")
    has_certificate = DocumentKind.CYBER_ESSENTIALS in documents
    missing = (Verdict.OK if has_certificate else Verdict.WARNING, "Its certificate is missing.")
    good = f"It holds until {day_in_words(expires)}, with its certificate." if expires else ""
    return worst("Cyber Essentials", [missing, until(expires)], good, "data-protection")


def _modern_slavery(facts: Facts, documents: Mapping[str, Document]) -> Check:
    law = "(Modern Slavery Act 2015, s.54)"
    has_document = DocumentKind.MODERN_SLAVERY_STATEMENT in documents
    found = [
        _needed(
            facts.yes("policies", "modern_slavery"),
            f"Its turnover is £36 million or more, but it publishes no statement {law}.",
        ),
        (Verdict.OK if has_document else Verdict.WARNING, "The statement itself is missing."),
    ]
    return worst("Modern slavery statement", found, f"It has one {law}.", "policies")


def _needed(is_there: bool, words: str) -> tuple[Verdict, str]:
    return (Verdict.OK if is_there else Verdict.PROBLEM), words
