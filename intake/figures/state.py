"""What is left, and what went wrong: the age of what is open now, and the emails that did not arrive."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from intake.figures.scope import Scope
from intake.figures.table import Chart, Table
from intake.models import Message
from intake.models.submission import OPEN_STATUSES, Status

State = Message.State
#: How old, in days, what is in each band is at most.
_BANDS: tuple[tuple[str, int | None], ...] = (
    ("Less than a day", 1),
    ("1 to 3 days", 3),
    ("3 to 7 days", 7),
    ("1 to 2 weeks", 14),
    ("2 to 4 weeks", 28),
    ("More than 4 weeks", None),
)


def backlog(scope: Scope) -> tuple[Table]:
    """Return how old is what is open now, whenever it came in."""
    now = timezone.now()
    bands = [
        When(received_at__gt=now - dt.timedelta(days=days), then=Value(number))
        for number, (_, days) in enumerate(_BANDS)
        if days
    ]
    found: Any = (
        scope.whenever.filter(status__in=OPEN_STATUSES)
        .annotate(
            band=Case(*bands, default=Value(len(_BANDS) - 1), output_field=models.IntegerField()),
        )
        .values_list("band")
        .annotate(
            late=Count("pk", filter=Q(due_next__lt=now)),
            waiting=Count("pk", filter=Q(status=Status.WAITING)),
            together=Count("pk"),
        )
    )
    counts = {band: tuple(rest) for band, *rest in found}
    rows = [(label, *_parts(*counts.get(number, (0, 0, 0)))) for number, (label, _) in enumerate(_BANDS)]
    total = tuple(sum(column) for column in zip(*(row[1:] for row in rows), strict=True))
    return (
        Table(
            "backlog",
            "Open now, by age",
            "Counted from when each came in, by the clock; whatever period is chosen above.",
            ("Age", "In time", "Late", "Waiting for the sender", "Open"),
            rows,
            ("Together", *total),
            Chart.STACKED,
            drawn=(1, 2, 3),
        ),
    )


def failures(scope: Scope) -> tuple[Table]:
    """Return how many emails about submissions were written within the period, and which did not arrive."""
    emails = Message.objects.order_by().filter(
        direction=Message.Direction.OUT,
        created_at__gte=scope.period.start,
        created_at__lt=scope.period.end,
        submission__in=scope.whenever,
    )
    found: Any = emails.values_list("kind").annotate(
        failed=Count("pk", filter=Q(state=State.FAILED)),
        bounced=Count("pk", filter=Q(state=State.BOUNCED)),
        complained=Count("pk", filter=Q(state=State.COMPLAINED)),
        unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
        count=Count("pk"),
    )
    labels = dict(Message.Kind.choices)
    rows = sorted((labels.get(kind, kind), *counts) for kind, *counts in found)
    total = tuple(sum(column) for column in zip(*(row[1:] for row in rows), strict=True)) or (0,) * 5
    return (
        Table(
            "failures",
            "Emails that did not arrive",
            "Of the emails about submissions that were written within the period.",
            ("Email", "Failed", "Bounced", "Marked as spam", "Not known", "All written"),
            rows,
            ("Together", *total),
            Chart.STACKED,
            drawn=(1, 2, 3, 4),
        ),
    )


def _parts(late: int, waiting: int, together: int) -> tuple[int, int, int, int]:
    return together - late - waiting, late, waiting, together
