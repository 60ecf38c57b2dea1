"""The form fields that only a registration has: amounts, numbers, years, days, categories, documents."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from crispy_forms_gds.choices import Choice
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from phonenumber_field.phonenumber import PhoneNumber

from intake import wording
from intake.fields import typed, when
from intake.fields.typed import Answered, usable
from suppliers import cpv
from suppliers.forms.widgets import CategoriesInput, DocumentInput, PoundsInput, document_in_words
from suppliers.models import Document, DocumentKind

YES_NO = (("yes", _("Yes")), ("no", _("No")))
CATEGORIES_AT_MOST = 20
_BOXES_AT_MOST = 100
_POUNDS = re.compile(
    r"(?:£|gbp)?\s*(?P<number>[0-9]{1,3}(?:[, ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s*"
    r"(?P<unit>thousand|k|million|mn|mio|m|billion|bn)?\s*(?:pounds|gbp)?",
    re.ASCII,
)
_UNITS = {"t": 1_000, "k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
#: More than any cover there is, and what the database holds.
_MOST_POUNDS = 1_000_000_000_000
_LONGEST_NUMBER = 60


def pounds_in_words(amount: int) -> str:
    """Return an amount as people read it: "£5,000,000"."""
    return f"£{number_format(amount, force_grouping=True)}"


class YesNoField(typed.OneOfField):
    """A question of yes or no."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, choices=YES_NO, **kwargs)


class PoundsField(Answered):
    """An amount in whole pounds: "£5,000,000", "5000000", "5m" and "5 million" are the same."""

    widget = PoundsInput

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        parts = {
            "question": wording.subject(label),
            "most": lazy(pounds_in_words, str)(_MOST_POUNDS),
        }
        self.error_messages |= {
            "invalid": format_lazy(_("{question} must be in pounds, like £5,000,000 or 5 million"), **parts),
            "pence": format_lazy(_("{question} must be in whole pounds, like £5,000,000"), **parts),
            "too_small": format_lazy(_("{question} must be more than £0"), **parts),
            "too_large": format_lazy(_("{question} must be {most} or less"), **parts),
        }

    def to_python(self, value: Any) -> int | None:
        """Return the amount, or None where there is none."""
        text = " ".join(unicodedata.normalize("NFKC", usable(str(value or ""))).lower().split())
        if not text:
            return None
        found = _POUNDS.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        number = Decimal(found["number"].replace(",", "").replace(" ", ""))
        amount = number * _UNITS.get((found["unit"] or "")[:1], 1)
        if amount != amount.to_integral_value():
            raise ValidationError(self.error_messages["pence"], code="pence")
        return int(amount)

    def validate(self, value: int | None) -> None:
        """Refuse nothing at all, and more than there can be."""
        super().validate(value)
        if value == 0:
            raise ValidationError(self.error_messages["too_small"], code="too_small")
        if value and value > _MOST_POUNDS:
            raise ValidationError(self.error_messages["too_large"], code="too_large")

    def answer_value(self, cleaned: int) -> int:
        """Return the amount as a number."""
        return cleaned

    def answer_text(self, cleaned: int) -> str:
        """Return the amount as people read it."""
        return pounds_in_words(cleaned)


class IdentifierField(typed.TextField):
    """A number that some register gave: `normal` returns its one right form, or refuses it."""

    def __init__(self, *, label: Any, normal: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.normal = normal

    def to_python(self, value: Any) -> str:
        """Return the number in its right form, or "" where there is none."""
        text = str(super().to_python(value))
        return self.normal(text[: _LONGEST_NUMBER + 1]) if text else ""


class WebsiteField(typed.WebAddressField):
    """The address of a firm's own website."""

    default_error_messages = {
        "invalid": _("Enter a web address, like www.example.com"),
        "max_length": _("Website must be 255 characters or fewer"),
    }

    def to_python(self, value: Any) -> str:
        """Return the whole address, or ""."""
        address = super().to_python(value)
        if address and not urlsplit(address).netloc:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(address) > 255:
            raise ValidationError(self.error_messages["max_length"], code="max_length")
        return address


class TelephoneField(typed.TelephoneField):
    """A telephone number, kept as it is dialled from here."""

    def answer_value(self, cleaned: PhoneNumber) -> str:
        """Return the number as people read it."""
        return self.answer_text(cleaned)


class YearField(typed.TextField):
    """A year that is not in the future."""

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "class": "govuk-input--width-4"}
        begins = wording.subject(label)
        self.error_messages |= {
            "invalid": format_lazy(_("{question} must be 4 digits, like 2009"), question=begins),
            "future": format_lazy(_("{question} must be {year} or earlier"), question=begins, year="{}"),
        }

    def validate(self, value: str) -> None:
        """Refuse what is no year, and the future."""
        super().validate(value)
        if value and not re.fullmatch("[1-9][0-9]{3}", value, re.ASCII):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        this_year = timezone.localdate().year
        if value and int(value) > this_year:
            raise ValidationError(self.error_messages["future"].format(this_year), code="future")


