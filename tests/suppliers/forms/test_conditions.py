"""What depends on other answers: questions, documents, and what another section said."""

import pytest

from suppliers.forms import FORMS, of_answers
from suppliers.models import DocumentKind
from tests.suppliers.answers import charity, company, sole_trader
from tests.suppliers.forms import answered, posted

Kind = DocumentKind


def test_nothing_more_is_asked_where_there_are_no_children():
    form = answered("safeguarding", works_with_children="no", training_date="rubbish")
    assert form.errors == {}
    assert [row.field for row in form.rows()] == ["works_with_children"]
    assert form.kept()["training_date"] == ""


def test_who_works_with_no_children_needs_no_more_of_the_section_and_may_still_change_that():
    assert FORMS["safeguarding"].not_needed(sole_trader()) == "You do not work with children."
    assert FORMS["safeguarding"].not_needed(company()) == ""
    assert "works_with_children" in of_answers("safeguarding", answers=sole_trader()).fields


def without_lead(**safeguarding):
    answers = company(safeguarding=safeguarding)
    lead = [name for name in answers["contacts"] if name.startswith("safeguarding_")]
    return {**answers, "contacts": {**answers["contacts"], **dict.fromkeys(lead, "")}}


def test_contacts_lack_the_safeguarding_lead_once_there_are_children():
    assert of_answers("contacts", answers=without_lead(works_with_children="")).is_valid()
    checked = of_answers("contacts", answers=without_lead(works_with_children="yes"))
    assert set(checked.errors) == {"safeguarding_name", "safeguarding_email", "safeguarding_telephone"}


def test_no_safeguarding_lead_is_asked_for_where_there_are_no_children():
    form = of_answers("contacts", answers=without_lead(works_with_children="no"))
    assert form.is_valid()
    assert not any(row.field.startswith("safeguarding_") for row in form.rows())


def test_a_contact_of_whom_nothing_is_said_is_not_needed():
    form = answered("contacts", **dict.fromkeys(("orders_name", "orders_email", "orders_telephone"), ""))
    assert form.errors == {}


def test_details_of_a_ground_count_only_where_it_applies():
    details = {"ground_terrorism_details": "In 2019.", "ground_terrorism_self_cleaning": "They left."}
    assert answered("declarations", ground_terrorism="no", **details).kept()["ground_terrorism_details"] == ""
    form = answered("declarations", ground_terrorism="yes", **details)
    assert form.errors == {}
    assert form.kept()["ground_terrorism_details"] == "In 2019."


@pytest.mark.parametrize(
    ("slug", "changes", "asked"),
    [
        ("organisation", {}, {}),
        ("insurance", {}, {Kind.PUBLIC_LIABILITY: True, Kind.EMPLOYERS_LIABILITY: True}),
        ("insurance", {"has_employees": "no"}, {Kind.PUBLIC_LIABILITY: True}),
        (
            "insurance",
            {"has_employees": "no", "has_professional_indemnity": "yes"},
            {Kind.PUBLIC_LIABILITY: True, Kind.PROFESSIONAL_INDEMNITY: True},
        ),
        ("safeguarding", {}, {Kind.SAFEGUARDING_POLICY: True}),
        ("safeguarding", {"works_with_children": "no"}, {}),
        ("data-protection", {}, {Kind.CYBER_ESSENTIALS: True}),
        ("data-protection", {"cyber_essentials": "none"}, {}),
        (
            "policies",
            {},
            {
                Kind.EQUALITY_POLICY: True,
                Kind.HEALTH_AND_SAFETY_POLICY: True,
                Kind.ENVIRONMENT_POLICY: False,
                Kind.BUSINESS_CONTINUITY_PLAN: False,
            },
        ),
        (
            "policies",
            {
                **dict.fromkeys(
                    ("equality", "health_and_safety", "environment", "business_continuity"), "no"
                ),
                "turnover_36_million": "yes",
                "modern_slavery": "yes",
            },
            {Kind.MODERN_SLAVERY_STATEMENT: True},
        ),
    ],
)
def test_documents_are_asked_for_where_they_are_said_to_be(slug, changes, asked):
    answers = company()
    answers[slug] |= changes
    assert FORMS[slug].asked_documents(answers) == asked


def test_a_micro_business_may_add_its_health_and_safety_policy():
    assert FORMS["policies"].asked_documents(charity())[Kind.HEALTH_AND_SAFETY_POLICY] is False


def test_nothing_is_asked_for_before_anything_is_said():
    for form in FORMS.values():
        assert set(form.asked_documents({})) <= {Kind.PUBLIC_LIABILITY}


def test_a_needed_document_is_missed_until_there_is_one():
    answers = company()
    form = FORMS["insurance"](posted(answers["insurance"]), answers=answers)
    assert form.errors["document_public_liability"] == ["Upload the public liability insurance certificate"]
    assert "document_professional_indemnity" not in form.errors


def test_a_file_that_could_not_be_kept_is_told_beside_its_question():
    answers = company()
    problem = "“scan.pdf” must be smaller than 10 MB."
    form = FORMS["insurance"](
        posted(answers["insurance"]), answers=answers, file_problems={"public_liability": [problem]}
    )
    assert form.errors["document_public_liability"] == [problem]
