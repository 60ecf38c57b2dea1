"""The buttons that help to answer: the search for categories and the look-up. They lose nothing typed."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form

from suppliers import companies_house
from suppliers.companies_house import Address, Company
from suppliers.forms import FORMS
from tests.suppliers.forms import posted

COMPANY = Company(
    number="01234567",
    name="LEA BRIDGE CATERING LIMITED",
    status="active",
    date_of_creation=dt.date(2009, 5, 1),
    address=Address(lines=("Unit 4", "12 Lea Bridge Road"), town="London", postcode="E5 9QD"),
)


def act(slug, action, **typed):
    """The form that is shown once a button was pressed, and the message."""
    shown, message = FORMS[slug].act(action, posted(typed))
    return FORMS[slug](shown, answers={}), message


def page_of(form):
    return BeautifulSoup(render_crispy_form(form), "html.parser")


@pytest.fixture
def companies(monkeypatch):
    """A function that says what Companies House answers."""

    def answer(company):
        def lookup(number):
            if isinstance(company, Exception):
                raise company
            return company

        monkeypatch.setattr(companies_house, "lookup", lookup)

    return answer


def test_a_search_offers_what_it_finds_below_what_was_chosen():
    form, message = act("offer", "search", category_search="school meals", categories=["77310000"])
    boxes = page_of(form).select("[name=categories]")
    assert (boxes[0]["value"], boxes[0].has_attr("checked")) == ("77310000", True)
    assert "55523100" in [box["value"] for box in boxes[1:]]
    assert not any(box.has_attr("checked") for box in boxes[1:])
    assert message == ""


def test_a_search_keeps_everything_else_and_complains_of_nothing():
    form, _ = act("offer", "search", category_search="meals", description="We cook.", areas=["london"])
    page = page_of(form)
    assert page.find("textarea", {"name": "description"}).get_text(strip=True) == "We cook."
    assert page.select("[name=areas][value=london]")[0].has_attr("checked")
    assert not form.errors
    assert not page.select(".govuk-error-message")


def test_a_search_that_finds_nothing_says_so():
    _, message = act("offer", "search", category_search="qqqqqq")
    assert message == "No category matches “qqqqqq”. Try other words, or fewer."


def test_an_empty_search_says_what_to_do():
    assert act("offer", "search")[1] == "Type what you sell, then search."


def test_a_look_up_fills_in_what_companies_house_knows(companies):
    companies(COMPANY)
    form, message = act("organisation", "look-up", company_number="1234567", website="example.com")
    page = page_of(form)
    filled = {box["name"]: box.get("value") for box in page.select("input.govuk-input")}
    assert filled["company_number"] == "01234567"
    assert filled["legal_name"] == "LEA BRIDGE CATERING LIMITED"
    assert filled["year_established"] == "2009"
    assert filled["registered_address_line_2"] == "12 Lea Bridge Road"
    assert filled["registered_address_postcode"] == "E5 9QD"
    assert filled["website"] == "example.com"
    assert message.startswith("We filled in what Companies House knows of LEA BRIDGE")


def test_a_look_up_tells_that_a_company_is_dissolved(companies):
    companies(Company(number="01234567", name="OLD LIMITED", status="converted-closed"))
    form, message = act("organisation", "look-up", company_number="01234567", legal_name="Old", website="x")
    assert "says of OLD LIMITED: converted closed" in message
    assert form.initial["legal_name"] == "OLD LIMITED"


@pytest.mark.parametrize(
    ("answer", "number", "said"),
    [
        (companies_house.Unavailable("down"), "01234567", "Type the details in yourself."),
        (None, "01234567", "Companies House has no company with the number 01234567. Check the number."),
        (COMPANY, "", "Enter the company number."),
        (COMPANY, "rubbish", "Company number must be 8 characters"),
    ],
)
def test_a_look_up_without_an_answer_loses_nothing(companies, answer, number, said):
    companies(answer)
    form, message = act("organisation", "look-up", company_number=number, legal_name="Mine")
    assert said in message
    assert form.initial["legal_name"] == "Mine"
    assert form.initial["company_number"] == (number or None)


def test_only_two_sections_have_buttons_of_their_own():
    assert {slug: form.actions for slug, form in FORMS.items() if form.actions} == {
        "organisation": ("look-up",),
        "offer": ("search",),
    }
