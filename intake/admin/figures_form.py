"""The forms of the figures: which days, which queue, which type; which month's report."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone

from intake import access, kinds
from intake.figures import Period, Scope, last_days, month
from intake.models import Queue

OWN_DATES = "dates"
_USUAL = "30"
_MONTHS = 24
_LONGEST = 366
_LAST = [("7", "Last 7 days"), (_USUAL, "Last 30 days"), ("90", "Last 90 days")]
_NOT_ONE = {"invalid_choice": "This is not one of the choices. It was left out."}


class FiguresForm(forms.Form):
    """Which figures a person wants to see, as the address says it; what is not understood is left out."""

    period = forms.ChoiceField(error_messages=_NOT_ONE)
    start = forms.DateField(
        label="From",
        required=False,
        help_text="For my own dates",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    end = forms.DateField(
        label="To",
        required=False,
        help_text="This day included",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    queue = forms.ModelChoiceField(
        Queue.objects.none(), required=False, empty_label="All my queues", error_messages=_NOT_ONE
    )
    kind = forms.ChoiceField(label="Type", required=False, error_messages=_NOT_ONE)

    def __init__(self, asked: Any, *, user: User) -> None:
        """Offer what `user` may see; the last 30 days are meant where nothing is asked for."""
        asked = asked.copy()
        asked.setdefault("period", _USUAL)
        super().__init__(asked, auto_id="figures_%s", label_suffix="")
        fields: Any = self.fields
        own = [(OWN_DATES, "My own dates")]
        fields["period"].choices = [*_LAST, *own, *months()]
        fields["queue"].queryset = access.visible_queues(user)
        fields["kind"].choices = [("", "Any"), *kinds.known()]
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Refuse own dates that are no period."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("period") != OWN_DATES or {"start", "end"} & set(self.errors):
            return cleaned
        start, end = cleaned.get("start"), cleaned.get("end")
        for name, day in (("start", start), ("end", end)):
            if not day:
                self.add_error(name, "Enter a date, or choose another period.")
        if start and end and end < start:
            self.add_error("end", "Enter a date that is not before the first.")
        elif start and end and end - start >= dt.timedelta(days=_LONGEST):
            self.add_error("end", f"Choose {_LONGEST} days at most.")
        return cleaned

    def scope(self) -> Scope:
        """Return what is asked for, without what was not understood."""
        self.is_valid()
        asked = self.cleaned_data
        return Scope(self.user, self._period(), asked.get("queue"), asked.get("kind", ""))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked for and understood, as the address says it."""
        for name in self.fields:
            if self.cleaned_data.get(name):
                yield name, self.data[name]

    def _period(self) -> Period:
        asked = self.cleaned_data
        wanted = asked.get("period", _USUAL)
        if wanted == OWN_DATES:
            start, end = asked.get("start"), asked.get("end")
            return Period(start, end) if start and end else last_days(int(_USUAL))
        return _month(wanted) if "-" in wanted else last_days(int(wanted))


class ReportForm(forms.Form):
    """Which queue's month."""

    queue = forms.ModelChoiceField(Queue.objects.none(), error_messages=_NOT_ONE, empty_label=None)
    month = forms.ChoiceField(error_messages=_NOT_ONE)

    def __init__(self, asked: Any, *, user: User) -> None:
        """Offer the queues that `user` sees; the first and last month are meant where nothing is asked."""
        queues = list(access.visible_queues(user))
        self.has_queues = bool(queues)
        asked = asked.copy()
        asked.setdefault("queue", str(queues[0].pk) if queues else "")
        asked.setdefault("month", months()[1][0])
        super().__init__(asked, auto_id="report_%s", label_suffix="")
        fields: Any = self.fields
        fields["queue"].queryset = access.visible_queues(user)
        fields["month"].choices = months()
        self.user = user

    def scope(self) -> Scope | None:
        """Return what is asked for, or None where it is not understood."""
        if not self.is_valid():
            return None
        return Scope(self.user, _month(self.cleaned_data["month"]), self.cleaned_data["queue"])

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked for, as the address says it."""
        for name in self.fields:
            yield name, self.data[name]


def months() -> list[tuple[str, str]]:
    """Return the last 24 months, the present one first: ("2026-11", "November 2026")."""
    today = timezone.localdate()
    counted = (today.year * 12 + today.month - 1 - number for number in range(_MONTHS))
    return [
        (f"{first:%Y-%m}", f"{first:%B %Y}")
        for first in (dt.date(number // 12, number % 12 + 1, 1) for number in counted)
    ]


def _month(text: str) -> Period:
    year, number = text.split("-")
    return month(int(year), int(number))
