"""The list's form: its view, its filters, its search and its sort, parsed into `worklist.Criteria`."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.validators import MaxValueValidator, MinValueValidator

from intake import access, kinds, worklist
from intake.models import Queue, Tag
from intake.models.submission import OPEN_STATUSES, Priority, Status
from intake.templatetags.triage import person
from intake.worklist import NOT_ONLY_OPEN, Sort

_NOT_ONE = {"invalid_choice": "This is not one of the choices. The list is shown without this filter."}
_NO_DATE = "This is not a date, such as 2026-11-24. The list is shown without this filter."


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _NO_DATE},
        validators=[
            MinValueValidator(dt.date(2000, 1, 1), _NO_DATE),
            MaxValueValidator(dt.date(2200, 1, 1), _NO_DATE),
        ],
    )


class FilterForm(forms.Form):
    """What a person wants to see, as the address says it; a filter that is not understood is left out."""

    q = forms.CharField(
        label="Search",
        help_text="A reference, name, email address, or words of the answers, messages and notes",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    sort = forms.ChoiceField(label="Order", required=False, error_messages=_NOT_ONE)
    queue = forms.ModelChoiceField(
        Queue.objects.none(), required=False, empty_label="All my queues", error_messages=_NOT_ONE
    )
    kind = forms.ChoiceField(label="Type", required=False, error_messages=_NOT_ONE)
    status = forms.ChoiceField(required=False, error_messages=_NOT_ONE)
    priority = forms.TypedChoiceField(
        choices=[("", "Any"), *Priority.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=_NOT_ONE,
    )
    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label="Assigned to",
        required=False,
        empty_label="Anyone",
        error_messages=_NOT_ONE,
    )
    tag = forms.ModelChoiceField(
        Tag.objects.all(), required=False, empty_label="Any", error_messages=_NOT_ONE
    )
    received_from = _date("Received from")
    received_to = _date("Received to")
    late = forms.BooleanField(required=False)
    attachment = forms.BooleanField(label="Has an attachment", required=False)

    def __init__(self, data: Mapping[str, Any], *, user: User, view: str) -> None:
        """Offer what `user` may see, in `view`."""
        super().__init__(data, auto_id="filter_%s", label_suffix="")
        fields: Any = self.fields
        listed = [status for status in Status if status != Status.HELD]
        statuses = listed if view in NOT_ONLY_OPEN else OPEN_STATUSES
        fields["queue"].queryset = access.visible_queues(user)
        fields["kind"].choices = [("", "Any"), *kinds.known()]
        fields["status"].choices = [("", "Any"), *((status.value, status.label) for status in statuses)]
        fields["assignee"].queryset = access.colleagues(user)
        fields["assignee"].label_from_instance = person
        fields["sort"].choices = [(sort.value, sort.label) for sort in worklist.sorts_of(view)]
        self.view = view

    def offer_queues(self, queues: Iterable[Queue]) -> None:
        """Offer these queues, which the page has asked for already."""
        field: Any = self.fields["queue"]
        field.choices = [("", field.empty_label), *((queue.pk, str(queue)) for queue in queues)]

    def criteria(self) -> worklist.Criteria:
        """Return what is asked for, without what was not understood."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return worklist.Criteria(view=self.view, text=asked.pop("q", ""), **asked)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked for and understood, as the address says it."""
        for name in self.fields:
            if self.cleaned_data.get(name) and not (name == "sort" and self.data[name] == Sort.NEWEST):
                yield name, str(self.data[name])

    def narrowed_by(self) -> Iterator[tuple[str, str, str]]:
        """Yield name, label and value, in words, of each filter that narrows the list, the search too."""
        for name, _ in self.pairs():
            if name != "sort":
                label = self.fields[name].label or name.capitalize()
                yield name, str(label), self._in_words(name)

    def chosen_filters(self) -> bool:
        """Return whether a filter is in force, or was not understood: its field has to be seen."""
        return any(name != "q" for name, _, _ in self.narrowed_by()) or bool(self.errors)

    def _in_words(self, name: str) -> str:
        value, field = self.cleaned_data[name], self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(field.label_from_instance(value))
        if isinstance(field, forms.ChoiceField):
            choices: Any = field.choices
            return next((str(label) for each, label in choices if str(each) == self.data[name]), "")
        if isinstance(value, dt.date):
            return f"{value.day} {value:%B %Y}"
        return "yes" if value is True else f"“{value}”"
