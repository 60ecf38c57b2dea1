"""What can be said of a question of each kind, and what is wrong with what is said."""

from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from django.core.exceptions import ValidationError

from enquiries import definitions, form_factory
from enquiries.models import Question
from intake.attachments import ACCEPTED

Kind, Meaning = Question.Kind, Question.Meaning
#: The endings of the files that the site takes.
FILE_TYPES = tuple(ending[1:] for ending in ACCEPTED)

_LIMITS = ("min_length", "max_length")
_OF_KIND: dict[str, tuple[str, ...]] = {
    Kind.SHORT_TEXT: (*_LIMITS, "default", "autocomplete"),
    Kind.LONG_TEXT: (*_LIMITS, "default"),
    Kind.EMAIL: ("autocomplete",),
    Kind.TELEPHONE: ("autocomplete",),
    Kind.DATE: ("future_only",),
    Kind.DATETIME: ("future_only",),
    Kind.ONE_OF: ("choices", "default"),
    Kind.SOME_OF: ("choices", "default"),
    Kind.YES_NO: ("default",),
    Kind.WEB_ADDRESS: ("default",),
    Kind.FILES: ("file_types", "max_files", "max_file_mb"),
}
_SOME_KINDS_ONLY = tuple(dict.fromkeys(name for names in _OF_KIND.values() for name in names))
#: What each kind is for, to choose by.
SAID: dict[str, str] = {
    Kind.SHORT_TEXT: "a line: a name, a title, a number",
    Kind.LONG_TEXT: "several lines: a message, a description",
    Kind.EMAIL: "an address, checked for mistakes in typing",
    Kind.TELEPHONE: "a number in the UK, or one with its country code",
    Kind.DATE: "a day",
    Kind.DATETIME: "a day with a time, such as a deadline",
    Kind.ONE_OF: "choices, of which people take one",
    Kind.SOME_OF: "choices, of which people take as many as they like",
    Kind.YES_NO: "yes or no",
    Kind.WEB_ADDRESS: "the address of a page",
    Kind.SCHOOL: "found by name in the register of schools",
    Kind.SCHOOL_OR_TEAM: "found in the register, or any other name",
    Kind.FILES: "documents or pictures to upload",
    Kind.CONSENT: "a box to tick, with a link to the privacy notice",
}


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields that a question of `kind` has besides those that each one has."""
    return _OF_KIND.get(kind, ())


def without_what_is_of_other_kinds(kind: str) -> dict[str, Any]:
    """Return, empty, the fields that only questions of other kinds have."""
    usual = Question()
    return {name: getattr(usual, name) for name in _SOME_KINDS_ONLY if name not in fields_of(kind)}


def meanings_of(kind: str) -> list[tuple[str, str]]:
    """Return what the answer to a question of `kind` may mean for a submission."""
    return [
        (value, label)
        for value, label in Meaning.choices
        if Question(kind=kind, meaning=value).fits_meaning()
    ]


def offered(question: Question) -> Sequence[tuple[str, str]] | None:
    """Return the answers among which people choose, as (value, words); None where they type."""
    if question.kind == Kind.YES_NO:
        return [("yes", "Yes"), ("no", "No")]
    return question.choice_pairs() if question.kind in (Kind.ONE_OF, Kind.SOME_OF) else None


def problems(question: Question) -> dict[str, str]:
    """Return what is wrong with what is said of `question`, by field."""
    return dict(_problems(question))


def file_types_of(question: Question) -> list[str]:
    """Return the endings of the files that `question` takes, as they are typed."""
    return [part.strip().lower().lstrip(".") for part in question.file_types.split(",") if part.strip()]


def _problems(question: Question) -> Iterator[tuple[str, str]]:
    least, most = question.min_length, question.max_length
    if least and most and least > most:
        yield "max_length", "The longest answer must not be shorter than the shortest."
    yield from _of_choices(question)
    unknown = [each for each in file_types_of(question) if each not in FILE_TYPES]
    if unknown:
        yield "file_types", f"The site does not take {unknown[0]} files. It takes {', '.join(FILE_TYPES)}."
    if question.default:
        yield from _of_default(question)


def _of_choices(question: Question) -> Iterator[tuple[str, str]]:
    if "choices" not in fields_of(question.kind):
        return
    lines = [line.strip() for line in question.choices.splitlines() if line.strip()]
    values = [line.partition("|")[0].strip() for line in lines]
    if not all(values):
        yield "choices", "Nothing stands before the | of a line."
    twice = next((value for value in values if values.count(value) > 1), "")
    if twice:
        yield "choices", f"“{twice}” stands there twice."


def _of_default(question: Question) -> Iterator[tuple[str, str]]:
    pairs = offered(question)
    if pairs is not None:
        values = [value for value, _ in pairs]
        several = question.kind == Kind.SOME_OF
        given = question.default.split("|") if several else [question.default]
        if not {each.strip() for each in given} <= set(values):
            yield "default", f"Give one of the choices: {', '.join(values)}."
        return
    alone = copy(question)
    form = definitions.of_rows(question.enquiry_type, pages=(), questions=[alone], notices=())
    try:
        form_factory.build(form).base_fields[question.name].clean(question.default)
    except ValidationError as error:
        yield "default", str(error.messages[0])
