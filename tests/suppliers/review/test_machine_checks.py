"""What the machine finds of a registration."""

import pytest
import time_machine

from suppliers import machine_checks
from suppliers.machine_checks import Verdict
from suppliers.models import CompanyCheck, Document, DocumentKind
from tests.factories import approved_supplier
from tests.suppliers import answers
from tests.suppliers.review.scenes import NOW, add_document, declaring, fresh, registration_to_review

pytestmark = pytest.mark.django_db
OK, WARNING, PROBLEM, UNKNOWN = Verdict.OK, Verdict.WARNING, Verdict.PROBLEM, Verdict.UNKNOWN


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def found(registration, name):
    """The one check called `name`, or None where it does not apply."""
    return next((check for check in machine_checks.run(fresh(registration)) if check.name == name), None)


def company(registration, **fields):
    CompanyCheck.objects.create(
        registration=registration, **{"number": "01234567", "outcome": "found", "status": "active", **fields}
    )
    return registration


def test_a_good_company_passes_every_check():
    registration = company(registration_to_review(), name="LEA BRIDGE CATERING LTD")

    checks = machine_checks.run(registration)

    assert {check.verdict for check in checks} == {OK}
    assert [check.name for check in checks] == [
        "Company number",
        "Registered name",
        "VAT number",
        "Duplicates",
        "Public liability",
        "Employer’s liability",
        "Safeguarding policy",
        "ICO registration",
        "Cyber Essentials",
        "Exclusion grounds",
    ]


#: Answers of one section, the check that looks at them, how it comes out, and something of what it says.
TABLE = [
    ("organisation", {"company_number": ""}, "Company number", PROBLEM, "none was given"),
    ("organisation", {"company_number": "", "organisation_type": "school"}, "Company number", None, ""),
    ("organisation", {}, "Company number", UNKNOWN, "was not asked yet"),
    ("organisation", {"vat_number": "GB980780685"}, "VAT number", PROBLEM, "check digits"),
    ("organisation", {"vat_number": ""}, "VAT number", PROBLEM, "gave no number"),
    ("organisation", {"vat_number": "", "vat_registered": "no"}, "VAT number", None, ""),
    ("organisation", {"charity_number": "1012345"}, "Charity number", OK, "well formed"),
    ("organisation", {"charity_number": "1012345-1"}, "Charity number", OK, "well formed"),
    ("organisation", {"charity_number": "12"}, "Charity number", WARNING, "no number of the Charity"),
    ("organisation", {"organisation_type": "charity"}, "Charity number", WARNING, "gave no number"),
    ("insurance", {"public_liability_amount": 4_999_999}, "Public liability", WARNING, "We usually ask for"),
    ("insurance", {"public_liability_amount": None}, "Public liability", PROBLEM, "No amount was given"),
    ("insurance", {"public_liability_amount": "lots"}, "Public liability", PROBLEM, "No amount was given"),
    ("insurance", {"public_liability_expires": "2026-11-24"}, "Public liability", PROBLEM, "It expired on"),
    ("insurance", {"public_liability_expires": "2026-11-25"}, "Public liability", WARNING, "expires soon"),
    ("insurance", {"public_liability_expires": "2026-12-25"}, "Public liability", WARNING, "expires soon"),
    ("insurance", {"public_liability_expires": "2026-12-26"}, "Public liability", OK, "26 December 2026"),
    ("insurance", {"public_liability_expires": "soon"}, "Public liability", PROBLEM, "not said until when"),
    ("insurance", {"employers_liability_amount": 4_999_999}, "Employer’s liability", PROBLEM, "The law asks"),
    ("insurance", {"employers_liability_amount": 5_000_000}, "Employer’s liability", OK, "£5,000,000"),
    ("insurance", {"has_employees": "no"}, "Employer’s liability", OK, "no employees"),
    ("insurance", {}, "Professional indemnity", None, ""),
    ("insurance", {"has_professional_indemnity": "yes"}, "Professional indemnity", PROBLEM, "No amount"),
    ("safeguarding", {"works_with_children": "no"}, "Safeguarding policy", None, ""),
    ("safeguarding", {"policy_review_date": "2026-11-01"}, "Safeguarding policy", PROBLEM, "expired"),
    ("safeguarding", {"kcsie_read": "no"}, "Safeguarding policy", PROBLEM, "Keeping Children Safe"),
    ("safeguarding", {"single_central_record": "no"}, "Safeguarding policy", PROBLEM, "central record"),
    ("data-protection", {"handles_personal_data": "no"}, "ICO registration", None, ""),
    ("data-protection", {"ico_number": ""}, "ICO registration", PROBLEM, "gave no registration number"),
    ("data-protection", {"ico_number": "12345"}, "ICO registration", PROBLEM, "no number of the ICO’s"),
    ("data-protection", {"ico_expires": "2026-10-01"}, "ICO registration", PROBLEM, "It expired on"),
    ("data-protection", {"cyber_essentials": "none"}, "Cyber Essentials", None, ""),
    ("policies", {"turnover_36_million": "yes"}, "Modern slavery statement", PROBLEM, "s.54"),
    (
        "policies",
        {"turnover_36_million": "yes", "modern_slavery": "yes"},
        "Modern slavery statement",
        WARNING,
        "itself is missing",
    ),
    ("declarations", {"conflict_of_interest": "yes"}, "Conflict of interest", WARNING, "One is declared"),
    ("declarations", {"tax_compliant": "no"}, "Tax", PROBLEM, "duties to pay tax"),
    ("declarations", {"sanctions": "yes"}, "Sanctions", PROBLEM, "under sanctions"),
]


