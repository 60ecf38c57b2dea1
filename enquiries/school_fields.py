"""The question for a school of the register: typed, found, and asked back where several could be meant."""

from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext

from enquiries import schools
from enquiries.models import School
from intake import wording
from intake.fields.typed import Answered, usable

CHOICES_AT_MOST = 20
_LONGEST = 200
#: Begins the answer "none of these", which carries what was typed.
NONE_OF_THESE = "other:"


class SchoolInput(forms.TextInput):
    """Text; with JavaScript, suggestions from the register as one types."""

    shown: str | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"data-school-search": reverse("enquiries:schools"), "autocomplete": "off", **(attrs or {})}
        )

    def format_value(self, value: Any) -> str | None:
        """Return the found school's name in place of its number, and what was typed otherwise."""
        return self.shown or super().format_value(str(value or "").removeprefix(NONE_OF_THESE))


class SchoolField(Answered):
    """A school of the register, by its URN or name. Returns the `School`."""

    widget: Any = SchoolInput

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.error_messages |= {
            "several": gettext("Select the school you mean"),
            "none": gettext(
                "We could not find this school. Check the spelling, or enter less of its name or its URN"
            ),
            "too_long": gettext("{question} must be {count} characters or fewer").format(
                question=wording.subject(label), count=_LONGEST
            ),
        }

    def to_python(self, value: Any) -> School | str | None:
        """Return the school, or None where there is no answer."""
        text = " ".join(usable(str(value or "")).split())
        if not text.removeprefix(NONE_OF_THESE):
            return None
        if len(text) > _LONGEST + len(NONE_OF_THESE):
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        if text.startswith(NONE_OF_THESE):
            return self.not_listed(text.removeprefix(NONE_OF_THESE))
        found = self.find(text)
        if isinstance(found, School):
            self.widget.shown = str(found)
        return found

    def find(self, text: str) -> School | str:
        """Return the one school that `text` names.

        Raises:
            ValidationError: it names none, or several, which the widget then offers.
        """
        school = schools.by_urn(text)
        if school:
            return school
        named = schools.by_name(text)
        if len(named) == 1:
            return named[0]
        found = named or schools.search(text, at_most=CHOICES_AT_MOST + 1)
        if not found:
            return self.not_found(text)
        if self.is_certain(found, text):
            return found[0]
        self._offer(found, text)
        raise ValidationError(self.error_messages["several"], code="several")

    def is_certain(self, found: list[School], text: str) -> bool:
        """Return whether what the search found needs no asking back."""
        return len(found) == 1

    def not_found(self, text: str) -> str:
        """Refuse what names no school."""
        raise ValidationError(self.error_messages["none"], code="none")

    def not_listed(self, text: str) -> str:
        """Refuse what the sender said is none of the schools found."""
        raise ValidationError(self.error_messages["none"], code="none")

    def none_label(self, text: str) -> str:
        """Return the words of the last choice."""
        return gettext("None of these: search again")

    def _offer(self, found: list[School], text: str) -> None:
        choices = [
            Choice(str(school.urn), school.name, hint=_where(school)) for school in found[:CHOICES_AT_MOST]
        ]
        choices[-1].divider = gettext("or")
        more = gettext("There are more: search again with more of its name.")
        hint = more if len(found) > CHOICES_AT_MOST else ""
        choices.append(Choice(NONE_OF_THESE + text, self.none_label(text), hint=hint))
        self.widget = forms.RadioSelect(choices=choices)
        # The template reads the choices from the field.
        self.choices = choices
        self.help_text = gettext("These schools match “{text}”.").format(text=text)

    def answer_value(self, cleaned: School | str) -> str:
        """Return the URN."""
        return str(cleaned.urn) if isinstance(cleaned, School) else cleaned

    def kept(self, posted: Any, cleaned: School | str) -> str:
        """Return the name and URN, by which the school is found again."""
        return str(cleaned)


class SchoolOrTeamField(SchoolField):
    """A school of the register, or the name of a team or service, which is taken as it is typed."""

    def is_certain(self, found: list[School], text: str) -> bool:
        """Ask back even for one: what was typed may be a team's name."""
        return False

    def not_found(self, text: str) -> str:
        """Return the team's name."""
        return text

    def not_listed(self, text: str) -> str:
        """Return the team's name."""
        return text

    def none_label(self, text: str) -> str:
        """Return the words of the last choice."""
        return gettext("None of these: my team or service is “{text}”").format(text=text)

    def kept(self, posted: Any, cleaned: School | str) -> str:
        """Return what is understood the same way again."""
        return str(cleaned) if isinstance(cleaned, School) else NONE_OF_THESE + cleaned


def _where(school: School) -> str:
    number = gettext("URN {number}").format(number=school.urn)
    return ", ".join(part for part in (school.street, school.postcode, number) if part)
