"""How fast: the time to a first reply and to the resolution, and how often both were in target.

All is of what came in within the period. What has not been answered, or resolved, is in no time; it counts as
missed once its target has passed, unless it waits for its sender.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone

from intake import sla
from intake.figures.office_time import OfficeTime
from intake.figures.scope import Scope
from intake.figures.table import Chart, Table
from intake.models import Queue
from intake.models.submission import Status

_HOUR = 3600
_NO_PAUSE = dt.timedelta()
_CHUNK = 5_000
_ALL = "Together"
_TIMES = (
    *("Median, working hours", "90th percentile, working hours"),
    *("Median, elapsed hours", "90th percentile, elapsed hours"),
)
_EXPLAINED = (
    "Working hours are the queue’s office hours on working days{pauses}; "
    "elapsed hours are those of the clock."
)


class _Row(NamedTuple):
    queue_id: int
    status: str
    received_at: dt.datetime
    first_response_at: dt.datetime | None
    respond_by: dt.datetime
    resolved_at: dt.datetime | None
    due_at: dt.datetime
    waited: dt.timedelta


class _Outcome(NamedTuple):
    """What became of one target: the hours it took, once it is done, and whether it was kept, if known."""

    hours: tuple[float, float] | None
    in_target: bool | None


@dataclass
class _Kept:
    """The times of one target, and how often it was kept."""

    working: list[float] = field(default_factory=list)
    elapsed: list[float] = field(default_factory=list)
    in_target: int = 0
    missed: int = 0

    def add(self, outcome: _Outcome) -> None:
        """Count one submission."""
        if outcome.hours:
            working, elapsed = outcome.hours
            self.working.append(working)
            self.elapsed.append(elapsed)
        self.in_target += outcome.in_target is True
        self.missed += outcome.in_target is False

    def times(self) -> tuple[float | None, ...]:
        """Return both medians and 90th percentiles."""
        pairs = ((values, share) for values in (self.working, self.elapsed) for share in (0.5, 0.9))
        return tuple(percentile(values, share) for values, share in pairs)

    def share(self) -> float | None:
        """Return the share in target in percent."""
        decided = self.in_target + self.missed
        return round(100 * self.in_target / decided, 1) if decided else None


@dataclass
class _Both:
    reply: _Kept = field(default_factory=_Kept)
    resolution: _Kept = field(default_factory=_Kept)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the value below which `share` of `values` lie, between two of them by proportion.

    It is what PostgreSQL's percentile_cont returns, to one decimal; nothing for no values.
    """
    if not values:
        return None
    ordered = sorted(values)
    below, between = divmod(share * (len(ordered) - 1), 1)
    lower = ordered[int(below)]
    upper = ordered[min(int(below) + 1, len(ordered) - 1)]
    return round(lower + (upper - lower) * between, 1)


def kept(scope: Scope) -> tuple[Table, Table, Table]:
    """Return the times to the first reply, those to the resolution, and the shares in target."""
    by_queue = _by_queue(scope)
    together = by_queue.pop(None, _Both())
    each = [(str(name), by_queue[name]) for name in sorted(filter(None, by_queue))]
    replies = [(name, len(both.reply.working), *both.reply.times()) for name, both in each]
    resolutions = [(name, len(both.resolution.working), *both.resolution.times()) for name, both in each]
    return (
        Table(
            "first-reply",
            "Time to the first reply",
            _EXPLAINED.format(pauses=""),
            ("Queue", "Answered", *_TIMES),
            replies,
            (_ALL, len(together.reply.working), *together.reply.times()),
            drawn=(2, 3),
        ),
        Table(
            "resolution",
            "Time to the resolution",
            _EXPLAINED.format(pauses=", without the time in which it waited for its sender"),
            ("Queue", "Resolved", *_TIMES),
            resolutions,
            (_ALL, len(together.resolution.working), *together.resolution.times()),
            drawn=(2, 3),
        ),
        Table(
            "targets",
            "Share in target",
            "What is open past its target is missed. What was closed without a reply has none to keep.",
            (
                *("Queue", "Replies in target", "Replies missed", "Replies in target, %"),
                *("Resolved in target", "Resolutions missed", "Resolved in target, %"),
            ),
            [_shares(name, both) for name, both in each],
            _shares(_ALL, together),
            Chart.ACROSS,
            drawn=(3, 6),
        ),
    )


def _shares(name: str, both: _Both) -> tuple[Any, ...]:
    reply, resolution = both.reply, both.resolution
    return (
        name,
        *(reply.in_target, reply.missed, reply.share()),
        *(resolution.in_target, resolution.missed, resolution.share()),
    )


def _by_queue(scope: Scope) -> dict[str | None, _Both]:
    """The outcomes of each queue by its name, and of all of them under None."""
    found = scope.received.values_list(
        *("queue_id", "status", "received_at"),
        *("first_response_at", "respond_by", "resolved_at", "due_at", "waited"),
    )
    queues = {queue.pk: queue for queue in Queue.objects.all()}
    offices = {pk: OfficeTime(sla.office_of(queue)) for pk, queue in queues.items()}
    by_queue: dict[str | None, _Both] = defaultdict(_Both)
    now = timezone.now()
    for values in found.iterator(chunk_size=_CHUNK):
        row = _Row(*values)
        office = offices[row.queue_id]
        # What it waited for its sender, it did after a reply.
        reply = _outcome(row, office, row.first_response_at, row.respond_by, now)
        resolution = _outcome(row, office, row.resolved_at, row.due_at, now, pause=row.waited)
        for both in (by_queue[queues[row.queue_id].name], by_queue[None]):
            both.reply.add(reply)
            both.resolution.add(resolution)
    return by_queue


def _outcome(
    row: _Row,
    office: OfficeTime,
    done_at: dt.datetime | None,
    target: dt.datetime,
    now: dt.datetime,
    *,
    pause: dt.timedelta = _NO_PAUSE,
) -> _Outcome:
    if not done_at:
        missed = row.status in (Status.NEW, Status.OPEN) and target < now
        return _Outcome(None, False if missed else None)
    worked = office.passed(done_at) - office.passed(row.received_at) - pause.total_seconds()
    elapsed = (done_at - row.received_at).total_seconds()
    return _Outcome((max(worked, 0) / _HOUR, max(elapsed, 0) / _HOUR), done_at <= target)
