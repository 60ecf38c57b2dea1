"""Answers that cannot be: each is refused beside its field, with words that say what to do."""

import pytest

from tests.suppliers.answers import charity, company, sole_trader
from tests.suppliers.forms import answered

#: Section, what is changed in a company's good answers, the field that is refused, what is said of it.
BAD = [
    ("organisation", {"legal_name": ""}, "legal_name", "Enter the legal name"),
    ("organisation", {"legal_name": "x" * 201}, "legal_name", "Legal name must be 200 characters or fewer"),
    ("organisation", {"company_number": ""}, "company_number", "Enter the company number"),
    ("organisation", {"company_number": "12AB"}, "company_number", "Company number must be 8 characters"),
    ("organisation", {"organisation_type": "llp"}, "company_number", "begins with OC, SO or NC"),
    ("organisation", {"organisation_type": "llp", "company_number": ""}, "company_number", "Enter the comp"),
    ("organisation", {"company_number": "OC301234"}, "company_number", "OC301234 is the number of an LLP"),
    ("organisation", {"organisation_type": "charity"}, "charity_number", "Enter the charity number"),
    ("organisation", {"organisation_type": "charity"}, "vcse", "select yes, or correct the kind"),
    ("organisation", {"vat_number": ""}, "vat_number", "Enter the VAT number"),
    ("organisation", {"vat_number": "GB980780685"}, "vat_number", "check each digit"),
    ("organisation", {"vat_registered": ""}, "vat_registered", "Select an answer to “Is it registered"),
    ("organisation", {"ppon": "XYZ"}, "ppon", "such as PABC-1234-DEFG"),
    ("organisation", {"duns": "12"}, "duns", "DUNS number must be 9 digits"),
    ("organisation", {"registered_address_postcode": "E5"}, "registered_address_postcode", "such as E8 1EA"),
    (
        "organisation",
        {"registered_address_line_1": ""},
        "registered_address_line_1",
        "Enter the registered a",
    ),
    ("organisation", {"website": "/contacts"}, "website", "Enter a web address, like www.example.com"),
    ("organisation", {"website": "javascript:alert(1)"}, "website", "Enter a web address"),
    ("organisation", {"website": f"x.org/{'x' * 250}"}, "website", "must be 255 characters or fewer"),
    ("organisation", {"year_established": "2027"}, "year_established", "must be 2026 or earlier"),
    ("organisation", {"year_established": "last year"}, "year_established", "must be 4 digits, like 2009"),
    ("organisation", {"employees": "micro", "sme": "no"}, "sme", "With fewer than 10 employees"),
    ("organisation", {"employees": "large"}, "sme", "With 250 or more employees"),
    ("organisation", {"employees": "lots"}, "employees", "Select one of the answers"),
    ("contacts", {"main_name": ""}, "main_name", "Enter the main contact’s full name"),
    ("contacts", {"main_email": "ada"}, "main_email", "Enter the main contact’s email address in the corr"),
    ("contacts", {"main_telephone": "12"}, "main_telephone", "Enter the main contact’s telephone number"),
    ("contacts", {"orders_telephone": "020 7946 0103"}, "orders_name", "Enter the orders contact’s full n"),
    ("contacts", {"invoices_email": ""}, "invoices_email", "Enter the invoices contact’s email address"),
    ("contacts", {"safeguarding_name": ""}, "safeguarding_name", "Enter the safeguarding lead’s full name"),
    ("offer", {"categories": []}, "categories", "tick at least 1 category"),
    ("offer", {"categories": ["12345678"]}, "categories", "“12345678” is not a CPV code"),
    ("offer", {"description": "x" * 1501}, "description", "must be 1,500 characters or fewer"),
    ("offer", {"areas": ["mars"]}, "areas", "Select answers from the list"),
    ("insurance", {"public_liability_insurer": ""}, "public_liability_insurer", "Enter the public liability"),
    ("insurance", {"public_liability_amount": ""}, "public_liability_amount", "Enter the public liability a"),
    ("insurance", {"public_liability_amount": "0"}, "public_liability_amount", "must be more than £0"),
    ("insurance", {"public_liability_amount": "1.50"}, "public_liability_amount", "must be in whole pounds"),
    ("insurance", {"public_liability_amount": "5 euros"}, "public_liability_amount", "must be in pounds"),
    ("insurance", {"public_liability_amount": "9" * 40}, "public_liability_amount", "or less"),
    (
        "insurance",
        {"employers_liability_amount": "4999999"},
        "employers_liability_amount",
        "must be £5,000,000 or more, which is the legal minimum",
    ),
    (
        "insurance",
        {"public_liability_expires": "2026-11-23"},
        "public_liability_expires",
        "Public liability expiry date must be today or in the future",
    ),
    ("insurance", {"has_employees": "no"}, "has_employees", "that you have 10 to 49 employees"),
    ("insurance", {"has_professional_indemnity": "yes"}, "professional_indemnity_insurer", "Enter the prof"),
    ("safeguarding", {"dbs_level": ""}, "dbs_level", "Select an answer to “Which DBS checks"),
    ("safeguarding", {"training_date": "2026-11-25"}, "training_date", "must be today or in the past"),
    ("safeguarding", {"policy_review_date": "2026-11-23"}, "policy_review_date", "today or in the future"),
    ("data-protection", {"ico_number": "A1"}, "ico_number", "ICO registration number must be Z and 7 digits"),
    ("data-protection", {"ico_expires": ""}, "ico_expires", "Enter the ICO registration expiry date"),
    ("data-protection", {"data_location": ""}, "data_location", "Answer “Where will the data be held?”"),
    (
        "data-protection",
        {"cyber_essentials_expires": ""},
        "cyber_essentials_expires",
        "Enter the expiry date of the Cyber Ess",
    ),
    ("policies", {"turnover_36_million": "yes"}, "modern_slavery", "asks you for a modern slavery statement"),
    ("policies", {"health_and_safety": "no"}, "health_and_safety", "With 10 or more employees"),
    ("declarations", {"ground_terrorism": ""}, "ground_terrorism", "Select yes or no: terrorism"),
    ("declarations", {"ground_terrorism": "yes"}, "ground_terrorism_details", "Answer “Terrorism: what hap"),
    ("declarations", {"ground_terrorism": "yes"}, "ground_terrorism_self_cleaning", "done about it since?”"),
    ("declarations", {"conflict_of_interest": "yes"}, "conflict_of_interest_details", "Answer “Who is clos"),
    ("declarations", {"signatory_name": ""}, "signatory_name", "Enter the full name of the person who sign"),
    ("declarations", {"accuracy": ""}, "accuracy", "Tick the box to say that the answers are true"),
    ("payment", {"understood": ""}, "understood", "Tick the box to say that you understand"),
]


