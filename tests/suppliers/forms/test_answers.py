"""Good answers: a section keeps them as tests/suppliers/answers.py has them, and people read them back."""

import pytest

from suppliers import forms
from suppliers.forms import FORMS
from suppliers.forms.base import as_posted
from suppliers.sections import BY_SLUG
from tests.suppliers.answers import charity, company, sole_trader
from tests.suppliers.forms import answered, documents

SETS = {"company": company, "sole trader": sole_trader, "charity": charity}


def given(kept):
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


@pytest.mark.parametrize("who", SETS)
@pytest.mark.parametrize("slug", FORMS)
def test_good_answers_are_kept_as_they_were(slug, who):
    form = answered(slug, SETS[who]())
    assert form.errors == {}
    assert given(form.kept()) == given(SETS[who]()[slug])


@pytest.mark.parametrize("slug", FORMS)
def test_kept_answers_are_good_when_they_are_posted_again(slug):
    answers = charity()
    first = answered(slug, answers)
    again = FORMS[slug](as_posted(first.kept()), answers=answers, documents=documents(slug, answers))
    assert again.errors == {}
    assert again.kept() == first.kept()


def test_every_section_has_its_form():
    assert list(FORMS) == list(BY_SLUG)


def test_every_name_of_the_contract_is_asked():
    for slug, fields in company().items():
        assert set(fields) <= set(FORMS[slug](answers={}).fields)


@pytest.mark.parametrize("slug", FORMS)
def test_each_field_is_laid_out_once(slug):
    form = FORMS[slug](answers={})
    laid_out = [name for group in form.groups for name in group.fields]
    assert sorted(laid_out) == sorted(form.fields)


def read(form):
    return {row.label: row.text for row in form.rows()}


def test_rows_say_the_questions_and_answers_in_words():
    rows = read(answered("insurance"))
    assert rows["Public liability insurer"] == "Example Mutual"
    assert rows["Employer’s liability amount of cover"] == "£10,000,000"
    assert rows["Public liability expiry date"] == "Wednesday 30 June 2027"
    assert rows["Does your organisation employ anybody?"] == "Yes"
    assert rows["Public liability insurance certificate"] == "certificate.pdf (2.0 MB, version 2)"
    assert "Professional indemnity insurer" not in rows


def test_rows_name_the_categories_and_leave_out_the_search():
    rows = read(answered("offer", category_search="meals"))
    assert rows["Categories that you sell"].splitlines()[1] == "School-meal services (55523100-3)"
    assert "Search for what you sell" not in rows


def test_what_has_expired_since_is_still_read_as_a_day():
    form = answered("insurance", public_liability_expires="2026-01-31", employers_liability_amount=1_000_000)
    rows = read(form)
    assert rows["Public liability expiry date"] == "Saturday 31 January 2026"
    assert rows["Employer’s liability amount of cover"] == "£1,000,000"


def test_a_bad_answer_is_kept_and_read_as_it_was_typed():
    form = answered("insurance", public_liability_amount="quite a lot", public_liability_expires="soon")
    assert form.kept()["public_liability_amount"] == "quite a lot"
    assert read(form)["Public liability expiry date"] == "soon"


def test_the_stored_answers_of_a_section_can_be_checked_and_read():
    form = forms.of_answers("payment", answers=company())
    assert form.is_valid()
    assert [row.text for row in form.rows()] == ["Yes"]
