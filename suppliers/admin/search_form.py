"""The form by which the register is searched, parsed into `register_search.Criteria`."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from suppliers import cpv
from suppliers.models.supplier import Area, Phase
from suppliers.register_search import Criteria, Insurance, WantedStatus

_NOT_ONE = {"invalid_choice": "This is not one of the choices. The list is shown without it."}
_POUNDS = re.compile(r"(\d{1,15})(?:\.(\d{1,2}))?\s*(k|m|million)?", re.IGNORECASE | re.ASCII)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000, "million": 1_000_000}
_MOST = 10**12
_SUGGESTED = 8


class PoundsField(forms.Field):
    """An amount in whole pounds, as people type it: "£5,000,000", "5m", "2.5 million"."""

    default_error_messages = {
        "invalid": "Enter an amount in pounds, like 5,000,000 or 5m. The list is shown without it."
    }

    def to_python(self, value: Any) -> Any:
        """Return the pounds, or None where there are none."""
        text = re.sub(r"[£,\s]", "", str(value or ""))
        if not text:
            return None
        typed = _POUNDS.fullmatch(text)
        if not typed:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        pounds = float(f"{typed[1]}.{typed[2] or 0}") * _TIMES[(typed[3] or "").lower()]
        return min(round(pounds), _MOST)


class SearchForm(forms.Form):
    """What a person wants to see, as the address says it; what is not understood is left out."""

    q = forms.CharField(
        label="Search",
        help_text="A name, number, contact, place, or any words of the description",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    category = forms.CharField(
        label="CPV category",
        help_text="A code, or what you want to buy",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    area = forms.ChoiceField(
        label="Works in", choices=[("", "Any"), *Area.choices], required=False, error_messages=_NOT_ONE
    )
    phase = forms.ChoiceField(choices=[("", "Any"), *Phase.choices], required=False, error_messages=_NOT_ONE)
    insurance = forms.ChoiceField(
        choices=[("", "Any"), *Insurance.choices], required=False, error_messages=_NOT_ONE
    )
    minimum = PoundsField(
        label="Insured for at least (£)",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    status = forms.ChoiceField(
        choices=WantedStatus.choices,
        initial=WantedStatus.ACTIVE,
        required=False,
        error_messages=_NOT_ONE,
    )
    sme = forms.BooleanField(label="Small or medium-sized (SME)", required=False)
    vcse = forms.BooleanField(label="Voluntary, community or social enterprise (VCSE)", required=False)
    local = forms.BooleanField(label="Based in Hackney", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "filter_%s", "label_suffix": ""})
        #: Categories that the person may have meant by words.
        self.suggested: list[cpv.Category] = []

    def clean_category(self) -> str:
        """Take a code; words are answered with the codes that they may mean."""
        typed = self.cleaned_data["category"]
        category = cpv.get(typed) if typed else None
        if typed and not category:
            self.suggested = cpv.search(typed, at_most=_SUGGESTED)
            raise ValidationError(
                "Choose one of the codes below. The list is shown without it."
                if self.suggested
                else "There is no CPV code for that. Try another word. The list is shown without it."
            )
        return category.code if category else ""

    def clean(self) -> dict[str, Any]:
        """An amount means nothing without the kind of insurance."""
        cleaned = self.cleaned_data
        if cleaned.get("minimum") and not cleaned.get("insurance") and "insurance" not in self.errors:
            self.add_error("insurance", "Choose the kind of insurance that the amount is for.")
        return cleaned

    def criteria(self) -> Criteria:
        """Return what is asked for, without what was not understood."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return Criteria(text=asked.pop("q", ""), **asked)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked for and understood, as the address says it."""
        for name in self.fields:
            value = self.cleaned_data.get(name)
            if value and not (name == "status" and value == WantedStatus.ACTIVE):
                yield name, "on" if value is True else str(value)
