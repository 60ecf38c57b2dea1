"""A registration as a reviewer reads it: by section, with what has changed since it was approved last."""

from dataclasses import dataclass

from suppliers.forms import of_answers
from suppliers.forms.base import Row
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
    new = of_answers(slug, answers=answers).rows()
    if slug not in approved:
        return [Answer(row.label, row.text) for row in new]
    old = {row.field: row for row in of_answers(slug, answers=approved).rows()}
    read = [_compared(row, old.pop(row.field, None)) for row in new]
    return [*read, *(Answer(row.label, "", True, row.text) for row in old.values() if row.text)]


def _compared(row: Row, old: Row | None) -> Answer:
    before = old.text if old else ""
    return Answer(row.label, row.text, row.text != before, before)
