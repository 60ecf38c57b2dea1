"""What is wrong with a type of enquiry as a whole, which no question of its own can tell."""

from collections import Counter
from collections.abc import Iterator, Sequence

from enquiries import rule_names
from enquiries.form_factory import YES_NO
from enquiries.models import EnquiryType, Notice, Question
from intake import kinds

Kind, Meaning = Question.Kind, Question.Meaning


def problems(
    enquiry_type: EnquiryType, questions: Sequence[Question], notices: Sequence[Notice] = ()
) -> list[str]:
    """Return what is wrong with `enquiry_type` that asks `questions` in this order, a sentence each."""
    return [
        *_of_the_whole(questions),
        *_of_conditions(questions),
        *_of_rules(enquiry_type, questions),
        *_of_notices(questions, notices),
    ]


def _of_the_whole(questions: Sequence[Question]) -> Iterator[str]:
    if not any(question.meaning == Meaning.SENDER_EMAIL for question in questions):
        yield "No question asks for the sender’s email address: nobody would get a reference or a reply."
    for name, times in Counter(question.name for question in questions).items():
        if times > 1:
            yield f"{times} questions are called “{name}”."
    meanings = Counter(question.meaning for question in questions if question.meaning)
    for meaning, times in meanings.items():
        if times > 1:
            yield f"{times} questions are for {Meaning(meaning).label}."


def _of_conditions(questions: Sequence[Question]) -> Iterator[str]:
    names = {question.name for question in questions}
    earlier: dict[str, Question] = {}
    never: set[str] = set()
    for question in questions:
        why = _never_asked(question, earlier, names, never)
        if why:
            never.add(question.name)
            yield f"“{question.name}” {why}"
        earlier[question.name] = question


def _never_asked(question: Question, earlier: dict[str, Question], names: set[str], never: set[str]) -> str:
    """Why its condition is not one that an answer can meet, or ""."""
    parent = question.only_if_question
    if not parent:
        return ""
    if parent not in names:
        return f"is asked only if “{parent}” has an answer, and there is no such question."
    if parent not in earlier:
        return f"is asked only if “{parent}” has an answer, which is not asked before it."
    if parent in never:
        return f"is never asked, as “{parent}” is not."
    offered = _offered(earlier[parent])
    wanted = question.only_if_value.strip()
    if offered is not None and wanted.casefold() not in {value.casefold() for value in offered}:
        return f"is asked only if “{parent}” is “{wanted}”, which it does not offer."
    return ""


def _offered(question: Question) -> list[str] | None:
    """The values among which `question` lets people choose; None where they type what they like."""
    if question.kind == Kind.YES_NO:
        return [value for value, _ in YES_NO]
    if question.kind in (Kind.ONE_OF, Kind.SOME_OF):
        return [value for value, _ in question.choice_pairs()]
    return None


def _of_rules(enquiry_type: EnquiryType, questions: Sequence[Question]) -> Iterator[str]:
    gone = "and there is no such question."
    own = {name for name, _ in kinds.COMMON_FIELDS} | {question.name for question in questions}
    # A rule for every type may well ask about what only another type asks.
    anywhere = own | set(kinds.fields_of(""))
    for name, conditions in rule_names.asked_about(enquiry_type).items():
        for condition in conditions:
            if name not in (own if condition.rule.kind else anywhere):
                yield f"Routing rule “{condition.rule.name}” asks about “{name}”, {gone}"


def _of_notices(questions: Sequence[Question], notices: Sequence[Notice]) -> Iterator[str]:
    known = {name for name, _ in kinds.COMMON_FIELDS} | {question.name for question in questions}
    for notice in notices:
        if notice.field and notice.field not in known:
            yield f"The notice “{notice}” depends on “{notice.field}”, and there is no such question."
