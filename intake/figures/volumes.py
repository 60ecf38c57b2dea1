"""How much came in: by day, type and queue, by hour of the week, and from whom most."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db.models import Case, Count, F, Max, When
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, TruncDate

from intake.figures.scope import Scope
from intake.figures.table import Chart, Table
from intake.sla import LONDON

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SENDERS_AT_MOST = 10


def came_in(scope: Scope) -> tuple[Table, Table, Table]:
    """Return what came in by day, by type and by queue."""
    found: Any = (
        scope.received.annotate(day=TruncDate("received_at", tzinfo=LONDON))
        .values("day", "kind", "queue__name")
        # A type that was renamed is one type.
        .annotate(count=Count("pk"), label=Max("kind_label"))
    )
    rows = list(found)
    by_day = _sums(rows, lambda row: row["day"])
    days = [(day, by_day[day]) for day in scope.period.days]
    labels = {row["kind"]: row["label"] for row in sorted(rows, key=lambda row: str(row["day"]))}
    by_type = _sums(rows, lambda row: labels[row["kind"]])
    by_queue = _sums(rows, lambda row: row["queue__name"])
    total = ("Together", sum(by_day.values()))
    return (
        Table("days", "Came in by day", "Days are London’s.", ("Day", "Submissions"), days, total),
        Table(
            "types",
            "Came in by type",
            "The most first.",
            ("Type", "Submissions"),
            by_type.most_common(),
            total,
            Chart.ACROSS,
        ),
        Table(
            "queues",
            "Came in by queue",
            "Where each is now, whatever queue it was in before.",
            ("Queue", "Submissions"),
            by_queue.most_common(),
            total,
            Chart.ACROSS,
        ),
    )


def busiest_hours(scope: Scope) -> tuple[Table]:
    """Return how much came in by weekday and hour of the day, London's."""
    found: Any = (
        scope.received.annotate(
            weekday=ExtractIsoWeekDay("received_at", tzinfo=LONDON),
            hour=ExtractHour("received_at", tzinfo=LONDON),
        )
        .values_list("weekday", "hour")
        .annotate(count=Count("pk"))
    )
    counts = {(weekday, hour): count for weekday, hour, count in found}
    hours = [hour for _, hour in counts]
    rows = []
    for hour in range(min(hours, default=0), max(hours, default=-1) + 1):
        week = [counts.get((weekday, hour), 0) for weekday in range(1, 8)]
        rows.append((f"{hour:02}:00", *week, sum(week)))
    return (
        Table(
            "hours",
            "Busiest hours",
            "By the hour, London time, at which they came in; the darker, the more.",
            ("Hour", *_WEEKDAYS, "Week"),
            rows,
            chart=Chart.UPRIGHT,
            drawn=(8,),
            is_heat=True,
        ),
    )


def senders(scope: Scope) -> tuple[Table]:
    """Return the schools, teams and organisations from which most came in."""
    found: Any = (
        scope.received.annotate(who=Case(When(site="", then=F("sender_organisation")), default=F("site")))
        .exclude(who="")
        .values_list("who")
        .annotate(count=Count("pk"))
        .order_by("-count", "who")
    )
    return (
        Table(
            "senders",
            "Most came from",
            "The schools, teams and organisations that are named most. A school or team is taken from the "
            "question for it; without one, the sender’s organisation counts as they typed it.",
            ("School or organisation", "Submissions"),
            list(found[:_SENDERS_AT_MOST]),
            chart=Chart.ACROSS,
        ),
    )


def _sums(rows: list[dict[str, Any]], of: Callable[[dict[str, Any]], Any]) -> Counter[Any]:
    sums: Counter[Any] = Counter()
    for row in rows:
        sums[of(row)] += row["count"]
    return sums
