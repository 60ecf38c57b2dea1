"""A form that is refused comes back with all that was typed, and says beside each field what is wrong."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from hypothesis import strategies as st

from enquiries.school_fields import NONE_OF_THESE
from intake import dates
from intake.fields.typed import usable
from suppliers.forms.fields import PoundsField, pounds_in_words
from tests.security.fuzz.examples import PLANTED, fault, texts, tried, undone
from tests.security.fuzz.pages import Form, Pages

pytestmark = [pytest.mark.django_db, pytest.mark.security("fuzz examples"), pytest.mark.thorough]

REFUSED = (409, 422)
_NOT_TYPED = ("hidden", "file", "submit", "button")
#: No field takes that much.
_TOO_MUCH = PLANTED + "x" * 6000


def test_a_refused_form_comes_back_with_what_was_typed(record_property):
    pages, ran = Pages(), 0
    forms = pages.forms()
    for name, form in forms.items():
        asked = _fields(pages, form)
        answers = st.fixed_dictionaries({}, optional=dict.fromkeys(asked, texts))

        def check(data, name=name, form=form):
            response = pages.client.post(form.address, data | form.hidden)
            assert fault(response) == "", name
            if response.status_code in REFUSED:
                assert faults_of(BeautifulSoup(response.content, "html.parser"), data) == [], name
            return response.status_code

        with undone():
            status = check(dict.fromkeys(asked, _TOO_MUCH))
        assert status in REFUSED, f"{name} takes anything: {status}"
        ran += tried("answers kept", answers, check, parts=len(forms))
    record_property("count", ran)


def faults_of(page: BeautifulSoup, typed: dict[str, str]) -> list[str]:
    """Return what is wrong with the page that comes back."""
    lost = [f"{name} is lost" for name, text in typed.items() if not _is_there(page, name, text)]
    return lost + _faults_of_summary(page)


def _fields(pages: Pages, form: Form) -> list[str]:
    soup = BeautifulSoup(pages.client.get(form.shown).content, "html.parser")
    controls = soup.select("main form[method=post] [name]")
    return [*dict.fromkeys(str(each["name"]) for each in controls if _is_typed(each))]


def _is_typed(control: Tag) -> bool:
    # The trap is for programs: who fills it in is no person.
    return control.get("type") not in _NOT_TYPED and control.name != "button" and "-" not in control["name"]


def _is_there(page: BeautifulSoup, name: str, text: str) -> bool:
    controls = [each for each in page.select(f'main [name="{name}"]') if _is_typed(each)]
    if not controls:
        return False
    if controls[0].get("type") in ("radio", "checkbox"):
        # One can only choose what is there: of anything else nothing is to be kept.
        chosen = [each for each in controls if each.get("value") == text]
        return all(each.has_attr("checked") for each in chosen)
    if "school" in name:
        # By this word the choice “none of these” carries what was typed; it is not shown.
        text = text.removeprefix(NONE_OF_THESE)
    return _same(_value(controls[0]), text)


def _value(control: Tag) -> str:
    if control.name == "textarea":
        return control.get_text().removeprefix("\n")
    return str(control.get("value", ""))


def _same(shown: str, typed: str) -> bool:
    """Return whether that is what was typed, a date or an amount as it was understood."""
    return _plain(shown) in (_plain(typed), *_as_dates(typed)) or _same_amount(shown, typed)


def _same_amount(shown: str, typed: str) -> bool:
    try:
        amount = PoundsField(label="Amount").to_python(typed)
        return amount is not None and pounds_in_words(amount) == shown
    except ValidationError:
        return False


def _plain(text: str) -> str:
    return usable(text).strip()


def _as_dates(text: str) -> list[str]:
    found = []
    for parse, write in ((dates.parse_date, "{:%Y-%m-%d}"), (dates.parse_datetime, "{:%Y-%m-%dT%H:%M}")):
        try:
            read: Any = parse(text)
        except dates.NotUnderstood:
            continue
        found.append(write.format(read))
    return found


def _faults_of_summary(page: BeautifulSoup) -> list[str]:
    links = page.select(".govuk-error-summary li a")
    found = [fault for link in links for fault in _faults_of_link(page, link)]
    said = {_words(each) for each in page.select(".govuk-error-summary li")}
    beside = {_words(each).removeprefix("Error: ") for each in page.select(".govuk-error-message")}
    return found + [f"the summary does not say {each!r}" for each in beside - said]


def _faults_of_link(page: BeautifulSoup, link: Tag) -> list[str]:
    target = page.find(id=str(link["href"]).removeprefix("#"))
    if not target:
        return [f"{link['href']} leads nowhere"]
    groups = target.find_parents(class_="govuk-form-group--error")
    beside = {_words(each).removeprefix("Error: ") for group in groups for each in group.select("p, span")}
    return [] if _words(link) in beside else [f"{_words(link)!r} is not beside its field"]


def _words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
