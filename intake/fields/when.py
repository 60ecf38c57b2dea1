"""The form fields for dates and moments: what they accept, what they say, what is kept of the answer."""

import datetime as dt
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake import dates, wording
from intake.fields.typed import Answered, usable
from intake.fields.widgets import DateInput, DateTimeInput


def _example() -> str:
    """Return a day that is still to come: "3 December 2026"."""
    return date_format(timezone.localdate() + dt.timedelta(days=14), "j F Y")


_EXAMPLE = lazy(_example, str)


class _WhenField(Answered):
    """What dates and moments share: their messages, each about the question and with an example."""

    wanted: ClassVar[Any] = ""
    past: ClassVar[Any] = ""

    def __init__(self, *, label: Any, future_only: bool = False, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.future_only = future_only
        parts = {"question": wording.subject(label), "example": _EXAMPLE()}
        self.error_messages |= {
            "invalid": format_lazy(self.wanted, **parts),
            "unreal": format_lazy(_("{question} must be a real date"), **parts),
            "no_date": format_lazy(_("{question} must include a date, like {example}"), **parts),
            "no_time": format_lazy(_("{question} must include a time, like 3pm"), **parts),
            "past": format_lazy(self.past, **parts),
        }

    def refusal(self, error: dates.NotUnderstood) -> ValidationError:
        """Return what to say to a text that is no date or time."""
        if error.skipped:
            said = gettext("There is no {time} on {day}: the clocks go forward. Enter another time").format(
                time=wording.clock(error.skipped), day=wording.day_in_words(error.skipped.date())
            )
            return ValidationError(said, code="skipped")
        codes = {
            dates.Fault.NOT_REAL: "unreal",
            dates.Fault.NO_DATE: "no_date",
            dates.Fault.NO_TIME: "no_time",
        }
        code = codes.get(error.fault, "invalid")
        return ValidationError(self.error_messages[code], code=code)


class DateField(_WhenField):
    """A date."""

    widget = DateInput
    wanted = _("{question} must be a date, like {example}")
    past = _("{question} must be today or in the future")

    def to_python(self, value: Any) -> dt.date | None:
        """Return the date, or None where there is none."""
        text = usable(str(value or "")).strip()
        if not text:
            return None
        try:
            day = dates.parse_date(text)
        except dates.NotUnderstood as error:
            raise self.refusal(error) from None
        if self.future_only and day < timezone.localdate():
            raise ValidationError(self.error_messages["past"], code="past")
        return day

    def answer_value(self, cleaned: dt.date) -> str:
        """Return the date as ISO 8601 writes it."""
        return cleaned.isoformat()

    def answer_text(self, cleaned: dt.date) -> str:
        """Return the date in words."""
        return wording.day_in_words(cleaned)


class DateTimeField(_WhenField):
    """A date and time of day, by London's clocks."""

    widget = DateTimeInput
    wanted = _("{question} must be a date and time, like {example} 3pm")
    past = _("{question} must be in the future")

    def to_python(self, value: Any) -> dt.datetime | None:
        """Return the moment, or None where there is none."""
        text = usable(str(value or "")).strip()
        if not text:
            return None
        try:
            moment = dates.parse_datetime(text)
        except dates.NotUnderstood as error:
            raise self.refusal(error) from None
        if self.future_only and moment <= timezone.now():
            raise ValidationError(self.error_messages["past"], code="past")
        return moment

    def answer_value(self, cleaned: dt.datetime) -> str:
        """Return the moment as ISO 8601 writes it, with its offset from UTC."""
        return cleaned.isoformat()

    def answer_text(self, cleaned: dt.datetime) -> str:
        """Return the moment in words."""
        return wording.moment_in_words(cleaned)
