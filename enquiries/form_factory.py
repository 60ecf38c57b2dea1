"""From the rows of an enquiry type's questions to a Django form with its layout."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Div, Field, Layout, Size
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from enquiries import form_fields, wording
from enquiries.form_fields import Answered, FilesField
from enquiries.models import EnquiryType, Question
from enquiries.school_fields import SchoolField, SchoolOrTeamField
from intake.models import Attachment
from intake.submissions import Answer

Kind = Question.Kind
_CHOSEN = (Kind.ONE_OF, Kind.SOME_OF, Kind.YES_NO)
_SHORT_ENOUGH_FOR_ONE_LINE = 2


class EnquiryForm(forms.Form):
    """The form of one enquiry type; `build` makes its subclasses.

    `data` holds the answers as posted, by question name; `files` by question name are those stored already, and
    `file_problems` what to say of those that could not be.
    """

    questions: ClassVar[Sequence[Question]] = ()
    use_required_attribute = False

    def __init__(
        self,
        data: MultiValueDict[str, Any] | None = None,
        *,
        files: Iterable[Attachment] = (),
        file_problems: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        kept = list(files)
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                problems = (file_problems or {}).get(name, ())
                field.show([file for file in kept if file.question == name], problems)

    def clean(self) -> dict[str, Any]:
        """Drop what was not to be answered, and require what is only now known to be asked."""
        cleaned = self.cleaned_data
        for question in self.questions:
            name = question.name
            if not self.is_asked(question):
                self.errors.pop(name, None)
                cleaned[name] = None
            elif question.required and name in cleaned and not cleaned[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
            if name in self.errors and isinstance(self.fields[name].widget, forms.RadioSelect):
                self[name].help_text = self.fields[name].help_text
        return cleaned

    def is_asked(self, question: Question) -> bool:
        """Return whether `question` is to be answered, given the answers before it. For a form that was cleaned."""
        parent = parent_of(question, self.questions)
        if not parent:
            return True
        cleaned = self.cleaned_data.get(parent.name)
        if not cleaned:
            return False
        value = self.field(parent).answer_value(cleaned)
        values = value if isinstance(value, list) else [value]
        return question.only_if_value.strip().casefold() in [text.casefold() for text in values]

    def field(self, question: Question) -> Answered:
        """Return the field of `question`."""
        field = self.fields[question.name]
        assert isinstance(field, Answered)  # noqa: S101 - `build` makes no other
        return field

    def answer(self, question: Question) -> Answer:
        """Return the answer to `question`, as a submission keeps it. For a form without errors."""
        cleaned = self.cleaned_data[question.name]
        field = self.field(question)
        return Answer(
            name=question.name,
            label=question.label,
            kind=question.kind,
            value=field.answer_value(cleaned) if cleaned else None,
            display=field.answer_text(cleaned) if cleaned else "",
        )

    def answers(self) -> list[Answer]:
        """Return the answers to all that was asked, in order. For a form without errors."""
        return [self.answer(question) for question in self.questions if self.is_asked(question)]

    def meant(self, meaning: str) -> Any:
        """Return the cleaned answer that has `meaning` for the submission, or None. For a form without errors."""
        found = (self.cleaned_data[question.name] for question in self.questions if question.meaning == meaning)
        return next((cleaned for cleaned in found if cleaned), None)

    def kept_answers(self) -> dict[str, Any]:
        """Return the answers as the draft keeps them, good or not; files are kept elsewhere."""
        kept = {}
        for question in self.questions:
            if question.kind == Kind.FILES:
                continue
            posted = _usable(self[question.name].data)
            cleaned = self.cleaned_data.get(question.name)
            kept[question.name] = self.field(question).kept(posted, cleaned) if cleaned else posted
        return kept

    @property
    def helper(self) -> FormHelper:
        """The layout. Made after the form was checked: what could not be told apart is asked in another way."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.label_size = helper.legend_size = Size.SMALL
        helper.layout = Layout(*(self._laid_out(question) for question in self.questions))
        return helper

    def _laid_out(self, question: Question) -> Any:
        laid_out = _layout(question, self.fields[question.name])
        parent = parent_of(question, self.questions)
        if not parent:
            return laid_out
        return Div(laid_out, data_only_if=parent.name, data_only_if_value=question.only_if_value.strip())


def build(enquiry_type: EnquiryType) -> type[EnquiryForm]:
    """Return the form class of `enquiry_type`: its questions as fields of the same names, in order."""
    questions = list(enquiry_type.questions.all())
    fields: dict[str, Any] = {question.name: _field(question, questions) for question in questions}
    return type("EnquiryForm", (EnquiryForm,), {**_without_clashes(fields), "questions": questions})
