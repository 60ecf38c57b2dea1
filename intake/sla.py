"""Working time: SLA targets, bank holidays, and how a target is said in words.

Working days are Monday to Friday less the bank holidays of England and Wales (Banking and Financial Dealings
Act 1971, s.1 and Sch. 1), unless a queue says otherwise. Moments are aware and in any zone; working time is
counted in Europe/London.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from intake.models.queue import PriorityTarget, Queue, TargetUnit

LONDON = ZoneInfo("Europe/London")
OPENS = dt.time(9)
CLOSES = dt.time(17)
_QUARTER = 15
_MONDAY_TO_FRIDAY = range(5)
Opening = tuple[dt.time, dt.time]


@lru_cache(maxsize=32)
def bank_holidays(year: int) -> frozenset[dt.date]:
    """Return the bank holidays of England in `year`, substitute days included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class Office:
    """When a team works.

    Attributes:
        opens: when it opens from Monday to Friday, London time.
        closes: when it closes then.
        weekdays: other hours of days of the week, 0 for Monday; None for a day on which it does not work.
        closures: the first and last days of times in which it does not work, besides bank holidays.
    """

    opens: dt.time = OPENS
    closes: dt.time = CLOSES
    weekdays: Mapping[int, Opening | None] = field(default_factory=dict)
    closures: tuple[tuple[dt.date, dt.date], ...] = ()

    def on(self, day: dt.date) -> Opening | None:
        """Return the hours of `day`, or None where the team does not work then."""
        if day in bank_holidays(day.year) or any(first <= day <= last for first, last in self.closures):
            return None
        usual = (self.opens, self.closes) if day.weekday() in _MONDAY_TO_FRIDAY else None
        return self.weekdays.get(day.weekday(), usual)


USUAL = Office()


def office_of(queue: Queue) -> Office:
    """Return when the team of `queue` works."""
    clock_times = {
        int(weekday): tuple(map(dt.time.fromisoformat, hours))
        for weekday, hours in queue.weekday_hours.items()
    }
    return Office(
        queue.opens_at,
        queue.closes_at,
        {weekday: (times[0], times[1]) if times else None for weekday, times in clock_times.items()},
        tuple(
            (dt.date.fromisoformat(each["first"]), dt.date.fromisoformat(each["last"]))
            for each in queue.closures
        ),
    )


def is_working_day(day: dt.date) -> bool:
    """Return whether HLT works on `day`."""
    return USUAL.on(day) is not None


def add_working_hours(start: dt.datetime, hours: float, *, office: Office = USUAL) -> dt.datetime:
    """Return the moment at which `hours` working hours have passed since `start`.

    Args:
        start: an aware moment; outside office hours the count begins when the office next opens.
        hours: working hours, 0 or more.
        office: when is worked.
    """
    return add_working_time(start, dt.timedelta(hours=hours), office=office)


def add_working_time(start: dt.datetime, time: dt.timedelta, *, office: Office = USUAL) -> dt.datetime:
    """Return the moment at which the working time `time` has passed; see `add_working_hours`."""
    left = time
    for opening, closing in _office_days(start, office):
        begins = max(opening, start)
        if begins + left <= closing:
            return (begins + left).astimezone(LONDON)
        left -= closing - begins
    raise AssertionError("working days never end")


def working_time(start: dt.datetime, end: dt.datetime, *, office: Office = USUAL) -> dt.timedelta:
    """Return how much of the time from `start` to `end` is working time; none where `end` is not later."""
    passed = dt.timedelta()
    for opening, closing in _office_days(start, office):
        begins = max(opening, start)
        if begins >= end:
            return passed
        passed += min(closing, end) - begins
    raise AssertionError("working days never end")


def add_working_days(start: dt.datetime, days: int, *, office: Office = USUAL) -> dt.datetime:
    """Return the close of business on the `days`-th working day after the day of `start`.

    The day on which it comes in is day 0, whatever its hour and whether it is a working day or not.
    """
    day, closes = start.astimezone(LONDON).date(), office.closes
    for _ in range(days):
        day, (_, closes) = _next_working_day(day, office)
    return dt.datetime.combine(day, closes, LONDON)


def target(start: dt.datetime, *, amount: int, unit: str, office: Office = USUAL) -> dt.datetime:
    """Return when a target of `amount` working hours or days from `start` falls due.

    A target in hours is rounded up to the next quarter of an hour, as it is told to people.
    """
    if unit == TargetUnit.DAYS:
        return add_working_days(start, amount, office=office)
    return _round_up(add_working_hours(start, amount, office=office))


def response_target(queue: Queue, start: dt.datetime, priority: int | None = None) -> dt.datetime:
    """Return when a first reply from `queue` is due to what came in at `start` with `priority`.

    Without a priority, or with one that has no targets of its own, the queue's targets hold.
    """
    promised = _promised(queue, priority)
    return target(
        start,
        amount=promised.response_target,
        unit=promised.response_unit,
        office=office_of(queue),
    )


def resolution_target(queue: Queue, start: dt.datetime, priority: int | None = None) -> dt.datetime:
    """Return when `queue` is due to have resolved what came in at `start`; see `response_target`."""
    promised = _promised(queue, priority)
    return target(
        start,
        amount=promised.resolution_target,
        unit=promised.resolution_unit,
        office=office_of(queue),
    )


def in_words(moment: dt.datetime) -> str:
    """Return a target as a person says it: "by 5pm on Thursday 3 December".

    The year is said when it is not the present one.
    """
    local = moment.astimezone(LONDON)
    day = date_format(local, "l j F" if local.year == timezone.localdate().year else "l j F Y")
    return gettext("by {time} on {day}").format(time=clock(local), day=day)


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
        return gettext("midday") if local.hour else gettext("midnight")
    minutes = f":{local.minute:02}" if local.minute else ""
    # Translators: a time of day, such as 9am or 9:30am; {clock} is the same as 09:00 or 09:30.
    said = gettext("{time}am") if local.hour < 12 else gettext("{time}pm")
    return said.format(time=f"{local.hour % 12 or 12}{minutes}", clock=f"{local:%H:%M}")


def _promised(queue: Queue, priority: int | None) -> Queue | PriorityTarget:
    if priority is None:
        return queue
    # All of them, four at most: where they were fetched with the queue, nothing is asked again.
    own = (each for each in queue.priority_targets.all() if each.priority == priority)
    return next(own, queue)


def _office_days(start: dt.datetime, office: Office) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Opening and closing, in UTC so that differences are true across a clock change, from `start` on."""
    day = start.astimezone(LONDON).date() - dt.timedelta(days=1)
    while True:
        day, (opens, closes) = _next_working_day(day, office)
        closing = dt.datetime.combine(day, closes, LONDON).astimezone(dt.UTC)
        if closing > start:
            yield dt.datetime.combine(day, opens, LONDON).astimezone(dt.UTC), closing


def _next_working_day(day: dt.date, office: Office) -> tuple[dt.date, Opening]:
    """The next day after `day` on which is worked, and its hours. There always is one: see `hours`."""
    while True:
        day += dt.timedelta(days=1)
        hours = office.on(day)
        if hours:
            return day, hours


def _round_up(moment: dt.datetime) -> dt.datetime:
    whole = moment.replace(second=0, microsecond=0)
    missing = -whole.minute % _QUARTER
    if whole < moment and not missing:
        missing = _QUARTER
    return whole + dt.timedelta(minutes=missing)
