"""The forms as a page shows them: inputs have labels, errors their place, and nothing typed is markup."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form
from django.template.loader import render_to_string

from suppliers.forms import FORMS
from tests.suppliers.answers import company
from tests.suppliers.forms import answered, documents, posted

ANSWERED = ("input", "select", "textarea")


def page_of(form: Any) -> BeautifulSoup:
    summary = render_to_string("gds/layout/error_summary.html", {"form": form})
    return BeautifulSoup(summary + render_crispy_form(form), "html.parser")


def empty(slug):
    return FORMS[slug](answers={})


def nothing_answered(slug):
    return FORMS[slug](posted({}), answers={})


def all_answered(slug):
    return answered(slug)


STATES = {"empty": empty, "nothing answered": nothing_answered, "all answered": all_answered}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("slug", FORMS)
class TestEveryForm:
    def test_every_input_has_a_label_and_every_group_a_legend(self, slug, state):
        page = page_of(STATES[state](slug))
        for control in page.select(", ".join(ANSWERED)):
            label = page.find("label", {"for": control["id"]})
            assert label
            assert label.get_text(strip=True)
        for group in page.select("fieldset"):
            assert group.find("legend").get_text(strip=True)

    def test_every_id_is_there_once_and_everything_that_is_pointed_to_is_there(self, slug, state):
        page = page_of(STATES[state](slug))
        ids = [element["id"] for element in page.select("[id]")]
        assert len(ids) == len(set(ids))
        pointed_to = [
            part
            for element in page.select("[aria-describedby]")
            for part in element["aria-describedby"].split()
        ]
        pointed_to += [link["href"][1:] for link in page.select(".govuk-error-summary a")]
        assert set(pointed_to) <= set(ids)

    def test_every_field_is_shown(self, slug, state):
        form = STATES[state](slug)
        page = page_of(form)
        shown = {element["name"] for element in page.select(", ".join(ANSWERED))}
        # There are no boxes for categories before one is found.
        assert set(form.fields) - {"categories"} <= shown


@pytest.mark.parametrize("slug", FORMS)
def test_every_error_is_in_the_summary_with_a_link(slug):
    form = nothing_answered(slug)
    page = page_of(form)
    links = [link.get_text(strip=True) for link in page.select(".govuk-error-summary a")]
    assert sorted(links) == sorted(error for errors in form.errors.values() for error in errors)


@pytest.mark.parametrize("slug", FORMS)
def test_nothing_that_was_typed_is_markup_or_template(slug):
    evil = "<script>alert(1)</script>{{ 7|add:7 }}{% now 'Y' %}"
    fields = FORMS[slug](answers={}).fields
    form = FORMS[slug](posted(dict.fromkeys(fields, evil)), answers=company())
    page = page_of(form)
    assert not page.find("script")
    boxes = [box.get("value") for box in page.select("input[type=text]")]
    assert evil in boxes or not boxes


def test_a_question_that_depends_says_so_and_is_marked_for_the_script():
    page = page_of(empty("organisation"))
    marker = page.find(id="id_vat_number_hint").find("span")
    assert marker.get_text(strip=True) == "Only if you answered “Yes” to “Is it registered for VAT?”."
    assert (marker["data-only-if"], marker["data-only-if-value"]) == ("vat_registered", "yes")
    several = page.find(id="id_utr_hint").find("span")
    assert several["data-only-if-value"] == "sole_trader|partnership"


def test_a_group_that_depends_says_so_once():
    page = page_of(empty("insurance"))
    markers = page.select("[data-only-if=has_employees]")
    assert [marker["data-only-if-hides"] for marker in markers] == ["fieldset"]


def test_what_a_ground_asks_for_is_folded_until_it_applies():
    page = page_of(empty("declarations"))
    assert not page.select("details[open]")
    page = page_of(answered("declarations", ground_terrorism="yes"))
    opened = page.select("details[open]")
    assert [each.find("summary").get_text(strip=True) for each in opened] == [
        "If you answered yes: terrorism"
    ]


def test_optional_questions_say_so_and_needed_ones_do_not():
    page = page_of(empty("organisation"))
    assert page.find("label", {"for": "id_website"}).get_text(strip=True) == "Website (optional)"
    assert page.find("label", {"for": "id_vat_number"}).get_text(strip=True) == "VAT number"


def test_inputs_say_what_a_browser_may_fill_in():
    page = page_of(empty("organisation"))
    wanted = {
        "legal_name": "organization",
        "registered_address_line_1": "address-line1",
        "registered_address_postcode": "postal-code",
    }
    assert {name: page.find(id=f"id_{name}")["autocomplete"] for name in wanted} == wanted
    page = page_of(empty("contacts"))
    assert page.find(id="id_main_email")["type"] == "email"
    assert page.find(id="id_main_telephone")["type"] == "tel"
    assert page.find(id="id_main_email")["autocomplete"] == "section-main email"


def test_the_document_kept_so_far_is_named():
    answers = company()
    page = page_of(FORMS["insurance"](answers=answers, documents=documents("insurance", answers)))
    box = page.find(id="id_document_public_liability")
    assert (box["type"], box.has_attr("multiple")) == ("file", False)
    kept = page.find(id="id_document_public_liability_kept")
    assert "We have certificate.pdf (2.0 MB, version 2)." in kept.get_text()
    assert kept["id"] in box["aria-describedby"]
    assert "A photo of it is fine" in page.find(id="id_document_public_liability_hint").get_text()


def test_the_enter_key_saves_the_organisation_and_searches_categories():
    assert page_of(empty("organisation")).find("button")["value"] == "save"
    assert page_of(empty("offer")).find("button")["value"] == "search"


def test_no_field_asks_for_bank_details():
    page = page_of(empty("payment"))
    assert [box["type"] for box in page.select("input")] == ["checkbox"]
    assert "mandate fraud" in page.get_text()


def test_pages_load_the_scripts_of_their_inputs():
    scripts = str(empty("offer").media)
    assert "portal/only-if.js" in scripts
    assert "suppliers/categories.js" in scripts
    assert "suppliers/company.js" in str(empty("organisation").media)


def test_what_a_question_depends_on_stands_beside_a_document_that_is_kept_too():
    page = page_of(answered("insurance"))
    assert page.select_one("label[for=id_document_public_liability]").text.strip() == "Insurance certificate"
    hint = page_of(answered("policies")).select_one("#id_document_equality_policy_hint")
    assert hint.select_one("[data-only-if=equality]")
