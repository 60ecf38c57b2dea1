"""The form of an enquiry type: what it asks, which answers count, and what becomes of them."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Field, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from enquiries.definitions import Definition
from enquiries.models import Page, Question
from intake.fields import typed
from intake.fields.typed import Answered, FilesField
from intake.models import Attachment
from intake.submissions import Answer

Kind = Question.Kind


class EnquiryForm(forms.Form):
    """The form of one enquiry type; `form_factory.build` makes its subclasses.

    `data` holds the answers as posted, by question name; `files` are those stored already; `file_problems`
    says, by question name, what was wrong with the others.
    """

    definition: ClassVar[Definition]
    #: What it asks: all of the definition's, or those on one page of it.
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
        self.kept_files = list(files)
        for name, field in self.fields.items():
            if isinstance(field, FilesField):
                problems = (file_problems or {}).get(name, ())
                field.show([file for file in self.kept_files if file.question == name], problems)
        if data is None:
            self.initial = {**self._first_answers(), **self.initial}

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

    @classmethod
    def file_questions(cls) -> list[Question]:
        """Return the questions for files."""
        return [question for question in cls.questions if question.kind == Kind.FILES]

    def is_asked(self, asked: Question | Page) -> bool:
        """Return whether `asked` is to be answered, given the answers before it. For a checked form."""
        if isinstance(asked, Question) and asked.page and not self.is_asked(asked.page):
            return False
        parent = parent_of(asked, self.questions)
        if not parent:
            return True
        cleaned = self.cleaned_data.get(parent.name)
        if not cleaned:
            return False
        return asked.condition_holds(self.field(parent).answer_value(cleaned))

    def field(self, question: Question) -> Answered:
        """Return the field of `question`."""
        field = self.fields[question.name]
        assert isinstance(field, Answered)  # noqa: S101 - the factory makes no other
        return field

    def answer(self, question: Question) -> Answer:
        """Return the answer to `question`, as a submission keeps it. For a good form."""
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
        """Return the answers to all that was asked, in order. For a good form."""
        return [self.answer(question) for question in self.questions if self.is_asked(question)]

    def meant(self, meaning: str) -> Any:
        """Return the cleaned answer that has `meaning` for the submission, or None. For a good form."""
        question = self._question_meaning(meaning)
        return self.cleaned_data[question.name] if question else None

    def meant_text(self, meaning: str) -> str:
        """Return the answer that has `meaning` for the submission, as people read it, or ""."""
        question = self._question_meaning(meaning)
        return self.answer(question).display if question else ""

    def kept_answers(self) -> dict[str, Any]:
        """Return the answers as the draft keeps them, good or not; files are kept elsewhere."""
        kept: dict[str, Any] = {}
        for question in self.questions:
            if question.kind == Kind.FILES:
                if self.definition.has_steps:
                    # So that the draft knows of each question whether it was asked.
                    kept[question.name] = []
                continue
            posted = _usable(self[question.name].data)
            cleaned = self.cleaned_data.get(question.name)
            kept[question.name] = self.field(question).kept(posted, cleaned) if cleaned else posted
        return kept

    @cached_property
    def helper(self) -> FormHelper:
        """The layout; made after the check, which may change how a question is asked."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.label_size = helper.legend_size = Size.SMALL
        # The template pack renders the texts of a layout as Django templates: nothing of a row goes into it.
        fields = [_laid_out(question, self.fields[question.name]) for question in self.questions]
        helper.layout = Layout(*fields)
        return helper

    def _first_answers(self) -> dict[str, Any]:
        """The answers that stand there to begin with; one that would not pass its check does not."""
        first = {}
        for question in self.questions:
            # Nobody agrees to something by not looking.
            if not question.default.strip() or question.kind in (Kind.CONSENT, Kind.FILES):
                continue
            # A check may change how a field asks.
            field, answer = deepcopy(self.field(question)), _default(question)
            try:
                first[question.name] = field.kept(answer, field.clean(answer))
            except ValidationError:
                continue
        return first

    def _question_meaning(self, meaning: str) -> Question | None:
        answered = (
            question
            for question in self.questions
            if question.meaning == meaning and question.fits_meaning() and self.cleaned_data[question.name]
        )
        return next(answered, None)


def as_posted(answers: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """Return a draft's answers as if they were posted again."""
    return MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in answers.items()}
    )


def parent_of(asked: Question | Page, questions: Sequence[Question]) -> Question | None:
    """Return the earlier question on whose answer it depends whether `asked` is asked, or None."""
    for earlier in questions:
        if earlier is asked or earlier.page is asked:
            return None
        if asked.only_if_question and earlier.name == asked.only_if_question:
            return earlier
    return None


def _laid_out(question: Question, field: forms.Field) -> Field:
    if isinstance(field.widget, forms.RadioSelect):
        return Field.radios(question.name, inline=question.kind == Kind.YES_NO)
    if question.kind == Kind.SOME_OF:
        return Field.checkboxes(question.name)
    if question.kind == Kind.CONSENT:
        return Field.checkbox(question.name)
    if isinstance(field, typed.LongTextField):
        return Field.textarea(question.name, rows=6, max_characters=field.max_length)
    return Field.text(question.name)


def _default(question: Question) -> Any:
    answer = question.default.strip()
    return [value.strip() for value in answer.split("|")] if question.kind == Kind.SOME_OF else answer


def _usable(posted: Any) -> Any:
    """What was posted as the database can keep it."""
    if isinstance(posted, list):
        return [typed.usable(str(value)) for value in posted]
    return typed.usable(str(posted)) if posted not in (None, False) else ""
