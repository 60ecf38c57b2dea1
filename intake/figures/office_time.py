"""Working time as `sla.working_time` counts it, but at once: a page asks for it many thousand times."""

import datetime as dt

from intake.sla import LONDON, Office

_FIRST_DAY = dt.date(2000, 1, 1).toordinal()


class OfficeTime:
    """The working time of one queue.

    The clocks change in the night: no day that is worked has more or fewer hours because of it.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        #: The seconds worked before each day since the first one, as far as somebody has asked.
        self._before = [0.0]

    def passed(self, moment: dt.datetime) -> float:
        """Return the seconds of working time until `moment` since a day long ago."""
        local = moment.astimezone(LONDON)
        day = max(local.toordinal() - _FIRST_DAY, 0)
        while len(self._before) <= day:
            opens, closes = self._hours(len(self._before) - 1)
            self._before.append(self._before[-1] + closes - opens)
        opens, closes = self._hours(day)
        return self._before[day] + min(max(_seconds(local) - opens, 0), closes - opens)

    def _hours(self, day: int) -> tuple[float, float]:
        hours = self._office.on(dt.date.fromordinal(_FIRST_DAY + day))
        return (_seconds(hours[0]), _seconds(hours[1])) if hours else (0, 0)


def _seconds(time: dt.time | dt.datetime) -> float:
    return time.hour * 3600 + time.minute * 60 + time.second + time.microsecond / 1_000_000
