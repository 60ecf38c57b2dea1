"""The form fields for dates and moments: what they accept, what they say, what is kept of the answer."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from intake import dates, wording
from intake.fields.typed import Answered, usable
from intake.fields.widgets import DateInput, DateTimeInput


class _WhenField(Answered):
    """What dates and moments share: their messages."""

    wanted = ""
    past = ""

    def __init__(self, *, label: str, future_only: bool = False, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.future_only = future_only
        begins = wording.subject(label)
        example = wording.day_in_words(timezone.localdate() + dt.timedelta(days=14)).split(" ", 1)[1]
        self.error_messages |= {
            "invalid": f"{begins} must be {self.wanted.format(example)}",
            "unreal": f"{begins} must be a real date",
            "no_date": f"{begins} must include a date, like {example}",
            "no_time": f"{begins} must include a time, like 3pm",
            "past": f"{begins} must be {self.past}",
        }

    def refusal(self, error: dates.NotUnderstood) -> ValidationError:
        """Return what to say to a text that is no date or time."""
        if error.skipped:
            day = wording.day_in_words(error.skipped.date())
            gone = f"There is no {wording.clock(error.skipped)} on {day}: the clocks go forward"
            return ValidationError(f"{gone}. Enter another time", code="skipped")
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
    wanted = "a date, like {}"
    past = "today or in the future"

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
    wanted = "a date and time, like {} 3pm"
    past = "in the future"

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