@pytest.mark.parametrize(("slug", "changes", "field", "said"), BAD)
def test_it_is_refused_beside_its_field(slug, changes, field, said):
    form = answered(slug, **changes)
    assert field in form.errors
    assert said in " ".join(form.errors[field])


@pytest.mark.parametrize(("slug", "changes", "field", "said"), BAD)
def test_nothing_that_was_typed_is_lost(slug, changes, field, said):
    kept = answered(slug, **changes).kept()
    given = {name: value for name, value in changes.items() if value}
    assert {name: kept[name] for name in given} == given


def test_one_category_too_many_is_refused():
    codes = [f"{number}000000" for number in (*range(30, 36), *range(37, 40), 41, 42, 43, 44, 45, 48, 50, 51)]
    codes += ["60000000", "63000000", "64000000", "65000000"]
    assert answered("offer", categories=codes[:20]).errors == {}
    form = answered("offer", categories=codes[:21])
    assert form.errors == {"categories": ["Select 20 categories or fewer: you have selected 21"]}
    assert len(form.kept()["categories"]) == 21


def test_a_charity_may_be_a_company_too():
    assert answered("organisation", charity(), company_number="01234567").errors == {}


def test_a_sole_trader_is_asked_for_no_company_number():
    form = answered("organisation", sole_trader(), company_number="rubbish", utr="1955839661")
    assert form.errors == {}
    assert form.kept()["company_number"] == ""


def test_a_taxpayer_reference_typed_wrong_is_refused():
    form = answered("organisation", sole_trader(), utr="1955839662")
    assert "check each digit" in form.errors["utr"][0]


def test_cover_at_the_legal_minimum_is_enough():
    assert answered("insurance", employers_liability_amount="5000000").errors == {}


def test_what_expires_today_still_holds():
    assert answered("insurance", public_liability_expires="2026-11-24").errors == {}


def test_a_small_employer_needs_no_written_health_and_safety_policy():
    answers = company(organisation={"employees": "micro"})
    assert answered("policies", answers, health_and_safety="no").errors == {}
