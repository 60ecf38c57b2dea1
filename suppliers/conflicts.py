"""Two people who edit one section: what the second is told before they may save over the first."""

import datetime as dt
from dataclasses import dataclass

from suppliers.forms.base import SectionForm, as_posted
from suppliers.models import SectionAnswers


@dataclass(frozen=True)
class Difference:
    """A question with the answer that was saved and the one that was typed."""

    label: str
    saved: str
    typed: str


@dataclass(frozen=True)
class Conflict:
    """Who saved what, and when; `by` is "" for the reader, in another window or on another device."""

    by: str
    at: dt.datetime
    differences: list[Difference]


def of(section: SectionAnswers, *, form: SectionForm, reader: str) -> Conflict:
    """Return how what was saved as `section` differs from what `reader` has typed into `form`."""
    saved_form = type(form)(as_posted(section.answers), answers=form.answers, documents=form.documents)
    saved = {row.field: row for row in saved_form.rows()}
    typed = {row.field: row for row in form.rows()}
    differences = [
        Difference(
            label=(typed.get(name) or saved[name]).label,
            saved=saved[name].text if name in saved else "",
            typed=typed[name].text if name in typed else "",
        )
        for name in dict.fromkeys([*typed, *saved])
    ]
    return Conflict(
        by="" if section.saved_by == reader else section.saved_by,
        at=section.saved_at,
        differences=[each for each in differences if each.saved != each.typed],
    )
