"""The fields that only a registration has: what each accepts, says and keeps."""

import pytest
from django.core.exceptions import ValidationError

from suppliers.forms.fields import CategoriesField, PoundsField, TelephoneField, WebsiteField
from suppliers.forms.widgets import PoundsInput


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("5000000", 5_000_000),
        ("£5,000,000", 5_000_000),
        ("£ 5 000 000", 5_000_000),
        ("5,000,000.00", 5_000_000),
        ("5m", 5_000_000),
        ("£5M", 5_000_000),
        ("5 million", 5_000_000),
        ("5 million pounds", 5_000_000),
        ("GBP 2.5mn", 2_500_000),
        ("500k", 500_000),
        ("250 thousand", 250_000),
        ("1bn", 1_000_000_000),
        ("１００", 100),
        ("", None),
    ],
)
def test_amounts_are_understood_as_people_type_them(typed, pounds):
    assert PoundsField(label="Amount", required=False).clean(typed) == pounds


@pytest.mark.parametrize("typed", ["five", "-5", "5,00", "1e9", "5m5", "£", "$5", "5.5.5", "1" * 99, "٥"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValidationError, match=r"like £5,000,000|or less"):
        PoundsField(label="Amount").clean(typed)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(5_000_000, "£5,000,000"), ("5000000", "£5,000,000"), ("5m", "5m"), ("", ""), (None, ""), ("²", "²")],
)
def test_an_amount_is_shown_with_its_sign_and_anything_else_as_typed(value, shown):
    assert PoundsInput().format_value(value) == shown


def test_a_telephone_number_is_kept_as_it_is_dialled_from_here():
    field = TelephoneField(label="Telephone")
    assert field.answer_value(field.clean("+442079460101")) == "020 7946 0101"
    assert field.answer_value(field.clean("+33 1 70 18 99 00")) == "+33 1 70 18 99 00"


def test_a_website_gets_its_scheme():
    assert WebsiteField(label="Website").clean("www.example.com") == "https://www.example.com"


def test_categories_are_kept_once_and_without_their_check_digits():
    field = CategoriesField(label="Categories")
    data = {"categories": ["55524000-9", "55524000", "80100000"]}
    assert field.clean(field.widget.value_from_datadict(data, {}, "categories")) == ["55524000", "80100000"]
