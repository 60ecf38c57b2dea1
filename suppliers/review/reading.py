"""A registration as a reviewer reads it: by section, with what has changed since it was approved last."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from suppliers.forms import FORMS
from suppliers.forms.base import Row, as_posted
from suppliers.models import Registration
from suppliers.models.registration import State
from suppliers.sections import Answers


@dataclass(frozen=True)
class Answer:
    """A question with its answer; `old` is the one that was approved last, where it was another."""

    label: str
    text: str
    is_changed: bool = False
    old: str = ""


def approved_answers(registration: Registration) -> Answers:
    """Return the answers that the register holds, to compare with; {} where there are none."""
    return {} if registration.state == State.APPROVED else dict(registration.supplier.answers)


def read(slug: str, answers: Answers, approved: Answers) -> list[Answer]:
    """Return the answers of one section, in order; those that are gone since it was approved come last."""
    new = rows(slug, answers)
    if slug not in approved:
        return [Answer(row.label, row.text) for row in new]
    old = {row.field: row for row in rows(slug, approved)}
    read = [_compared(row, old.pop(row.field, None)) for row in new]
    return [*read, *(Answer(row.label, "", True, row.text) for row in old.values() if row.text)]


def not_needed(slug: str, answers: Answers) -> str:
    """Return why a section does not apply to this supplier, or ""."""
    return FORMS[slug].not_needed(answers) if slug in FORMS else ""


def rows(slug: str, answers: Answers) -> list[Row]:
    """Return the questions and answers of a section as its form says them."""
    given = answers.get(slug, {})
    if slug in FORMS:
        return FORMS[slug](data=as_posted(given), answers=answers).rows()
    return [Row(name, name.replace("_", " ").capitalize(), _text(value)) for name, value in given.items()]


def _compared(row: Row, old: Row | None) -> Answer:
    before = old.text if old else ""
    return Answer(row.label, row.text, row.text != before, before)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return "" if value is None else str(value)
