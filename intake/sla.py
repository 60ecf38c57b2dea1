"""Working time: SLA targets, bank holidays, and how a target is said in words.

Working days are Monday to Friday less the bank holidays of England and Wales (Banking and Financial Dealings
Act 1971, s.1 and Sch. 1). Moments are aware and in any zone; working time is counted in Europe/London.
"""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

from intake.models.queue import PriorityTarget, Queue, TargetUnit

LONDON = ZoneInfo("Europe/London")
OPENS = dt.time(9)
CLOSES = dt.time(17)
_QUARTER = 15


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Return the bank holidays of England in `year`, substitute days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: dt.date) -> bool:
    """Return whether HLT works on `day`."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_hours(
    start: dt.datetime, hours: float, *, opens: dt.time = OPENS, closes: dt.time = CLOSES
) -> dt.datetime:
    """Return the moment at which `hours` working hours have passed since `start`.

    Args:
        start: an aware moment; outside office hours the count begins when the office next opens.
        hours: working hours, 0 or more.
        opens: the start of office hours, London time.
        closes: the end of office hours, London time.
    """
    return add_working_time(start, dt.timedelta(hours=hours), opens=opens, closes=closes)


def add_working_time(
    start: dt.datetime, time: dt.timedelta, *, opens: dt.time = OPENS, closes: dt.time = CLOSES
) -> dt.datetime:
    """Return the moment at which the working time `time` has passed; see `add_working_hours`."""
    left = time
    for opening, closing in _office_days(start, opens, closes):
        begins = max(opening, start)
        if begins + left <= closing:
            return (begins + left).astimezone(LONDON)
        left -= closing - begins
    raise AssertionError("working days never end")


def working_time(
    start: dt.datetime, end: dt.datetime, *, opens: dt.time = OPENS, closes: dt.time = CLOSES
) -> dt.timedelta:
    """Return how much of the time from `start` to `end` is working time; none where `end` is not later."""
    passed = dt.timedelta()
    for opening, closing in _office_days(start, opens, closes):
        begins = max(opening, start)
        if begins >= end:
            return passed
        passed += min(closing, end) - begins
    raise AssertionError("working days never end")


def add_working_days(start: dt.datetime, days: int, *, closes: dt.time = CLOSES) -> dt.datetime:
    """Return the close of business on the `days`-th working day after the day of `start`.

    The day on which it comes in is day 0, whatever its hour and whether it is a working day or not.
    """
    day = start.astimezone(LONDON).date()
    for _ in range(days):
        day = _next_working_day(day)
    return dt.datetime.combine(day, closes, LONDON)


def target(start: dt.datetime, *, amount: int, unit: str, opens: dt.time, closes: dt.time) -> dt.datetime:
    """Return when a target of `amount` working hours or days from `start` falls due.

    A target in hours is rounded up to the next quarter of an hour, as it is told to people.
    """
    if unit == TargetUnit.DAYS:
        return add_working_days(start, amount, closes=closes)
    return _round_up(add_working_hours(start, amount, opens=opens, closes=closes))


def response_target(queue: Queue, start: dt.datetime, priority: int | None = None) -> dt.datetime:
    """Return when a first reply from `queue` is due to what came in at `start` with `priority`.

    Without a priority, or with one that has no targets of its own, the queue's targets hold.
    """
    promised = _promised(queue, priority)
    return target(
        start,
        amount=promised.response_target,
        unit=promised.response_unit,
        opens=queue.opens_at,
        closes=queue.closes_at,
    )


def resolution_target(queue: Queue, start: dt.datetime, priority: int | None = None) -> dt.datetime:
    """Return when `queue` is due to have resolved what came in at `start`; see `response_target`."""
    promised = _promised(queue, priority)
    return target(
        start,
        amount=promised.resolution_target,
        unit=promised.resolution_unit,
        opens=queue.opens_at,
        closes=queue.closes_at,
    )


def in_words(moment: dt.datetime) -> str:
    """Return a target as a person says it: "by 5pm on Thursday 3 December".

    The year is said when it is not the present one.
    """
    local = moment.astimezone(LONDON)
    day = f"{local:%A} {local.day} {local:%B}"
    if local.year != timezone.localdate().year:
        day += f" {local.year}"
    return f"by {clock(local)} on {day}"


def due_in_words(moment: dt.datetime) -> str:
    """Return how a target stands now: "today by 5pm", "late: was due by 5pm on Friday 4 December"."""
    now = timezone.now()
    days = (moment.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days
    if moment < now:
        return f"late: was due {'today ' if not days else ''}{_by(moment, days)}"
    return {0: "today ", 1: "tomorrow "}.get(days, "") + _by(moment, days)


def _by(moment: dt.datetime, days: int) -> str:
    return f"by {clock(moment)}" if days in (0, 1) else in_words(moment)


def clock(moment: dt.datetime) -> str:
    """Return the time of day in the GOV.UK style: "5pm", "9:30am", "midday", "midnight"."""
    local = moment.astimezone(LONDON)
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _promised(queue: Queue, priority: int | None) -> Queue | PriorityTarget:
    if priority is None:
        return queue
    # All of them, four at most: where they were fetched with the queue, nothing is asked again.
    own = (each for each in queue.priority_targets.all() if each.priority == priority)
    return next(own, queue)


def _office_days(
    start: dt.datetime, opens: dt.time, closes: dt.time
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Opening and closing, in UTC so that differences are true across a clock change, from `start` on."""
    day = start.astimezone(LONDON).date()
    while True:
        closing = dt.datetime.combine(day, closes, LONDON).astimezone(dt.UTC)
        if is_working_day(day) and closing > start:
            yield dt.datetime.combine(day, opens, LONDON).astimezone(dt.UTC), closing
        day += dt.timedelta(days=1)


def _next_working_day(day: dt.date) -> dt.date:
    day += dt.timedelta(days=1)
    while not is_working_day(day):
        day += dt.timedelta(days=1)
    return day


def _round_up(moment: dt.datetime) -> dt.datetime:
    whole = moment.replace(second=0, microsecond=0)
    missing = -whole.minute % _QUARTER
    if whole < moment and not missing:
        missing = _QUARTER
    return whole + dt.timedelta(minutes=missing)
