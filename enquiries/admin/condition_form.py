"""The part of a form that says after which answer something is asked."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from enquiries.models import AskedIf, Question
from enquiries.question_kinds import offered

Operator = AskedIf.Operator
#: What an answer is not a condition of.
_NO_CONDITION = (Question.Kind.FILES, Question.Kind.CONSENT)
_CONDITION = ("only_if_question", "only_if_operator", "only_if_choice", "only_if_text")


class AskedIfForm(forms.ModelForm):
    """The form of what may be asked after a certain answer only: that answer is chosen, where it can be."""

    condition_label = "Ask it"
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    only_if_value = forms.CharField(required=False, widget=forms.HiddenInput)
    only_if_choice = forms.ChoiceField(
        label="This answer", required=False, help_text="One of the answers that the question above offers."
    )
    only_if_text = forms.CharField(
        label="This answer, as it is typed",
        required=False,
        max_length=200,
        help_text="Only for a question that offers no answers to choose from.",
    )

    def __init__(self, *args: Any, earlier: Sequence[Question], **kwargs: Any) -> None:
        """Offer the `earlier` questions and their answers."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.earlier = {each.name: each for each in earlier if each.kind not in _NO_CONDITION}
        fields: Any = self.fields
        known = [(name, each.label) for name, each in self.earlier.items()]
        was = self.instance.only_if_question
        if was and was not in self.earlier:
            known.append((was, f"{was} (not asked before this)"))
        fields["only_if_question"] = forms.ChoiceField(
            label=self.condition_label,
            required=False,
            choices=[("", "Always"), *((name, f"Depending on: {label}") for name, label in known)],
        )
        fields["only_if_operator"] = forms.ChoiceField(
            label="Only if that", required=False, choices=Operator.choices
        )
        fields["only_if_choice"].choices = [("", "Choose an answer"), *self._answers()]
        value = self.instance.only_if_value
        if was in self.earlier and offered(self.earlier[was]) is not None:
            self.initial.setdefault("only_if_choice", f"{was}:{value}")
        else:
            self.initial.setdefault("only_if_text", value)

    def said(self) -> dict[str, Any]:
        """Return what was typed, by the row's own fields."""
        return {
            name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data
        }

    def clean(self) -> dict[str, Any]:
        """Make the condition's value of what was chosen or typed."""
        cleaned = super().clean() or self.cleaned_data
        name = cleaned.get("only_if_question", "")
        cleaned["only_if_operator"] = (name and cleaned.get("only_if_operator")) or Operator.EQUALS
        cleaned["only_if_value"] = ""
        if name and cleaned["only_if_operator"] != Operator.FILLED:
            cleaned["only_if_value"] = self._value(name, cleaned)
        return cleaned

    def full_clean(self) -> None:
        """Say what is wrong with the condition beside what was chosen or typed, and nowhere else."""
        super().full_clean()
        self.errors.pop("only_if_value", None)

    def _value(self, name: str, cleaned: dict[str, Any]) -> str:
        parent = self.earlier.get(name)
        if not parent or offered(parent) is None:
            text: str = cleaned.get("only_if_text", "")
            if not text:
                self.add_error("only_if_text", "Type the answer after which it is asked.")
            return text
        of, _, value = cleaned.get("only_if_choice", "").partition(":")
        if of != name:
            self.add_error("only_if_choice", f"Choose an answer to “{parent.label}”.")
            return ""
        return str(value)

    def _answers(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        for name, question in self.earlier.items():
            pairs = offered(question)
            if pairs is not None:
                yield question.label, [(f"{name}:{value}", label) for value, label in pairs]
        was = self.instance.only_if_question
        if was in self.earlier:
            pairs = offered(self.earlier[was])
            value = self.instance.only_if_value
            if pairs is not None and value and value not in [each for each, _ in pairs]:
                yield "No longer offered", [(f"{was}:{value}", value)]

    def condition_fields(self) -> list[forms.BoundField]:
        """Return the fields of the condition, as a page shows them."""
        return [self[name] for name in _CONDITION]
