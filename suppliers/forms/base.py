"""What the form of every section is: what it asks, what is kept of the answers, how they are read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from intake.fields.typed import Answered, SomeOfField, usable
from suppliers.forms import layout
from suppliers.forms.fields import DocumentField, PoundsField
from suppliers.forms.layout import Group
from suppliers.models import Document, DocumentKind
from suppliers.sections import Answers

_NOTHING: tuple[Any, ...] = (None, "", [], False)


@dataclass(frozen=True)
class Row:
    """One question and its answer as people read them; `field` is the name of the input that asks it."""

    field: str
    label: str
    text: str


class Typed(MultiValueDict[str, Any]):
    """What was typed so far and is not to be checked yet: a form of it shows it again without complaint."""


class SectionForm(forms.Form):
    """The form of one section.

    A draft may be saved with errors: `kept` gives the answers, good or not, and `is_valid` says whether the
    section is complete. Files are stored before the form is checked; `documents` are the newest of each kind,
    and `file_problems` says, by kind, why a file that was just posted could not be kept. A file is posted as
    `document_<kind>`.

    Where a POST has an `action` that is one of `actions`, the page's view calls `act` instead of checking and
    saving, and answers with the form of the `Typed` that it returns, and with its message:

        shown, message = form_class.act(request.POST["action"], request.POST)
        form = form_class(shown, answers=answers, documents=documents)

    The page shows `form.media.css` in its head and `form.media.js` at its end.
    """

    slug: ClassVar[str]
    #: What is asked, in order.
    groups: ClassVar[Sequence[Group]]
    #: Fields that are asked only if another has one of some values: name → (other field, values).
    only_if: ClassVar[Mapping[str, tuple[str, Sequence[str]]]] = {}
    #: How that is said of a field, where its question and the values make no good sentence.
    only_if_words: ClassVar[Mapping[str, Any]] = {}
    #: Fields that must be answered if they are asked; a field's own `required` is for those always asked.
    needed: ClassVar[Sequence[str]] = ()
    #: Fields that must be answered now and then, of which `is_needed` knows and their hints say.
    sometimes_needed: ClassVar[Sequence[str]] = ()
    #: Fields that help to find an answer and are none themselves.
    helpers: ClassVar[Sequence[str]] = ()
    #: The values of the buttons called `action` that the form brings.
    actions: ClassVar[Sequence[str]] = ()
    use_required_attribute = False

    class Media:
        js = [Script("portal/only-if.js", type="module")]

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
        super().__init__(None if isinstance(data, Typed) else data, **kwargs)
        if isinstance(data, Typed):
            self.initial = {
                name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()
            }
        self.answers = answers
        self.documents = documents or {}
        self.labels = {name: str(field.label) for name, field in self.fields.items()}
        for name, field in self.fields.items():
            if isinstance(field, DocumentField):
                self._show(name, field, (file_problems or {}).get(field.kind, ()))
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = layout.missing(field)
        self._dress()

    @classmethod
    def not_needed(cls, answers: Answers) -> str:
        """Return why this section does not apply to this supplier, as a sentence, or "".

        It says so by its own first answer, which stays there to be changed.
        """
        return ""

    @classmethod
    def asked_documents(cls, answers: Answers) -> dict[DocumentKind, bool]:
        """Return the kinds of document that the section asks for, and whether each is needed."""
        form = cls(as_posted(answers.get(cls.slug, {})), answers=answers)
        form.is_valid()
        return {
            field.kind: form.is_needed(name)
            for name, field in form.fields.items()
            if isinstance(field, DocumentField) and form.is_asked(name)
        }

    @classmethod
    def act(cls, action: str, data: MultiValueDict[str, Any]) -> tuple[Typed, str]:
        """Do what one of the form's own buttons is for, without checking or saving anything.

        Args:
            action: one of `actions`.
            data: what was posted.

        Returns:
            What to show in place of what was posted, and what to tell the person, as plain text, or "".
        """
        return Typed(data.lists()), ""

    def is_asked(self, name: str) -> bool:
        """Return whether the field called `name` is to be answered, given the others."""
        if name not in self.only_if:
            return True
        other, values = self.only_if[name]
        return self.is_asked(other) and any(value in values for value in _as_list(self.given(other)))

    def is_needed(self, name: str) -> bool:
        """Return whether the field called `name`, if it is asked, must be answered."""
        return name in self.needed

    def given(self, name: str) -> Any:
        """Return the answer given so far to the field called `name`, cleaned if it is a good one."""
        if not self.is_bound:
            return self.initial.get(name)
        return self.cleaned_data.get(name) if name in self.cleaned_data else self[name].data

    def clean(self) -> dict[str, Any]:
        """Drop what was not to be answered, and require what is only now known to be asked."""
        cleaned = self.cleaned_data
        for name in self.fields:
            if not self.is_asked(name):
                self.errors.pop(name, None)
                cleaned[name] = None
            elif self.is_needed(name) and name in cleaned and not cleaned[name]:
                self.refuse(name, str(self.fields[name].error_messages["required"]))
        self.compare()
        return cleaned

    def compare(self) -> None:
        """Refuse answers that cannot all be true."""

    def refuse(self, name: str, message: str) -> None:
        """Say what is wrong with an answer, unless something already is."""
        if name not in self.errors:
            self.add_error(name, message)

    def kept(self) -> dict[str, Any]:
        """Return the answers as the section keeps them, a bad one as it was typed. For a bound form."""
        self.is_valid()
        return {name: self._kept(name, field) for name, field in self._questions()}

    def rows(self) -> list[Row]:
        """Return every question that is asked with its answer, in order. For a bound form."""
        self.is_valid()
        return [
            Row(name, self.labels[name], self._text(name, field))
            for name, field in self.fields.items()
            if self.is_asked(name) and name not in self.helpers
        ]

    @cached_property
    def helper(self) -> FormHelper:
        """The form's layout, within a form tag of the page's own."""
        # What is asked, and so what shows, is known once the answers are checked.
        self.is_valid()
        helper = FormHelper()
        helper.form_tag = helper.include_media = False
        helper.disable_csrf = True
        helper.label_size = helper.legend_size = Size.SMALL
        helper.layout = self.layout()
        return helper

    def layout(self) -> Layout:
        """Return how the fields are laid out."""
        return Layout(*(self._laid_out(group) for group in self.groups))

    def field_layout(self, name: str) -> Any:
        """Return how one field is laid out, with what belongs beside it."""
        return layout.laid_out(name, self.fields[name])

    def _laid_out(self, group: Group) -> Any:
        marker = SafeString()
        if group.together:
            marker = self._marker(group.fields[0], hides="details" if group.folded else "fieldset")
        is_open = any(self.is_asked(name) or name in self.errors for name in group.fields)
        return layout.grouped(group, [self.field_layout(name) for name in group.fields], marker, is_open)

    def _marker(self, name: str, hides: str = "") -> SafeString:
        other, values = self.only_if[name]
        words = self.only_if_words.get(name) or layout.in_words(
            self.fields[other], self.labels[other], values
        )
        return layout.only_if(other=other, values=values, words=words, hides=hides)

    def _dress(self) -> None:
        """Say on the fields what depends on the others, and leave out what a legend says already."""
        for group in self.groups:
            for name in group.fields:
                field = self.fields[name]
                label = self.labels[name].removeprefix(str(group.prefix)).strip()
                label = label[:1].upper() + label[1:]
                if self._is_optional(name):
                    label = gettext("{question} (optional)").format(question=label)
                field.label = label
                if name in self.only_if and not group.together:
                    field.help_text = format_html("{}{}", self._marker(name), field.help_text)

    def _is_optional(self, name: str) -> bool:
        others = (*self.needed, *self.sometimes_needed, *self.helpers)
        return not self.fields[name].required and name not in others

    def _show(self, name: str, field: DocumentField, problems: Sequence[str]) -> None:
        document = self.documents.get(field.kind)
        field.show(document, problems)
        field.help_text = layout.file_hint(str(field.help_text))
        if document:
            # Not by the bound field, which would keep the label and the hint as they are before `_dress`.
            field.widget.attrs["aria-describedby"] = f"{str(self.auto_id) % self.add_prefix(name)}_kept"

    def _questions(self) -> Iterator[tuple[str, forms.Field]]:
        for name, field in self.fields.items():
            if not isinstance(field, DocumentField) and name not in self.helpers:
                yield name, field

    def _kept(self, name: str, field: forms.Field) -> Any:
        if not self.is_asked(name):
            return _nothing(field)
        cleaned = self.cleaned_data.get(name)
        if cleaned not in _NOTHING and isinstance(field, Answered):
            return field.answer_value(cleaned)
        return _usable(self[name].data) or _nothing(field)

    def _text(self, name: str, field: forms.Field) -> str:
        cleaned = self.cleaned_data.get(name)
        if cleaned in _NOTHING and name in self.errors:
            return _refused_text(field, self[name].data)
        if cleaned in _NOTHING:
            return ""
        return field.answer_text(cleaned) if isinstance(field, Answered) else str(cleaned)


def as_posted(kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return a section's kept answers as data for its form."""
    return {name: value for name, value in kept.items() if value not in (None, "", [])}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _nothing(field: forms.Field) -> Any:
    if isinstance(field, PoundsField):
        return None
    return [] if isinstance(field, SomeOfField) else ""


def _refused_text(field: forms.Field, posted: Any) -> str:
    """Return a bad answer as people read it: in words where only its meaning is bad, else as it was typed."""
    try:
        understood = field.to_python(posted)
    except ValidationError:
        understood = None
    if isinstance(field, Answered) and understood not in _NOTHING:
        return field.answer_text(understood)
    return "\n".join(_as_list(_usable(posted)))


def _usable(posted: Any) -> Any:
    if isinstance(posted, list):
        return [usable(str(value)) for value in posted]
    return usable(str(posted)) if posted not in (None, False) else ""