@pytest.mark.parametrize(
    ("section", "changed", "name", "verdict", "words"),
    TABLE,
    ids=[f"{row[2]}: {row[1] or 'as it is'}" for row in TABLE],
)
def test_how_a_check_comes_out(section, changed, name, verdict, words):
    registration = registration_to_review(answers.company(**{section.replace("-", "_"): changed}))

    check = found(registration, name)

    assert (check.verdict if check else None) == verdict
    assert words in (check.words if check else "")
    assert check is None or check.section == section


#: What Companies House said, the check, how it comes out, and something of what it says.
COMPANIES_HOUSE = [
    ({"outcome": "not_found"}, "Company number", PROBLEM, "knows no company 01234567"),
    ({"outcome": "unavailable"}, "Company number", UNKNOWN, "could not be asked"),
    ({"status": "dissolved"}, "Company number", PROBLEM, "is dissolved"),
    ({"status": "converted-closed"}, "Company number", PROBLEM, "converted closed"),
    ({"status": "liquidation"}, "Company number", WARNING, "is liquidation"),
    ({"status": "active"}, "Company number", OK, "is active"),
    ({"number": "07654321"}, "Company number", UNKNOWN, "was not asked yet"),
    ({"name": "Lea Bridge Caterings Limited"}, "Registered name", OK, "Registered as"),
    ({"name": "LEA-BRIDGE CATERING LTD."}, "Registered name", OK, "Registered as"),
    (
        {"name": "OTHER FIRM LIMITED"},
        "Registered name",
        WARNING,
        "calls itself “Lea Bridge Catering Limited”",
    ),
    ({"outcome": "not_found"}, "Registered name", None, ""),
]


@pytest.mark.parametrize(("said", "name", "verdict", "words"), COMPANIES_HOUSE)
def test_what_companies_house_said(said, name, verdict, words):
    registration = company(registration_to_review(), **said)

    check = found(registration, name)

    assert (check.verdict if check else None) == verdict
    assert words in (check.words if check else "")


@pytest.mark.parametrize(
    ("kind", "name", "verdict"),
    [
        (DocumentKind.PUBLIC_LIABILITY, "Public liability", PROBLEM),
        (DocumentKind.EMPLOYERS_LIABILITY, "Employer’s liability", PROBLEM),
        (DocumentKind.SAFEGUARDING_POLICY, "Safeguarding policy", PROBLEM),
        (DocumentKind.CYBER_ESSENTIALS, "Cyber Essentials", WARNING),
    ],
)
def test_a_document_that_is_missing(kind, name, verdict):
    registration = registration_to_review()
    Document.objects.filter(kind=kind).delete()

    assert found(registration, name).verdict == verdict
    add_document(registration, kind)
    assert found(registration, name).verdict == OK


def test_declared_grounds_are_named():
    check = found(registration_to_review(declaring(insolvency="Paid.")), "Exclusion grounds")

    assert (check.verdict, check.words) == (
        PROBLEM,
        "Declared: Insolvency or bankruptcy. Two people must judge each.",
    )


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({}, "the same company number and VAT number"),
        (
            {"company_number": "", "vat_number": ""},
            "names alike by 100 %, the same email address, the same email domain, the same postcode",
        ),
        ({"vat_number": "", "email_domain": ""}, "the same company number"),
    ],
)
def test_another_supplier_that_may_be_the_same(other, because):
    approved_supplier(answers.company(), **other)

    check = found(registration_to_review(), "Duplicates")

    assert (check.verdict, [match.because for match in check.matches]) == (WARNING, [because])
    assert check.matches[0].name == "Lea Bridge Kitchens (approved)"


def test_a_supplier_is_no_duplicate_of_itself_nor_of_one_merged_away():
    supplier = approved_supplier(answers.company())
    approved_supplier(answers.company(), status="merged")

    change = registration_to_review(supplier=supplier, kind="change")

    assert found(change, "Duplicates").verdict == OK


def test_a_sole_trader_is_asked_for_nothing_that_it_does_not_need():
    names = {check.name for check in machine_checks.run(registration_to_review(answers.sole_trader()))}

    assert names == {"Duplicates", "Public liability", "Employer’s liability", "Exclusion grounds"}
