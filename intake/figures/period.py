"""The days of which figures are asked for: London's days, from midnight to midnight."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from intake.sla import LONDON

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    first: dt.date
    last: dt.date

    @property
    def start(self) -> dt.datetime:
        """The midnight at which it begins."""
        return _midnight(self.first)

    @property
    def end(self) -> dt.datetime:
        """The midnight after its last day."""
        return _midnight(self.last + _DAY)

    @property
    def days(self) -> list[dt.date]:
        """Each of its days."""
        return [self.first + number * _DAY for number in range((self.last - self.first).days + 1)]

    @property
    def in_words(self) -> str:
        """It as people say it: "November 2026", "26 October to 24 November 2026", "24 November 2026"."""
        first, last = self.first, self.last
        if self == month(first.year, first.month):
            return f"{first:%B %Y}"
        said = f"{last.day} {last:%B %Y}"
        if first == last:
            return said
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {said}"
        year = f" {first.year}" if first.year != last.year else ""
        return f"{first.day} {first:%B}{year} to {said}"


def last_days(count: int) -> Period:
    """Return the last `count` days, today included."""
    today = timezone.now().astimezone(LONDON).date()
    return Period(today - (count - 1) * _DAY, today)


def month(year: int, number: int) -> Period:
    """Return a month of the calendar."""
    first = dt.date(year, number, 1)
    following = (first + 31 * _DAY).replace(day=1)
    return Period(first, following - _DAY)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), LONDON)
