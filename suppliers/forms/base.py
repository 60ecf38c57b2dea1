"""What the form of every section is: what it asks, what is kept of the answers, how they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Size
from django import forms
from django.utils.functional import cached_property

from intake.fields.typed import Answered, usable
from suppliers.models import Document, DocumentKind
from suppliers.sections import Answers


@dataclass(frozen=True)
class Row:
    """One question and its answer as people read them; `field` is the name of the input that asks it."""

    field: str
    label: str
    text: str


class SectionForm(forms.Form):
    """The form of one section.

    A draft may be saved with errors: `kept` gives the answers, good or not, and `is_valid` says whether the
    section is complete. Files are stored before the form is checked; `documents` are the newest of each kind,
    and `file_problems` says, by kind, why a file that was just posted could not be kept.
    """

    slug: ClassVar[str]
    #: Fields that are asked only if another has one of some values: name → (other field, values).
    only_if: ClassVar[Mapping[str, tuple[str, Sequence[str]]]] = {}
    #: Fields that must be answered if they are asked; a field's own `required` is for those always asked.
    needed: ClassVar[Sequence[str]] = ()
    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        answers: Answers,
        documents: Mapping[str, Document] | None = None,
        file_problems: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        """Begin with the section's own answers; `answers` are those of all sections."""
        kwargs.setdefault("initial", answers.get(self.slug, {}))
        super().__init__(data, **kwargs)
        self.answers = answers
        self.documents = documents or {}
        self.file_problems = file_problems or {}

    @classmethod
    def not_needed(cls, answers: Answers) -> str:
        """Return why this section does not apply to this supplier, as a sentence, or ""."""
        return ""

    @classmethod
    def asked_documents(cls, answers: Answers) -> dict[DocumentKind, bool]:
        """Return the kinds of document that the section asks for, and whether each is needed."""
        return {}

    @cached_property
    def helper(self) -> FormHelper:
        """The form's layout, within a form tag of the page's own."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.label_size = helper.legend_size = Size.SMALL
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        """Return how the fields are laid out."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Drop what was not to be answered, and require what is only now known to be asked."""
        cleaned = self.cleaned_data
        for name in self.fields:
            if not self.is_asked(name):
                self.errors.pop(name, None)
                cleaned[name] = None
            elif name in self.needed and name in cleaned and not cleaned[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
        return cleaned

    def is_asked(self, name: str) -> bool:
        """Return whether the field called `name` is to be answered, given the others."""
        if name not in self.only_if:
            return True
        other, values = self.only_if[name]
        given = self.cleaned_data.get(other) if self.is_bound else self.initial.get(other)
        return self.is_asked(other) and any(value in values for value in _as_list(given))

    def kept(self) -> dict[str, Any]:
        """Return the answers as the section keeps them, a bad one as it was typed. For a bound form."""
        self.is_valid()
        return {name: self._kept(name) for name in self.fields if self.is_asked(name)}

    def rows(self) -> list[Row]:
        """Return every question that is asked with its answer, in order. For a bound form."""
        self.is_valid()
        return [
            Row(name, str(field.label), self._text(name, field))
            for name, field in self.fields.items()
            if self.is_asked(name)
        ]

    def _kept(self, name: str) -> Any:
        cleaned, field = self.cleaned_data.get(name), self.fields[name]
        if cleaned not in (None, "", []) and isinstance(field, Answered):
            return field.answer_value(cleaned)
        return _usable(self[name].data)

    def _text(self, name: str, field: forms.Field) -> str:
        cleaned = self.cleaned_data.get(name)
        if cleaned in (None, "", []):
            return "" if name not in self.errors else str(self[name].data or "")
        return field.answer_text(cleaned) if isinstance(field, Answered) else str(cleaned)


def as_posted(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a section's kept answers as data for its form."""
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _usable(posted: Any) -> Any:
    if isinstance(posted, list):
        return [usable(str(value)) for value in posted]
    return usable(str(posted)) if posted not in (None, False) else ""
