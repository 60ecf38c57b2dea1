"""From the rows of an enquiry type's questions to a Django form."""

from collections.abc import Callable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from enquiries import markdown
from enquiries.definitions import Definition
from enquiries.forms import EnquiryForm, parent_of
from enquiries.models import AskedIf, Question
from enquiries.school_fields import SchoolField, SchoolOrTeamField
from intake import wording
from intake.fields import typed, when
from intake.fields.typed import Answered

Kind = Question.Kind
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
_CHOSEN = (Kind.ONE_OF, Kind.SOME_OF, Kind.YES_NO, Kind.FILES)
_PRIVACY_LINK = '{} <a class="govuk-link" href="{}" target="_blank" rel="noopener">{}</a>'
_MISSING_BY_MEANING: dict[str, Promise] = {
    Question.Meaning.SENDER_NAME: _("Enter your name"),
    Question.Meaning.SENDER_EMAIL: _("Enter your email address"),
    Question.Meaning.SENDER_TELEPHONE: _("Enter your telephone number"),
}


def build(form: Definition, only: Sequence[Question] | None = None) -> type[EnquiryForm]:
    """Return the form class of `form`: its questions, or `only` some, as fields of the same names, in order.

    What is asked only after an answer to a question that is not among them is asked.
    """
    questions = form.questions if only is None else only
    form_class: Any = type("EnquiryForm", (EnquiryForm,), {"definition": form, "questions": questions})
    # Not as class attributes: a question may have the name of one.
    form_class.base_fields = {question.name: _field(question, questions) for question in questions}
    return form_class


def _field(question: Question, questions: Sequence[Question]) -> Answered:
    parent = parent_of(question, questions)
    field = _MAKERS[Kind(question.kind)](
        question,
        label=question.label,
        # Whether it is asked at all is known only when the answers are.
        required=question.required and not parent and not _is_on_conditional_page(question, questions),
        help_text=_hint(question, parent),
        error_messages={"required": _missing(question)},
    )
    if not question.required:
        field.label = gettext("{question} (optional)").format(question=question.label)
    if question.autocomplete:
        field.widget.attrs["autocomplete"] = question.autocomplete
    if question.help_text.strip():
        field.more_help = markdown.as_html(question.help_text)
    return field


def _is_on_conditional_page(question: Question, questions: Sequence[Question]) -> bool:
    return bool(question.page and parent_of(question.page, questions))


def _text(question: Question, **common: Any) -> Answered:
    longest = question.max_length or typed.SHORT_TEXT_LENGTH
    return typed.TextField(min_length=question.min_length, max_length=longest, **common)


def _long_text(question: Question, **common: Any) -> Answered:
    longest = question.max_length or typed.LONG_TEXT_LENGTH
    return typed.LongTextField(min_length=question.min_length, max_length=longest, **common)


def _date(question: Question, **common: Any) -> Answered:
    return when.DateField(future_only=question.future_only, **common)


def _datetime(question: Question, **common: Any) -> Answered:
    return when.DateTimeField(future_only=question.future_only, **common)


def _one_of(question: Question, **common: Any) -> Answered:
    return typed.OneOfField(choices=question.choice_pairs(), **common)


def _some_of(question: Question, **common: Any) -> Answered:
    return typed.SomeOfField(choices=question.choice_pairs(), **common)


def _yes_no(question: Question, **common: Any) -> Answered:
    return typed.OneOfField(choices=YES_NO, **common)


def _files(question: Question, **common: Any) -> Answered:
    field = typed.FilesField(**common)
    field.take_only(question.file_rules())
    return field


def _simple(field_class: type[Answered]) -> Callable[..., Answered]:
    return lambda question, **common: field_class(**common)


_MAKERS: dict[Question.Kind, Callable[..., Answered]] = {
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.EMAIL: _simple(typed.EmailField),
    Kind.TELEPHONE: _simple(typed.TelephoneField),
    Kind.DATE: _date,
    Kind.DATETIME: _datetime,
    Kind.ONE_OF: _one_of,
    Kind.SOME_OF: _some_of,
    Kind.YES_NO: _yes_no,
    Kind.WEB_ADDRESS: _simple(typed.WebAddressField),
    Kind.SCHOOL: _simple(SchoolField),
    Kind.SCHOOL_OR_TEAM: _simple(SchoolOrTeamField),
    Kind.FILES: _files,
    Kind.CONSENT: _simple(typed.ConsentField),
}


def _missing(question: Question) -> str:
    """What to say where a required answer is missing; of the sender's own particulars in the usual words."""
    if question.meaning in _MISSING_BY_MEANING:
        return str(_MISSING_BY_MEANING[question.meaning])
    if question.kind == Kind.CONSENT:
        return gettext("Tick “{question}” to go on").format(question=question.label)
    return wording.enter(question.label, "Select" if question.kind in _CHOSEN else "Enter")


def _hint(question: Question, parent: Question | None) -> SafeString:
    hint = escape(question.hint)
    if question.kind == Kind.CONSENT:
        link = gettext("Read the privacy notice (opens in a new tab)")
        hint = format_html(_PRIVACY_LINK, hint, reverse("privacy"), link)
    if question.kind == Kind.FILES:
        hint = format_html("{} {}", hint, wording.file_limits_in_words(question.file_rules()))
    if not parent:
        return hint
    # With JavaScript the question shows only when it is asked, and these words do not.
    words = format_html(
        '<span data-only-if="{}" data-only-if-operator="{}" data-only-if-value="{}">{} </span>',
        *(parent.name, question.only_if_operator, question.only_if_value.strip()),
        _only_if(question, parent),
    )
    return words + hint


def _only_if(asked: AskedIf, parent: Question) -> str:
    said = {
        AskedIf.Operator.EQUALS: gettext("Only if you answered “{answer}” to “{question}”."),
        AskedIf.Operator.INCLUDES: gettext("Only if you answered “{answer}” to “{question}”."),
        AskedIf.Operator.NOT_EQUALS: gettext("Only if you answered anything but “{answer}” to “{question}”."),
        AskedIf.Operator.FILLED: gettext("Only if you answered “{question}”."),
    }[AskedIf.Operator(asked.only_if_operator)]
    return said.format(answer=wanted_answer(asked, parent), question=parent.label)


def wanted_answer(asked: AskedIf, parent: Question) -> str:
    """Return the answer to `parent` with which the condition of `asked` compares, as people read it."""
    wanted = asked.only_if_value.strip()
    pairs = YES_NO if parent.kind == Kind.YES_NO else parent.choice_pairs()
    return next((str(label) for value, label in pairs if value.casefold() == wanted.casefold()), wanted)
