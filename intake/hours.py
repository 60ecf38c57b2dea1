"""Office hours as people write them: days of the week with other hours, and times of closing."""

import calendar
import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext

from intake import dates, sla
from intake.models import Queue

_DAYS = [name.lower() for name in calendar.day_name]
_MOST_CLOSURES = 50
_LONGEST_CLOSURE = dt.timedelta(days=366)
_LONGEST_WHY = 100


def read_weekdays(text: str) -> dict[str, list[str]]:
    """Return what `Queue.weekday_hours` keeps of lines such as "Friday 9am to 12pm" or "Wednesday closed".

    Raises:
        ValidationError: a line says something else, or the team would never work.
    """
    found: dict[str, list[str]] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        day, _, hours = line.partition(" ")
        number = _weekday(day.strip(":,"))
        if number is None:
            raise ValidationError(f"“{line}” does not begin with a day of the week, such as Friday.")
        if str(number) in found:
            raise ValidationError(f"{calendar.day_name[number]} is there twice.")
        found[str(number)] = [] if hours.strip().lower() == "closed" else _opening(line, hours)
    if all(found.get(str(number)) == [] for number in range(5)) and not any(found.values()):
        raise ValidationError("The team must work on one day of the week at least.")
    return found


def weekdays_in_words(weekday_hours: dict[str, list[str]]) -> str:
    """Return the lines that `read_weekdays` reads."""
    return "\n".join(
        f"{calendar.day_name[int(number)]} {_in_words(*times) if times else 'closed'}"
        for number, times in sorted(weekday_hours.items())
    )


def read_closures(text: str) -> list[dict[str, str]]:
    """Return what `Queue.closures` keeps of lines such as "24 December 2026 to 1 January 2027, Christmas".

    Raises:
        ValidationError: a line says something else, a time is longer than a year, or there are too many.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_CLOSURES:
        raise ValidationError(f"Give {_MOST_CLOSURES} lines at most. Take away what is over.")
    return sorted(map(_closure, lines), key=lambda each: each["first"])


def closures_in_words(closures: list[dict[str, str]]) -> str:
    """Return the lines that `read_closures` reads."""
    return "\n".join(_said(each) for each in closures)


def of_week(queue: Queue) -> list[str]:
    """Return when a queue's team works, for the public: "9am to 5pm", or a line for each run of like days."""
    week = sla.office_of(queue)
    usual = (week.opens, week.closes)
    by_day = [week.weekdays.get(number, usual if number < 5 else None) for number in range(7)]
    if by_day == [usual] * 5 + [None] * 2:
        return [_clocks(*usual)]
    lines, number = [], 0
    while number < 7:
        last = number
        while last < 6 and by_day[last + 1] == by_day[number]:
            last += 1
        opening = by_day[number]
        if opening:
            said = gettext("{first} to {last} {hours}") if last > number else gettext("{first} {hours}")
            lines.append(said.format(first=WEEKDAYS[number], last=WEEKDAYS[last], hours=_clocks(*opening)))
        number = last + 1
    return lines


def _weekday(word: str) -> int | None:
    matching = [number for number, day in enumerate(_DAYS) if len(word) >= 3 and day.startswith(word.lower())]
    return matching[0] if matching else None


def _opening(line: str, hours: str) -> list[str]:
    parts = re.split(r"\s+to\s+|\s*[-–]\s*", hours.strip())
    try:
        opens, closes = (dates.parse_time(part) for part in parts)
    except ValueError as error:
        raise ValidationError(
            f"“{line}” says no hours. Write them like “Friday 9am to 12pm”, or “Friday closed”."
        ) from error
    if opens >= closes:
        raise ValidationError(f"“{line}”: office hours must open before they close.")
    return [f"{opens:%H:%M}", f"{closes:%H:%M}"]


def _closure(line: str) -> dict[str, str]:
    days, _, why = line.partition(",")
    first, _, last = (part.strip() for part in re.sub(r"\s+to\s+|\s+[-–]\s+", "\0", days).partition("\0"))
    try:
        begins = dates.parse_date(first)
        ends = dates.parse_date(last) if last else begins
    except ValueError as error:
        raise ValidationError(
            f"“{line}” says no days. Write them like “24 December 2026 to 1 January 2027, Christmas”."
        ) from error
    if not begins <= ends <= begins + _LONGEST_CLOSURE:
        raise ValidationError(f"“{line}”: the last day must be in the year that begins with the first.")
    return {"first": str(begins), "last": str(ends), "why": why.strip()[:_LONGEST_WHY]}


def _said(closure: dict[str, str]) -> str:
    first, last = (dt.date.fromisoformat(closure[name]) for name in ("first", "last"))
    days = _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    return f"{days}, {closure['why']}" if closure["why"] else days


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _in_words(opens: str, closes: str) -> str:
    return _clocks(dt.time.fromisoformat(opens), dt.time.fromisoformat(closes))


def _clocks(opens: dt.time, closes: dt.time) -> str:
    any_day = dt.date(2026, 1, 5)
    opening, closing = (sla.clock(dt.datetime.combine(any_day, time, sla.LONDON)) for time in (opens, closes))
    return gettext("{opens} to {closes}").format(opens=opening, closes=closing)
