"""The form of one question: what can be said of its kind, in the words of who edits it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from enquiries.admin.condition_form import AskedIfForm
from enquiries.admin.editor_forms import places
from enquiries.definitions import Definition
from enquiries.models import Question
from enquiries.question_kinds import FILE_TYPES, fields_of, file_types_of, meanings_of, offered, problems

Kind = Question.Kind
_EVERY = ("kind", "label", "hint", "help_text", "required", "meaning", "name")
_ASKED_IF = ("only_if_question", "only_if_operator", "only_if_value")
_OF_SOME_KINDS = (
    *("choices", "default", "min_length", "max_length", "future_only", "autocomplete"),
    *("file_types", "max_files", "max_file_mb"),
)
_AUTOCOMPLETE = [
    ("", "Nothing"),
    ("name", "their name"),
    ("email", "their email address"),
    ("tel", "their telephone number"),
    ("organization", "their organisation"),
    ("organization-title", "their job title"),
    ("street-address", "their address"),
    ("postal-code", "their postcode"),
]
_LOCKED = (
    "A routing rule asks about this question by its name, or by the words before the | of its choices: "
    "ask an administrator to change the rule first."
)


class QuestionForm(AskedIfForm):
    """A question of one kind, whose choice is a step before: the other fields depend on it."""

    shown_kind = forms.CharField(required=False, widget=forms.HiddenInput)
    place = forms.ChoiceField(label="Where it stands")

    class Meta:
        model = Question
        fields = (*_EVERY, *_OF_SOME_KINDS, *_ASKED_IF)
        labels = {
            "kind": "Kind of answer",
            "label": "Question",
            "hint": "Hint",
            "help_text": "More help, to unfold",
            "required": "People must answer it",
            "meaning": "The answer is",
            "name": "Name for rules and exports",
            "choices": "Choices",
            "default": "Answer that stands there to begin with",
            "min_length": "Shortest answer, in characters",
            "max_length": "Longest answer, in characters",
            "future_only": "Refuse what is past",
            "max_files": "How many files at most",
            "max_file_mb": "How large each file may be, in MB",
        }
        help_texts = {
            "label": "As people read it, such as “Which school is it about?”.",
            "hint": "A short line under the question, where people would wonder why or how.",
            "help_text": "Links, lists and **bold** words may be used (Markdown).",
            "meaning": "What the portal does with it besides showing it: it writes to the email address, and "
            "puts the deadline first.",
            "choices": "A line each, as people read them. Rules and exports use the same words; a shorter "
            "name for them may stand first: big_hall | The big hall, with stage.",
            "future_only": "",
            "min_length": "Empty: any.",
            "max_length": "Empty: as many as the site takes.",
            "max_file_mb": "Empty: as large as the site takes.",
            "default": "Empty: none.",
        }
        widgets = {
            "hint": forms.TextInput,
            "help_text": forms.Textarea({"rows": 3}),
            "choices": forms.Textarea({"rows": 6}),
        }

    def __init__(
        self,
        *args: Any,
        form: Definition,
        earlier: Sequence[Question],
        kind: str,
        locked: bool = False,
        **kwargs: Any,
    ) -> None:
        """Take the form that the question is of, and its kind; `locked`: its name is not theirs to change."""
        super().__init__(*args, earlier=earlier, **kwargs)
        fields: Any = self.fields
        self.kind = kind
        for name in _OF_SOME_KINDS:
            if name not in fields_of(kind):
                del fields[name]
        self.initial["kind"] = self.initial["shown_kind"] = kind
        self._adapt(fields, form)
        if locked:
            fields["name"].disabled = True
            fields["name"].help_text = _LOCKED

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields as the page shows them, each group with its heading."""
        first = ("label", "hint", "choices", "required")
        rules = (
            "default",
            "min_length",
            "max_length",
            "future_only",
            "file_types",
            "max_files",
            "max_file_mb",
        )
        more = ("help_text", "meaning", "autocomplete", "place", "name")
        return [
            ("What is asked", self._shown(first)),
            *([("The answer", self._shown(rules))] if self._shown(rules) else []),
            ("When it is asked", self.condition_fields()),
            ("More", self._shown(more)),
        ]

    def clean_file_types(self) -> str:
        """Return the types that are ticked, as the row keeps them."""
        return ", ".join(self.cleaned_data["file_types"])

    def clean_max_files(self) -> int | None:
        """Refuse more files than the site takes."""
        return self._at_most("max_files", settings.ATTACHMENT_MAX_COUNT)

    def clean_max_file_mb(self) -> int | None:
        """Refuse larger files than the site takes."""
        return self._at_most("max_file_mb", settings.ATTACHMENT_MAX_BYTES // (1024 * 1024))

    def full_clean(self) -> None:
        """Refuse besides what makes no sense for the kind."""
        super().full_clean()
        if self.is_bound and not self.errors:
            for name, problem in problems(self.instance).items():
                self.add_error(name if name in self.fields else None, problem)

    def _adapt(self, fields: Any, form: Definition) -> None:
        fields["meaning"] = forms.ChoiceField(
            label=fields["meaning"].label,
            help_text=fields["meaning"].help_text,
            required=False,
            choices=meanings_of(self.kind),
        )
        if self.instance.pk:
            del fields["place"]
            fields[
                "name"
            ].help_text = "Small letters, digits and _. What depends on it in this form goes along."
        else:
            fields["place"].choices = places(form)
            fields["name"].required = False
            fields["name"].help_text = "Empty: made from the question. Small letters, digits and _."
        if "default" in fields:
            pairs = self.kind == Kind.YES_NO and offered(Question(kind=self.kind))
            if pairs:
                fields["default"] = forms.ChoiceField(
                    label=fields["default"].label, required=False, choices=[("", "None"), *pairs]
                )
            elif self.kind == Kind.ONE_OF:
                fields["default"].help_text = "Empty: none. Otherwise a choice: what stands before its |."
            elif self.kind == Kind.SOME_OF:
                fields["default"].help_text = "Empty: none. Otherwise choices, with | between them."
        if "autocomplete" in fields:
            was = self.instance.autocomplete
            fields["autocomplete"] = forms.ChoiceField(
                label="The browser may fill in",
                required=False,
                choices=[*_AUTOCOMPLETE, *([(was, was)] if was not in dict(_AUTOCOMPLETE) else [])],
            )
        if "file_types" in fields:
            fields["file_types"] = forms.MultipleChoiceField(
                label="Types of files",
                required=False,
                choices=[(each, each.upper()) for each in FILE_TYPES],
                widget=forms.CheckboxSelectMultiple,
                help_text="None ticked: all of these.",
            )
            self.initial["file_types"] = file_types_of(self.instance)
            fields[
                "max_files"
            ].help_text = f"Empty: {settings.ATTACHMENT_MAX_COUNT}, with all of the form together."

    def _shown(self, names: Sequence[str]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]

    def _at_most(self, name: str, most: int) -> int | None:
        value: int | None = self.cleaned_data[name]
        if value is not None and not 1 <= value <= most:
            raise ValidationError(f"Give a number from 1 to {most}.")
        return value
