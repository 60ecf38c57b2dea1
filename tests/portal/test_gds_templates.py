"""Our overrides of crispy-forms-gds' templates: the faults they mend, one test each."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from crispy_forms.utils import render_crispy_form
from crispy_forms_gds.choices import Choice
from crispy_forms_gds.fields import DateInputField
from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, ConditionalQuestion, ConditionalRadios, Field, Layout
from django import forms
from django.template.loader import render_to_string

COLOURS = [("red", "Red"), ("green", "Green"), ("blue", "Blue")]


def form_of(data: dict[str, Any] | None = None, **fields: forms.Field) -> forms.Form:
    return type("AForm", (forms.Form,), fields)(data)


def page_of(form: forms.Form, *layout: Any) -> BeautifulSoup:
    """The error summary and the form as a page shows them."""
    helper = FormHelper()
    helper.layout = Layout(*(layout or form.fields))
    summary = render_to_string("gds/layout/error_summary.html", {"form": form})
    return BeautifulSoup(summary + render_crispy_form(form, helper), "html.parser")


def described_by(element: Any) -> list[str]:
    return element.get("aria-describedby", "").split()


def test_text_field_has_its_label_and_hint():
    form = form_of(name=forms.CharField(label="Your name", help_text="As on your passport."))

    page = page_of(form)

    box = page.find("input", {"name": "name"})
    assert page.find("label", {"for": box["id"]}).text.strip() == "Your name"
    assert page.find(id=described_by(box)[0]).text == "As on your passport."
    assert "aria-invalid" not in box.attrs
    assert not page.select(".govuk-error-summary")


@pytest.mark.parametrize(
    ("field", "css_class"),
    [
        (forms.CharField(), "govuk-input--error"),
        (forms.EmailField(), "govuk-input--error"),
        (forms.URLField(assume_scheme="https"), "govuk-input--error"),
        (forms.DateField(widget=forms.DateInput({"type": "date"})), "govuk-input--error"),
        (forms.CharField(widget=forms.Textarea), "govuk-textarea--error"),
        (forms.ChoiceField(choices=COLOURS), "govuk-select--error"),
        (forms.FileField(), "govuk-file-upload--error"),
    ],
)
def test_field_with_an_error_looks_and_says_so(field, css_class):
    page = page_of(form_of({}, answer=field))

    box = page.find(attrs={"name": "answer"})
    assert css_class in box["class"]
    assert css_class.removesuffix("--error") in box["class"]
    assert box["aria-invalid"] == "true"
    message = page.find(id=described_by(box)[-1])
    assert message.text == "Error: This field is required."
    assert message.select_one(".govuk-visually-hidden").text == "Error:"
    assert "govuk-form-group--error" in page.select_one(".govuk-form-group")["class"]


@pytest.mark.parametrize(
    "field",
    [
        forms.CharField(),
        forms.BooleanField(),
        forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect),
        forms.MultipleChoiceField(choices=COLOURS, widget=forms.CheckboxSelectMultiple),
        DateInputField(),
    ],
)
def test_error_summary_links_to_an_input(field):
    page = page_of(form_of({}, other=forms.CharField(required=False), answer=field))

    link = page.select_one(".govuk-error-summary a")
    target = page.find(id=link["href"].removeprefix("#"))
    assert target is not None
    assert target.name == "input"
    assert target["name"].startswith("answer")


def test_error_summary_links_to_the_wrong_part_of_a_date():
    data = {"day_0": "3", "day_1": "", "day_2": "2026"}

    page = page_of(form_of(data, day=DateInputField(require_all_fields=False)))

    assert [link["href"] for link in page.select(".govuk-error-summary a")] == ["#id_day_1"]


def test_errors_of_no_visible_field_are_said_without_a_link():
    form = form_of({}, token=forms.CharField(widget=forms.HiddenInput))
    form.add_error(None, "This form has been sent already")

    page = page_of(form)

    lines = [line.text for line in page.select(".govuk-error-summary li")]
    assert lines == ["This form has been sent already", "This field is required."]
    assert not page.select(".govuk-error-summary a")


def test_choices_with_an_error_are_described_by_it():
    field = forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect, help_text="One only.")

    page = page_of(form_of({}, answer=field))

    texts = [page.find(id=name).text for name in described_by(page.find("fieldset"))]
    assert texts == ["One only.", "Error: This field is required."]


def test_choices_keep_what_was_chosen():
    radios = forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect)
    boxes = forms.MultipleChoiceField(choices=COLOURS, widget=forms.CheckboxSelectMultiple)

    page = page_of(form_of({"one": "green", "some": ["red", "blue"]}, one=radios, some=boxes))

    chosen = [(box["name"], box["value"]) for box in page.select("input[checked]")]
    assert chosen == [("one", "green"), ("some", "red"), ("some", "blue")]


def test_choice_has_its_hint_and_divider():
    choices = [Choice("post", "Post", hint="Second class."), Choice("none", "Do not", divider="or")]

    page = page_of(form_of(how=forms.ChoiceField(choices=choices, widget=forms.RadioSelect)))

    first = page.find("input", {"value": "post"})
    assert page.find(id=described_by(first)[0]).text == "Second class."
    assert page.select_one(".govuk-radios__divider").text == "or"


def test_every_id_is_there_once():
    fields = {
        "one": forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect, help_text="One."),
        "some": forms.MultipleChoiceField(choices=COLOURS, widget=forms.CheckboxSelectMultiple),
        "text": forms.CharField(widget=forms.Textarea, help_text="Long."),
        "day": DateInputField(),
    }

    page = page_of(form_of({}, **fields), "one", "some", Field.textarea("text", max_characters=9), "day")

    ids = [element["id"] for element in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    labelled = [label["for"] for label in page.select("label[for]")]
    assert set(labelled) <= set(ids)


@pytest.mark.parametrize("help_text", ["", "Say what happened."])
def test_character_count_works_with_and_without_a_hint(help_text):
    field = forms.CharField(widget=forms.Textarea, help_text=help_text)

    page = page_of(form_of(message=field), Field.textarea("message", max_characters=500))

    group, box = page.select_one(".govuk-character-count"), page.find("textarea")
    assert group["data-module"] == "govuk-character-count"
    assert group["data-maxlength"] == "500"
    assert "govuk-js-character-count" in box["class"]
    count = page.find(id=f"{box['id']}-info")
    assert count.text == "You can enter up to 500 characters"
    assert described_by(box)[-1] == count["id"]


def test_word_count():
    field = forms.CharField(widget=forms.Textarea)

    page = page_of(form_of(message=field), Field.textarea("message", max_words=50, threshold=75))

    group = page.select_one(".govuk-character-count")
    assert (group["data-maxwords"], group["data-threshold"]) == ("50", "75")


def test_button_has_a_type():
    page = page_of(
        form_of(name=forms.CharField()),
        Button.primary("send", "Send"),
        Button.secondary("cancel", "Cancel", type="button"),
    )

    assert [(button.text, button["type"]) for button in page.select("button")] == [
        ("Send", "submit"),
        ("Cancel", "button"),
    ]


def test_browser_leaves_checking_to_the_server():
    form = page_of(form_of(email=forms.EmailField())).find("form")

    assert "novalidate" in form.attrs
    assert form["method"] == "post"


def test_radios_are_inline_in_the_markup_of_this_version():
    field = forms.ChoiceField(choices=COLOURS, widget=forms.RadioSelect)

    page = page_of(form_of(one=field), Field.radios("one", inline=True))

    group = page.find(attrs={"data-module": "govuk-radios"})
    assert group["class"] == ["govuk-radios", "govuk-radios--inline"]


def test_single_checkbox_says_that_it_must_be_ticked():
    field = forms.BooleanField(label="I agree", error_messages={"required": "Tick to go on"})

    page = page_of(form_of({}, agree=field))

    box = page.find("input", {"type": "checkbox"})
    assert page.find(id=described_by(box)[0]).text == "Error: Tick to go on"
    assert page.find("label", {"for": box["id"]}).text == "I agree"


@pytest.mark.parametrize("chosen", ["email", "none"])
def test_conditional_question_shows_if_its_choice_was_made(chosen):
    choices = [("none", "Do not"), ("email", "Email")]
    form = form_of(
        {"how": chosen, "address": "a"},
        how=forms.ChoiceField(choices=choices, widget=forms.RadioSelect),
        address=forms.CharField(label="Address"),
    )

    page = page_of(form, ConditionalRadios("how", "Do not", ConditionalQuestion("Email", "address")))

    radio = page.find("input", {"value": "email"})
    part = page.find(id=radio["data-aria-controls"])
    assert part.find("input", {"name": "address"})
    assert ("govuk-radios__conditional--hidden" in part["class"]) == (chosen == "none")
    assert page.find("input", {"value": "none"})["id"] == "id_how"


def test_text_of_staff_is_escaped():
    markup = "<b>Bold</b>"
    fields = {
        "text": forms.CharField(label=markup, help_text=markup),
        "one": forms.ChoiceField(label=markup, choices=[("a", markup)], widget=forms.RadioSelect),
    }

    page = page_of(form_of(**fields))

    assert not page.find("b")
    assert page.find("label", {"for": "id_text"}).text == markup


def test_own_class_and_description_of_a_widget_stay():
    widget = forms.TextInput({"class": "govuk-input--width-10", "aria-describedby": "note"})

    page = page_of(form_of({}, code=forms.CharField(widget=widget)))

    box = page.find("input")
    assert box["class"] == ["govuk-input", "govuk-input--width-10", "govuk-input--error"]
    assert described_by(box) == ["note", "id_code_1_error"]


def test_field_rendered_twice_is_the_same():
    form = form_of({}, code=forms.CharField(help_text="A code."))

    assert str(page_of(form)) == str(page_of(form))
