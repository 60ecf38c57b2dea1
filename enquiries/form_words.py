"""A form in words, for who edits it: what a question is, and what differs between two forms."""

from collections.abc import Iterator, Sequence
from typing import Any

from enquiries.definitions import Content, Definition, content_of
from enquiries.form_factory import wanted_answer
from enquiries.models import AskedIf, Notice, Question
from intake import conditions

_FIELDS = {
    "label": "words",
    "hint": "hint",
    "help_text": "help text",
    "kind": "kind of answer",
    "meaning": "what the answer is",
    "required": "whether it must be answered",
    "default": "answer to begin with",
    "min_length": "shortest answer",
    "max_length": "longest answer",
    "future_only": "whether past days are refused",
    "autocomplete": "what the browser fills in",
    "file_types": "types of files",
    "max_files": "number of files",
    "max_file_mb": "size of files",
    "only_if": "when it is asked",
    "choices": "choices",
    "title": "title",
    "introduction": "introduction",
}


def asked_if(asked: AskedIf, questions: Sequence[Question]) -> str:
    """Return when a question or page is asked: only if “Yes” to “Is there an embargo?”; "" for always."""
    if not asked.only_if_question:
        return ""
    parent = next((each for each in questions if each.name == asked.only_if_question), None)
    if parent:
        return f"only if {_condition(asked, parent)}"
    operator = AskedIf.Operator(asked.only_if_operator).label
    return f"only if “{asked.only_if_question}” {operator} {asked.only_if_value}".strip()


def _condition(asked: AskedIf, parent: Question) -> str:
    """What was answered to `parent`, so that `asked` is asked: “Yes” to “Is there an embargo?”."""
    said = wanted_answer(asked, parent)
    return {
        AskedIf.Operator.EQUALS: f"“{said}” to “{parent.label}”",
        AskedIf.Operator.INCLUDES: f"“{said}” to “{parent.label}”",
        AskedIf.Operator.NOT_EQUALS: f"anything but “{said}” to “{parent.label}”",
        AskedIf.Operator.FILLED: f"“{parent.label}”",
    }[AskedIf.Operator(asked.only_if_operator)]


def facts(question: Question, questions: Sequence[Question]) -> list[str]:
    """Return what a question is, a few words each: Short text, optional, only if …, the sender's name."""
    return [fact for fact in _facts(question, questions) if fact]


def shown_if(notice: Notice) -> str:
    """Return when a notice is shown: only if impact is “whole_school”; "" for always."""
    if not notice.field:
        return ""
    said = conditions.in_words(field=notice.field, operator=notice.operator, value=notice.value)
    return f"only if {said}"


def differences(before: Definition, after: Definition) -> list[str]:
    """Return what `after` says that `before` does not, a sentence each."""
    return list(_differences(content_of(before), content_of(after)))


def _facts(question: Question, questions: Sequence[Question]) -> Iterator[str]:
    yield question.get_kind_display()
    yield "must be answered" if question.required else "optional"
    yield asked_if(question, questions)
    yield question.get_meaning_display() if question.meaning else ""
    if question.min_length:
        yield f"at least {question.min_length:,} characters"
    if question.max_length:
        yield f"at most {question.max_length:,} characters"
    yield "not in the past" if question.future_only else ""
    yield f"“{question.default}” to begin with" if question.default else ""


def _differences(old: Content, new: Content) -> Iterator[str]:
    for name, words in (("introduction", "The introduction"), ("next_steps", "“What happens next”")):
        if old[name] != new[name]:
            yield f"{words} has changed."
    yield from _of_pages(old, new)
    yield from _of_questions(old, new)
    yield from _of_notices(old["notices"], new["notices"])


def _of_pages(old: Content, new: Content) -> Iterator[str]:
    before, after = (_by_name(content["pages"]) for content in (old, new))
    for name, page in after.items():
        if name not in before:
            if name:
                yield f"Page “{page['title']}” is new."
        elif _changed(before[name], page):
            yield f"Page “{page.get('title', '')}” has changed: {_changed(before[name], page)}."
    for name, page in before.items():
        if name and name not in after:
            yield f"Page “{page['title']}” is gone."
    if _order(before, after) != _order(after, before):
        yield "The pages are in another order."


def _of_questions(old: Content, new: Content) -> Iterator[str]:
    before, after = (_placed(content) for content in (old, new))
    for name, (page, question) in after.items():
        said = f"Question “{question['label']}”"
        if name not in before:
            yield f"{said} is new{_on(page)}."
            continue
        was_on, was = before[name]
        if _changed(was, question):
            yield f"{said} has changed: {_changed(was, question)}."
        if was_on.get("name") != page.get("name"):
            yield f"{said} has moved{_on(page, 'to')}."
    gone = [question for name, (_, question) in before.items() if name not in after]
    yield from (f"Question “{question['label']}” is gone." for question in gone)
    yield from _of_order(old, new)


def _of_order(old: Content, new: Content) -> Iterator[str]:
    pages = _by_name(old["pages"])
    for page in new["pages"]:
        was = _by_name(pages.get(page.get("name", ""), {}).get("questions", []))
        now = _by_name(page["questions"])
        if _order(was, now) != _order(now, was):
            yield f"The questions{_on(page)} are in another order."


def _of_notices(old: list[Any], new: list[Any]) -> Iterator[str]:
    yield from (f"Notice “{each['text'][:60]}” is new." for each in new if each not in old)
    yield from (f"Notice “{each['text'][:60]}” is gone." for each in old if each not in new)
    if old != new and sorted(map(repr, old)) == sorted(map(repr, new)):
        yield "The notices are in another order."


def _placed(content: Content) -> dict[str, tuple[Any, Any]]:
    return {each["name"]: (page, each) for page in content["pages"] for each in page["questions"]}


def _by_name(rows: list[Any]) -> dict[str, Any]:
    return {row.get("name", ""): row for row in rows}


def _order(these: dict[str, Any], others: dict[str, Any]) -> list[str]:
    return [name for name in these if name in others]


def _changed(old: dict[str, Any], new: dict[str, Any]) -> str:
    """Which of what is said of a row differs, in words."""
    words = [said for name, said in _FIELDS.items() if old.get(name) != new.get(name)]
    return ", ".join(words)


def _on(page: dict[str, Any], word: str = "on") -> str:
    return f" {word} page “{page['title']}”" if page.get("title") else ""
