"""The actions of a supplier's page: each one's form, who may, function and success in words, as a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User

from intake.fields.typed import LongTextField, TextField
from intake.fields.when import DateField
from suppliers import standings, use_notes
from suppliers.models import Standing, Supplier

_LONGEST_TEXT = 5_000
_RATINGS = (
    (5, "5 – excellent"),
    (4, "4 – good"),
    (3, "3 – fair"),
    (2, "2 – poor"),
    (1, "1 – do not use again"),
)


class ActionForm(forms.Form):
    """What every action's form is."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})


class UseNoteForm(ActionForm):
    """How a supplier did."""

    used_for = TextField(
        label="What you used them for",
        help_text="What was bought, for whom, and when.",
        max_length=200,
        error_messages={"required": "Enter what you used them for"},
    )
    rating = forms.TypedChoiceField(
        choices=[("", "Choose"), *_RATINGS],
        coerce=int,
        error_messages={"required": "Choose a rating", "invalid_choice": "Choose a rating from 1 to 5"},
    )
    text = LongTextField(
        label="What others should know (optional)",
        help_text="All staff read it. The supplier may ask to see it: keep to facts.",
        max_length=_LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StandingForm(ActionForm):
    """From when until when, and why."""

    reason = LongTextField(
        label="Reason",
        help_text="For the procurement team. The supplier may ask to see it.",
        max_length=_LONGEST_TEXT,
        error_messages={"required": "Enter the reason"},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = DateField(
        label="From (optional)", help_text="If you leave it empty, from today.", required=False
    )
    ends_on = DateField(
        label="Last day (optional)",
        help_text="If you leave it empty, until it is lifted.",
        required=False,
        future_only=True,
    )


class LiftForm(ActionForm):
    """Which suspension or debarment to lift."""

    standing = forms.ModelChoiceField(
        Standing.objects.none(),
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose what to lift.",
            "invalid_choice": "It does not hold any more: there is nothing to lift.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["standing"]
        field.queryset = standings.unlifted()


@dataclass(frozen=True)
class Action:
    """One action.

    Attributes:
        form: parses what is posted.
        run: calls the domain function with the form's answers and keyword arguments.
        said: the success message.
    """

    form: type[ActionForm]
    run: Callable[..., object]
    said: str


def _note(data: Mapping[str, Any], **kwargs: Any) -> None:
    use_notes.add(used_for=data["used_for"], rating=data["rating"], text=data["text"], **kwargs)


def _suspend(data: Mapping[str, Any], **kwargs: Any) -> None:
    standings.suspend(**data, **kwargs)


def _debar(data: Mapping[str, Any], **kwargs: Any) -> None:
    standings.debar(**data, **kwargs)


def _lift(data: Mapping[str, Any], *, supplier_id: int, actor: User) -> None:
    standings.lift(standing_id=data["standing"].pk, actor=actor)


ACTIONS: dict[str, Action] = {
    "note": Action(UseNoteForm, _note, "Thank you. Your rating is added."),
    "suspend": Action(StandingForm, _suspend, "The suspension is set."),
    "debar": Action(StandingForm, _debar, "The debarment is set."),
    "lift": Action(LiftForm, _lift, "It is lifted."),
}


def offered(supplier: Supplier, *, may_rate: bool, may_procure: bool, may_lead: bool) -> list[str]:
    """Return the names of the actions that the page offers."""
    if supplier.status == Supplier.Status.MERGED or not may_rate:
        return []
    names = ["note"]
    if may_procure:
        names += ["suspend", "lift"]
    return [*names, "debar"] if may_lead else names
