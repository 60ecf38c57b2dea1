"""What is wrong with a type of enquiry as a whole, which no question of its own can tell."""

from collections import Counter
from collections.abc import Iterator, Sequence

from enquiries import rule_names
from enquiries.definitions import Definition
from enquiries.form_factory import YES_NO
from enquiries.models import AskedIf, EnquiryType, Notice, Question
from intake import kinds

Kind, Meaning = Question.Kind, Question.Meaning


def problems(form: Definition) -> list[str]:
    """Return all that is wrong with `form`, and what elsewhere asks about what it no longer has."""
    return [
        *problems_of_form(form),
        *_of_rules(form.enquiry_type, form.questions),
        *_of_notices(form.questions, form.notices),
    ]


def problems_of_form(form: Definition) -> list[str]:
    """Return what is wrong with `form` itself, so that it cannot be published, a sentence each."""
    return [*_of_the_whole(form.questions), *_of_pages(form), *_of_conditions(form)]


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


def _of_pages(form: Definition) -> Iterator[str]:
    names = Counter(page.name for page in form.pages)
    yield from (f"{times} pages are called “{name}”." for name, times in names.items() if times > 1)
    for page in form.pages:
        if form.has_steps and not form.questions_on(page):
            yield f"Page “{page}” asks nothing."


def _of_conditions(form: Definition) -> Iterator[str]:
    names = {question.name for question in form.questions}
    earlier: dict[str, Question] = {}
    never: set[str] = set()
    for page in form.pages:
        unreachable = _never_asked(page, earlier, names, never)
        if unreachable:
            yield f"Nobody reaches page “{page}”: it {unreachable}"
        for question in form.questions_on(page):
            why = _never_asked(question, earlier, names, never)
            if why:
                yield f"“{question.name}” {why}"
            if why or unreachable:
                never.add(question.name)
            earlier[question.name] = question


def _never_asked(asked: AskedIf, earlier: dict[str, Question], names: set[str], never: set[str]) -> str:
    """Why its condition is not one that an answer can meet, or ""."""
    parent = asked.only_if_question
    if not parent:
        return ""
    if parent not in names:
        return f"is asked only if “{parent}” has an answer, and there is no such question."
    if parent not in earlier:
        return f"is asked only if “{parent}” has an answer, which is not asked before it."
    if parent in never:
        return f"is never asked, as “{parent}” is not."
    offered = _offered(earlier[parent])
    wanted = asked.only_if_value.strip()
    by_value = asked.only_if_operator in (AskedIf.Operator.EQUALS, AskedIf.Operator.INCLUDES)
    if by_value and offered is not None and wanted.casefold() not in {each.casefold() for each in offered}:
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
