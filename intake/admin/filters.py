"""The list's form: its view, its filters and its search, parsed into `worklist.Criteria`."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import User

from intake import access, kinds, worklist
from intake.models import Queue
from intake.models.submission import OPEN_STATUSES, Priority, Status
from intake.templatetags.triage import person

_NOT_ONE = {"invalid_choice": "This is not one of the choices. The list is shown without this filter."}


class FilterForm(forms.Form):
    """What a person wants to see, as the address says it; a filter that is not understood is left out."""

    q = forms.CharField(
        label="Search",
        help_text="A reference, name, email address or any words",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
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

    def __init__(self, *args: Any, user: User, view: str, **kwargs: Any) -> None:
        """Offer what `user` may see, in `view`."""
        super().__init__(*args, **{**kwargs, "auto_id": "filter_%s", "label_suffix": ""})
        fields: Any = self.fields
        statuses = Status if view == worklist.View.EVERYTHING else OPEN_STATUSES
        fields["queue"].queryset = access.visible_queues(user)
        fields["kind"].choices = [("", "Any"), *kinds.known()]
        fields["status"].choices = [("", "Any"), *((status.value, status.label) for status in statuses)]
        fields["assignee"].queryset = access.colleagues(user)
        fields["assignee"].label_from_instance = person
        self.view = view

    def criteria(self) -> worklist.Criteria:
        """Return what is asked for, without what was not understood."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return worklist.Criteria(view=self.view, text=asked.pop("q", ""), **asked)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was asked for and understood, as the address says it."""
        for name in self.fields:
            if self.cleaned_data.get(name):
                yield name, self.data[name]
