"""The form of a queue, which asks for its office hours in words."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget

from intake import hours


class QueueForm(forms.ModelForm):
    """A queue, with the hours that differ and the times of closing written a line each."""

    other_hours = forms.CharField(
        label="Days of the week with other hours",
        required=False,
        max_length=1000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=(
            "A line each, such as “Friday 9am to 12pm”, “Saturday 10am to 1pm” or “Wednesday closed”. "
            "Otherwise Monday to Friday have the hours above."
        ),
    )
    closing_times = forms.CharField(
        label="Closed, besides bank holidays",
        required=False,
        max_length=5000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=(
            "A line each, such as “24 December 2026 to 1 January 2027, Christmas” or "
            "“3 June 2026, training day”. Targets stand still then."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with the hours as they are stored."""
        super().__init__(*args, **kwargs)
        self.initial["other_hours"] = hours.weekdays_in_words(self.instance.weekday_hours)
        self.initial["closing_times"] = hours.closures_in_words(self.instance.closures)

    def clean_other_hours(self) -> str:
        """Read them."""
        typed: str = self.cleaned_data["other_hours"]
        self.instance.weekday_hours = hours.read_weekdays(typed)
        return typed

    def clean_closing_times(self) -> str:
        """Read them."""
        typed: str = self.cleaned_data["closing_times"]
        self.instance.closures = hours.read_closures(typed)
        return typed
