"""The way through a form of several pages: which are asked, which may be answered, and what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from enquiries import form_factory, forms
from enquiries.definitions import Definition
from enquiries.forms import EnquiryForm, parent_of
from enquiries.models import Page, Question
from intake.models import Attachment
from intake.submissions import Answer


@dataclass(frozen=True)
class Place:
    """Which page this is, and of how many; of None, where that depends on answers to come."""

    number: int
    total: int | None


class Steps:
    """The pages of one form, given the answers so far: those of its checked form."""

    def __init__(self, form: EnquiryForm) -> None:
        self.form = form
        self.definition = form.definition

    @cached_property
    def asked(self) -> list[Page]:
        """The pages that are asked, in order."""
        return [page for page in self.definition.pages if self.form.is_asked(page)]

    def unfinished(self) -> Page | None:
        """Return the first page that lacks good answers, or None."""
        return next((page for page in self.asked if not self._is_finished(page)), None)

    def may_open(self, page: Page) -> bool:
        """Return whether `page` is asked, and all before it have good answers."""
        unfinished = self.unfinished()
        if page not in self.asked:
            return False
        return not unfinished or self.asked.index(page) <= self.asked.index(unfinished)

    def before(self, page: Page) -> Page | None:
        """Return the page that is asked before `page`, or None."""
        return next((each for each in reversed(self.asked) if self._order(each) < self._order(page)), None)

    def after(self, page: Page) -> Page | None:
        """Return the page that is asked after `page`, or None."""
        return next((each for each in self.asked if self._order(each) > self._order(page)), None)

    def place(self, page: Page) -> Place:
        """Return where `page`, which is asked, stands among those that are asked."""
        return place(self.definition, page, self.asked)

    def questions_on(self, page: Page) -> list[Question]:
        """Return what `page` asks, or may ask as soon as others on it are answered."""
        return [question for question in self.definition.questions_on(page) if self._may_be_asked(question)]

    def form_of(self, page: Page) -> type[EnquiryForm]:
        """Return the form class of `page` alone."""
        return form_factory.build(self.definition, self.questions_on(page))

    def was_posted(self, page: Page) -> bool:
        """Return whether all that `page` asks was answered or left out, be it well or badly."""
        return all(question.name in self.form.data for question in self.questions_on(page))

    def answers(self) -> list[tuple[Page, list[Answer]]]:
        """Return the answers by page, in order. For a good form."""
        asked = [question for question in self.definition.questions if self.form.is_asked(question)]
        pages = [page for page in self.asked if any(question.page is page for question in asked)]
        return [
            (page, [self.form.answer(question) for question in asked if question.page is page])
            for page in pages
        ]

    def _is_finished(self, page: Page) -> bool:
        names = {question.name for question in self.definition.questions_on(page)}
        return self.was_posted(page) and not names & set(self.form.errors)

    def _may_be_asked(self, question: Question) -> bool:
        parent = parent_of(question, self.definition.questions)
        if not parent:
            return True
        if parent.page is question.page:
            return self._may_be_asked(parent)
        return self.form.is_asked(question)

    def _order(self, page: Page) -> int:
        return list(self.definition.pages).index(page)


def of(definition: Definition, *, answers: Mapping[str, Any], files: Sequence[Attachment]) -> Steps:
    """Return the steps of `definition`, given the answers of a draft and its files."""
    form = form_factory.build(definition)(forms.as_posted(answers), files=files)
    form.full_clean()
    return Steps(form)


def place(definition: Definition, page: Page, asked: Sequence[Page]) -> Place:
    """Return where `page` stands among those `asked`; how many there are only if no answer changes that."""
    order = list(definition.pages)
    known = {each.name for each in order[: order.index(page)]}
    parents = [parent_of(later, definition.questions) for later in order[order.index(page) + 1 :]]
    certain = all(parent is None or (parent.page and parent.page.name in known) for parent in parents)
    return Place(number=list(asked).index(page) + 1, total=len(asked) if certain else None)
