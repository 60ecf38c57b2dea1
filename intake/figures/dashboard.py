"""All figures together, one of them alone, and the few that stand above them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from intake.figures import feedback, state, times, volumes
from intake.figures.scope import Scope
from intake.figures.table import Table

#: What makes which tables; each asks the database once.
_MAKERS: tuple[tuple[Callable[[Scope], tuple[Table, ...]], tuple[str, ...]], ...] = (
    (volumes.came_in, ("days", "types", "queues")),
    (times.kept, ("first-reply", "resolution", "targets")),
    (state.backlog, ("backlog",)),
    (state.failures, ("failures",)),
    (volumes.busiest_hours, ("hours",)),
    (volumes.senders, ("senders",)),
    (feedback.satisfaction, ("feedback", "feedback-types")),
)
SLUGS = tuple(slug for _, slugs in _MAKERS for slug in slugs)


@dataclass(frozen=True)
class Summary:
    """One figure in words: what it is, it, and what else to know of it."""

    label: str
    value: str
    more: str = ""


def all_tables(scope: Scope) -> dict[str, Table]:
    """Return every table by its slug, in the order of the page."""
    return _made(scope, SLUGS)


def summarised(scope: Scope) -> dict[str, Table]:
    """Return, by their slugs, the tables that `summary` reads, and those that come with them."""
    return _made(scope, ("days", "targets", "backlog", "failures", "feedback"))


def one_table(scope: Scope, slug: str) -> Table | None:
    """Return the table called `slug` alone, or None where there is no such."""
    for maker, slugs in _MAKERS:
        if slug in slugs:
            return next(table for table in maker(scope) if table.slug == slug)
    return None


def summary(made: Mapping[str, Table]) -> list[Summary]:
    """Return the figures that are read first, out of all the tables."""
    replies, resolved = made["first-reply"].total, made["resolution"].total
    targets, backlog = made["targets"].total, made["backlog"].total
    failures = made["failures"].total
    lost = sum(failures[1:5])
    feedback = made["feedback"].total
    return [
        Summary("Came in", f"{made['days'].total[1]:,}", f"{resolved[1]:,} of them resolved"),
        Summary("Median to first reply", _hours(replies[2]), _elapsed(replies[4])),
        Summary("90th percentile to first reply", _hours(replies[3]), _elapsed(replies[5])),
        Summary("First replies in target", _percent(targets[3]), f"{targets[2]:,} missed"),
        Summary("Median to resolution", _hours(resolved[2]), _elapsed(resolved[4])),
        Summary("90th percentile to resolution", _hours(resolved[3]), _elapsed(resolved[5])),
        Summary("Resolved in target", _percent(targets[6]), f"{targets[5]:,} missed"),
        Summary("Senders satisfied", _percent(feedback[4]), f"{feedback[2]:,} of {feedback[1]:,} answered"),
        Summary("Open now", f"{backlog[4]:,}", f"{backlog[2]:,} of them late"),
        Summary("Emails that did not arrive", f"{lost:,}", f"of {failures[5]:,}"),
    ]


def _made(scope: Scope, wanted: tuple[str, ...]) -> dict[str, Table]:
    made = [table for maker, slugs in _MAKERS if set(slugs) & set(wanted) for table in maker(scope)]
    return {table.slug: table for table in made}


def _hours(value: float | None) -> str:
    return "none yet" if value is None else f"{value:,} working hours"


def _elapsed(value: float | None) -> str:
    return "" if value is None else f"{value:,} elapsed hours"


def _percent(value: Any) -> str:
    return "none yet" if value is None else f"{value} %"
