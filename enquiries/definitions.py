"""What a type's form asks and says, as one thing: the working copy, or a version of it that was published.

A version is kept as plain data in the shape that `content_of` writes and `of_content` reads; a file that is
exported has the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from enquiries.models import AskedIf, EnquiryType, Notice, Page, Question, Version

Content = dict[str, Any]
_PAGE = ("name", "title", "introduction")
_QUESTION = (
    *("name", "label", "hint", "help_text", "kind", "meaning", "required", "default"),
    *("min_length", "max_length", "future_only", "autocomplete", "file_types", "max_files", "max_file_mb"),
)
_NOTICE = ("place", "text", "important")
_STEP = 10


@dataclass(frozen=True)
class Definition:
    """One form: its words, its pages in order, what they ask, and its notices.

    The rows of a published version are not those of the database: they are never saved. There is always a
    page; the only one of a type without pages has no name.
    """

    enquiry_type: EnquiryType
    introduction: str
    next_steps: str
    pages: Sequence[Page]
    questions: Sequence[Question]
    notices: Sequence[Notice]
    version: Version | None = None

    @cached_property
    def has_steps(self) -> bool:
        """Whether it is asked on more than one page."""
        return len(self.pages) > 1

    def questions_on(self, page: Page) -> list[Question]:
        """Return what `page` asks, in order."""
        return [question for question in self.questions if question.page is page]

    def page(self, name: str) -> Page | None:
        """Return the page called `name`, or None."""
        return next((page for page in self.pages if page.name == name), None)

    def form_notices(self) -> list[Notice]:
        """Return the notices at the top of the form."""
        return [notice for notice in self.notices if notice.place == Notice.Place.FORM]


def working_copy(enquiry_type: EnquiryType) -> Definition:
    """Return what the rows of `enquiry_type` say, published or not; asks the database three times."""
    return of_rows(
        enquiry_type,
        pages=enquiry_type.pages.all(),
        questions=enquiry_type.questions.all(),
        notices=enquiry_type.notices.all(),
    )


def of_rows(
    enquiry_type: EnquiryType,
    *,
    pages: Iterable[Page],
    questions: Iterable[Question],
    notices: Iterable[Notice],
) -> Definition:
    """Return the form of these rows, each kind in its order; a question without a page is on the first."""
    steps = list(pages) or [_only_page(enquiry_type)]
    by_id: dict[int | None, Page] = {page.pk: page for page in steps if page.pk}
    placed: list[list[Question]] = [[] for _ in steps]
    for question in questions:
        question.page = by_id.get(question.page_id, steps[0])
        placed[steps.index(question.page)].append(question)
    return Definition(
        enquiry_type=enquiry_type,
        introduction=enquiry_type.introduction,
        next_steps=enquiry_type.next_steps,
        pages=steps,
        questions=[question for on_page in placed for question in on_page],
        notices=list(notices),
    )


def of_version(enquiry_type: EnquiryType, version: Version) -> Definition:
    """Return what was published as `version`."""
    return of_content(enquiry_type, version.content, version=version)


def of_content(enquiry_type: EnquiryType, content: Content, *, version: Version | None = None) -> Definition:
    """Return the form that `content`, as `content_of` writes it, describes; its rows are not saved."""
    pages, questions = [], []
    for number, told in enumerate(content["pages"], start=1):
        page = Page(
            enquiry_type=enquiry_type, position=number * _STEP, **_told(told, _PAGE), **_condition_told(told)
        )
        pages.append(page)
        for place, asked in enumerate(told["questions"], start=1):
            questions.append(_question(enquiry_type, page, place * _STEP, asked))
    return Definition(
        enquiry_type=enquiry_type,
        introduction=content["introduction"],
        next_steps=content["next_steps"],
        pages=pages,
        questions=questions,
        notices=[
            _notice(enquiry_type, number * _STEP, told)
            for number, told in enumerate(content["notices"], start=1)
        ],
        version=version,
    )


def content_of(definition: Definition) -> Content:
    """Return `definition` as plain data: what is empty or as usual is left out."""
    return {
        "introduction": _lines(definition.introduction),
        "next_steps": _lines(definition.next_steps),
        "pages": [
            {
                **_written(page, _PAGE),
                **_condition_written(page),
                "questions": [_question_written(question) for question in definition.questions_on(page)],
            }
            for page in definition.pages
        ],
        "notices": [
            {
                **_written(notice, _NOTICE),
                **({"only_if": _written(notice, ("field", "operator", "value"))} if notice.field else {}),
            }
            for notice in definition.notices
        ],
    }


def _only_page(enquiry_type: EnquiryType) -> Page:
    return Page(enquiry_type=enquiry_type, name="", title="")


def _question(enquiry_type: EnquiryType, page: Page, position: int, told: Mapping[str, Any]) -> Question:
    choices = "\n".join(f"{choice['value']} | {choice['label']}" for choice in told.get("choices", []))
    question = Question(
        enquiry_type=enquiry_type,
        position=position,
        choices=choices,
        **_told(told, _QUESTION),
        **_condition_told(told),
    )
    question.page = page
    return question


def _notice(enquiry_type: EnquiryType, position: int, told: Mapping[str, Any]) -> Notice:
    condition = told.get("only_if", {})
    return Notice(enquiry_type=enquiry_type, position=position, **_told(told, _NOTICE), **condition)


def _question_written(question: Question) -> dict[str, Any]:
    written = {**_written(question, _QUESTION), **_condition_written(question)}
    if question.choices.strip():
        written["choices"] = [{"value": value, "label": label} for value, label in question.choice_pairs()]
    return written


def _told(told: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: told[name] for name in names if name in told}


def _written(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """The fields of a row that are not as they are without a word."""
    usual = type(row)()
    return {name: _lines(getattr(row, name)) for name in names if getattr(row, name) != getattr(usual, name)}


def _condition_told(told: Mapping[str, Any]) -> dict[str, Any]:
    condition = told.get("only_if", {})
    return {f"only_if_{name}": value for name, value in condition.items()}


def _condition_written(row: AskedIf) -> dict[str, Any]:
    if not row.only_if_question:
        return {}
    condition = {"question": row.only_if_question, "operator": row.only_if_operator}
    if row.only_if_operator != AskedIf.Operator.FILLED:
        condition["value"] = row.only_if_value
    return {"only_if": condition}


def _lines(value: Any) -> Any:
    """A text as it is, but for a browser's line ends."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
