"""How far a registration is: its sections with their states, what is missing, and what its answers say.

Everything is checked anew each time: what was complete last week may have expired since, and what one section
says decides what another asks.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suppliers import documents, facts
from suppliers.forms import FORMS, of_answers
from suppliers.forms.base import Row, SectionForm
from suppliers.models import Document, Expiry, Registration, SectionAnswers
from suppliers.sections import SECTIONS, Answers, Section


class Progress(Enum):
    """How far a section is."""

    NOT_NEEDED = "not needed"
    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    CONFIRM = "confirm"
    COMPLETE = "complete"

    @property
    def words(self) -> str:
        """How far it is, in words."""
        return str(_SHOWN[self][0])

    @property
    def colour(self) -> str:
        """The colour of the Design System's tag that shows the words, or "" for plain words."""
        return _SHOWN[self][1]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do in the section."""
        return self in (Progress.COMPLETE, Progress.NOT_NEEDED)


_SHOWN: dict[Progress, tuple[Any, str]] = {
    Progress.NOT_NEEDED: (_("Not needed"), ""),
    Progress.NOT_STARTED: (_("Not started"), "blue"),
    Progress.IN_PROGRESS: (_("In progress"), "light-blue"),
    Progress.CONFIRM: (_("Confirm"), "yellow"),
    Progress.COMPLETE: (_("Completed"), ""),
}


@dataclass(frozen=True)
class Missing:
    """Something that keeps a registration from being sent; `field` is the id of the input to go to, or ""."""

    section: Section
    text: str
    field: str = ""


@dataclass(frozen=True)
class Change:
    """A row whose answer differs from the one in the register; `before` is that one."""

    section: Section
    row: Row
    before: str


@dataclass(frozen=True)
class Task:
    """One section of a registration."""

    section: Section
    form: SectionForm
    saved: SectionAnswers | None
    not_needed: str

    @cached_property
    def progress(self) -> Progress:
        """How far it is."""
        if not self.saved:
            return Progress.NOT_STARTED
        if not self.saved.confirmed:
            return Progress.CONFIRM
        if not self.form.is_valid():
            return Progress.IN_PROGRESS
        return Progress.NOT_NEEDED if self.not_needed else Progress.COMPLETE

    def rows(self) -> list[Row]:
        """Return its questions with the answers, for people to read."""
        return self.form.rows() if self.saved else []

    def missing(self) -> list[Missing]:
        """Return what is left to do in it."""
        if self.progress.is_done:
            return []
        if not self.saved:
            return [
                Missing(
                    self.section, gettext("{section}: not started yet").format(section=self.section.title)
                )
            ]
        found = [
            Missing(self.section, str(error), self.form[name].auto_id if name in self.form.fields else "")
            for name, errors in self.form.errors.items()
            for error in errors
        ]
        if not self.saved.confirmed and not found:
            said = gettext("{section}: look at your answers and save them")
            return [Missing(self.section, said.format(section=self.section.title))]
        return found


@dataclass(frozen=True)
class TaskList:
    """A registration with all its sections."""

    registration: Registration
    answers: Answers
    documents: Mapping[str, Document]
    tasks: tuple[Task, ...]

    @property
    def is_complete(self) -> bool:
        """Whether it may be sent."""
        return all(task.progress.is_done for task in self.tasks)

    @property
    def done(self) -> int:
        """How many sections are done."""
        return sum(task.progress.is_done for task in self.tasks)

    @property
    def name(self) -> str:
        """The firm's legal name as far as it is known."""
        return facts.Facts(self.answers).legal_name

    @property
    def fingerprint(self) -> str:
        """What tells whether anything was saved between a look at the answers and their sending."""
        saved = (f"{task.section.slug}:{task.saved.version}" for task in self.tasks if task.saved)
        files = (f"{kind}:{document.version}" for kind, document in sorted(self.documents.items()))
        return " ".join((*saved, *files))

    def task(self, slug: str) -> Task:
        """Return the section called `slug`."""
        return next(task for task in self.tasks if task.section.slug == slug)

    def missing(self) -> list[Missing]:
        """Return what keeps it from being sent, in the order of the sections."""
        return [missing for task in self.tasks for missing in task.missing()]

    def expiries(self) -> dict[Expiry.Kind, dt.date]:
        """Return what expires when, of what is asked and well answered."""
        asked = {(task.section.slug, row.field) for task in self.tasks for row in task.rows()}
        found = facts.Facts(self.good_answers()).expiries()
        return {kind: day for kind, day in found.items() if facts.EXPIRY_FIELDS[kind] in asked}

    def good_answers(self) -> Answers:
        """Return the answers that pass their checks: only those can be read as dates and amounts."""
        return {
            task.section.slug: {
                name: value for name, value in task.saved.answers.items() if name not in task.form.errors
            }
            for task in self.tasks
            if task.saved
        }

    def changes(self) -> list[Change]:
        """Return the answers that differ from those of the register; none for a first registration."""
        before = self.registration.supplier.answers
        if not before:
            return []
        found = []
        for task in self.tasks:
            known = {row.field: row.text for row in _rows(task.section.slug, before, self.documents)}
            found += [
                Change(task.section, row, known.get(row.field, ""))
                for row in task.rows()
                if row.text != known.get(row.field, "")
            ]
        return found

    def new_files(self) -> set[str]:
        """Return the inputs whose files the register does not know yet; none for a first registration."""
        if not self.registration.supplier.answers:
            return set()
        mine = self.registration.pk
        return {f"document_{kind}" for kind, file in self.documents.items() if file.registration_id == mine}


def of(registration: Registration) -> TaskList:
    """Return how far `registration` is."""
    saved = {section.slug: section for section in registration.sections.all()}
    answers = {slug: section.answers for slug, section in saved.items()}
    newest = documents.newest(registration)
    tasks = tuple(
        Task(
            section=section,
            form=of_answers(section.slug, answers=answers, documents=newest),
            saved=saved.get(section.slug),
            not_needed=FORMS[section.slug].not_needed(answers),
        )
        for section in SECTIONS
    )
    return TaskList(registration, answers, newest, tasks)


def _rows(slug: str, answers: Answers, newest: Mapping[str, Document]) -> list[Row]:
    return of_answers(slug, answers=answers, documents=newest).rows() if slug in answers else []
