"""How satisfied senders were with how their submissions were handled, and what they say could be better.

All is of what was resolved within the period and still is: of what is open again nothing is to be said yet.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from intake import kinds
from intake.figures.scope import Scope
from intake.figures.table import Chart, Table
from intake.models import Feedback, Submission
from intake.models.submission import Status

_COMMENTS_AT_MOST = 10
_HEADERS = ("Resolved", "Answers", "Answered, %", "Satisfied, %", "Average of 5")
_NOTE = (
    "Of what was resolved within the period and whose sender was asked. Satisfied are those who were “very "
    "satisfied” or “satisfied”: 5 or 4 of 5."
)


@dataclass
class _Sums:
    """What there is to say of some submissions."""

    resolved: int = 0
    answers: int = 0
    satisfied: int = 0
    points: int = 0

    def add(self, resolved: int, answers: int, satisfied: int, points: int) -> None:
        """Count these as well."""
        self.resolved += resolved
        self.answers += answers
        self.satisfied += satisfied
        self.points += points

    def cells(self) -> tuple[Any, ...]:
        """Return the figures, by `_HEADERS`."""
        return (
            *(self.resolved, self.answers),
            *(_percent(self.answers, self.resolved), _percent(self.satisfied, self.answers)),
            round(self.points / self.answers, 1) if self.answers else None,
        )


def satisfaction(scope: Scope) -> tuple[Table, Table]:
    """Return how many senders answered, and how satisfied they were, by queue and by type."""
    found: Any = (
        _resolved(scope)
        .values_list("queue__name", "kind")
        .annotate(
            label=Max("kind_label"),
            resolved=Count("pk"),
            answers=Count("feedback"),
            satisfied=Count("feedback", filter=Q(feedback__rating__gte=Feedback.Rating.SATISFIED)),
            points=Sum("feedback__rating", default=0),
        )
    )
    by_queue: dict[str, _Sums] = defaultdict(_Sums)
    by_type: dict[str, _Sums] = defaultdict(_Sums)
    labels: dict[str, str] = {}
    together = _Sums()
    for queue, kind, label, *counts in found:
        # A type that was renamed is one type.
        label = labels.setdefault(kind, label)
        for sums in (by_queue[queue], by_type[label], together):
            sums.add(*counts)
    total = ("Together", *together.cells())
    return (
        _table("feedback", "Feedback by queue", "Queue", by_queue, total),
        _table("feedback-types", "Feedback by type", "Type", by_type, total),
    )


def comments(scope: Scope) -> list[Feedback]:
    """Return the newest of what senders say could be better, each with its submission."""
    found = Feedback.objects.exclude(comment="").filter(submission__in=_resolved(scope).values("pk"))
    found = found.select_related("submission__queue").order_by("-at", "-id")
    return list(found.defer("submission__answers", "submission__search_text")[:_COMMENTS_AT_MOST])


def _resolved(scope: Scope) -> QuerySet[Submission]:
    period = scope.period
    found = scope.whenever.filter(
        status=Status.RESOLVED, resolved_at__gte=period.start, resolved_at__lt=period.end
    )
    return found.exclude(kind__in=kinds.followed_elsewhere())


def _table(slug: str, title: str, first: str, by: dict[str, _Sums], total: tuple[Any, ...]) -> Table:
    rows = [(name, *by[name].cells()) for name in sorted(by)]
    return Table(slug, title, _NOTE, (first, *_HEADERS), rows, total, Chart.ACROSS, drawn=(3, 4))


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
