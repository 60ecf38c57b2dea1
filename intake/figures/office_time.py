"""Working time as `sla.working_time` counts it, but at once: a page asks for it many thousand times."""

import datetime as dt
from functools import cache, lru_cache

from intake.sla import LONDON, is_working_day

_FIRST_YEAR = 2000


class OfficeTime:
    """The working time of one queue.

    The clocks change on Sundays: no working day has more or fewer hours than another.
    """

    def __init__(self, opens: dt.time, closes: dt.time) -> None:
        self._opens, self._closes = _seconds(opens), _seconds(closes)

    def passed(self, moment: dt.datetime) -> float:
        """Return the seconds of working time until `moment` since a day long ago."""
        local = moment.astimezone(LONDON)
        days, is_working = _working_days(local.toordinal())
        whole = self._closes - self._opens
        if not is_working:
            return days * whole
        return days * whole + min(max(_seconds(local) - self._opens, 0), whole)


@cache
def of_hours(opens: dt.time, closes: dt.time) -> OfficeTime:
    """Return the working time of the queues with these office hours."""
    return OfficeTime(opens, closes)


def _seconds(time: dt.time | dt.datetime) -> float:
    return time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1_000_000


@lru_cache(maxsize=4096)
def _working_days(ordinal: int) -> tuple[int, bool]:
    """How many working days there are before a day, and whether it is one."""
    day = dt.date.fromordinal(ordinal)
    new_year = dt.date(day.year, 1, 1)
    earlier = sum(_in_year(year) for year in range(_FIRST_YEAR, day.year))
    this_year = (dt.date.fromordinal(each) for each in range(new_year.toordinal(), ordinal))
    return earlier + sum(map(is_working_day, this_year)), is_working_day(day)


@cache
def _in_year(year: int) -> int:
    new_year = dt.date(year, 1, 1)
    length = (dt.date(year + 1, 1, 1) - new_year).days
    return sum(is_working_day(new_year + dt.timedelta(days=number)) for number in range(length))