class DayField(when.DateField):
    """A day that has come, or one that has not gone; it is read as a day even where it is refused."""

    def __init__(self, *, label: Any, must_be: str, **kwargs: Any) -> None:
        """Take `must_be`: "past" or "future"; today is both."""
        super().__init__(label=label, **kwargs)
        self.must_be = must_be
        self.error_messages["future"] = format_lazy(
            _("{question} must be today or in the past"), question=wording.subject(label)
        )

    def validate(self, value: dt.date | None) -> None:
        """Refuse a day on the wrong side of today."""
        super().validate(value)
        if not value:
            return
        today = timezone.localdate()
        if self.must_be == "future" and value < today:
            raise ValidationError(self.error_messages["past"], code="past")
        if self.must_be == "past" and value > today:
            raise ValidationError(self.error_messages["future"], code="future")


class CategoriesField(typed.SomeOfField):
    """CPV codes, kept without their check digit. There is a box for each that `offer` was told of."""

    widget = CategoriesInput

    def __init__(self, *, label: Any, **kwargs: Any) -> None:
        super().__init__(label=label, choices=(), **kwargs)
        self.error_messages |= {
            "invalid_choice": _(
                "“%(value)s” is not a CPV code. Search for what you sell and tick a category"
            ),
            "too_many": format_lazy(
                _("Select {most} categories or fewer: you have selected {number}"),
                most=CATEGORIES_AT_MOST,
                number="{}",
            ),
        }

    def offer(self, chosen: Iterable[Any], found: Iterable[cpv.Category]) -> None:
        """Show a box for each code that was chosen, and below them for each category found."""
        known = [cpv.get(str(code)) for code in islice(chosen, _BOXES_AT_MOST)]
        boxes = {each.code: _box(each) for each in [*known, *found] if each}
        self.choices = list(boxes.values())

    def validate(self, value: Sequence[str]) -> None:
        """Refuse what is no code, and more than can be true."""
        super().validate(value)
        if len(value) > CATEGORIES_AT_MOST:
            raise ValidationError(self.error_messages["too_many"].format(len(value)), code="too_many")

    def valid_value(self, value: str) -> bool:
        """Return whether there is such a code, shown or not."""
        return cpv.is_code(value)

    def answer_text(self, cleaned: Sequence[str]) -> str:
        """Return the codes with what they mean, a line each."""
        return "\n".join(_in_words(code) for code in cleaned)


class DocumentField(Answered):
    """A document, stored before the form is checked; `show` says which, and what was wrong with it."""

    widget = DocumentInput
    problems: Sequence[str] = ()

    def __init__(self, kind: DocumentKind, **kwargs: Any) -> None:
        super().__init__(label=kind.label, required=False, **kwargs)
        self.kind = kind

    def show(self, document: Document | None, problems: Sequence[str]) -> None:
        """Set the newest version, and what to say of a file that could not be kept."""
        self.widget.kept = document
        self.problems = problems

    def clean(self, value: Document | None) -> Document | None:
        """Return the newest version."""
        if self.problems:
            raise ValidationError([ValidationError(problem, code="file") for problem in self.problems])
        return super().clean(value)

    def answer_text(self, cleaned: Document) -> str:
        """Return the file's name, size and version."""
        return document_in_words(cleaned)


def _box(category: cpv.Category) -> Choice:
    return Choice(category.code[:8], category.description, hint=category.code)


def _in_words(code: str) -> str:
    category = cpv.get(code)
    return f"{category.description} ({category.code})" if category else code
