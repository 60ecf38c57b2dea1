"""A queue's month on one page, beside the month before it."""

import datetime as dt
from dataclasses import dataclass, replace

from intake.figures import dashboard
from intake.figures.period import month
from intake.figures.scope import Scope
from intake.figures.table import Table

#: What has room on the page; the queue's times and shares are in the comparison.
_TABLES = ("types", "senders", "backlog", "failures", "hours")
#: What is as it is now, in whatever month.
_NOW = "Open now"


@dataclass(frozen=True)
class Comparison:
    """One figure of the month and of the month before."""

    label: str
    value: str
    more: str
    before: str


@dataclass(frozen=True)
class Report:
    """What the page says."""

    title: str
    month: str
    before: str
    comparisons: list[Comparison]
    tables: list[Table]


def make_report(scope: Scope) -> Report:
    """Return the report of a queue's month: "Press report for November 2026"."""
    earlier = scope.period.first - dt.timedelta(days=1)
    before = replace(scope, period=month(earlier.year, earlier.month))
    made = dashboard.all_tables(scope)
    pairs = zip(dashboard.summary(made), dashboard.summary(dashboard.summarised(before)), strict=True)
    return Report(
        title=f"{scope.queue} report for {scope.period.in_words}",
        month=scope.period.in_words,
        before=before.period.in_words,
        comparisons=[
            Comparison(now.label, now.value, now.more, "" if now.label == _NOW else then.value)
            for now, then in pairs
        ],
        tables=[made[slug] for slug in _TABLES],
    )
