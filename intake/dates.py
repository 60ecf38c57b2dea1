"""Dates and times as people type them, understood as Europe/London; day before month, as in Britain."""

import datetime as dt
import re
import unicodedata
from enum import Enum

from intake.sla import LONDON

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month_name>(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*)"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\s*[-/.\s]\s*(?P<month>\d{{1,2}})\s*[-/.\s]\s*{_YEAR}",
        rf"(?P<day>\d{{1,2}})\s*-?\s*{_MONTH}\s*-?\s*{_YEAR}",
        rf"{_MONTH}\s*(?P<day>\d{{1,2}})\s+(?P<year>\d{{4}})",
    )
]
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?P<half>am|pm)?"
_TIME = rf"(?:{_CLOCK}|(?P<hour_only>\d{{1,2}})\s*(?P<half_only>am|pm)|(?P<midday>midday|noon))"
_ISO_START = re.compile(r"(\d{4}-\d{2}-\d{2})t")
_TIME_LAST = re.compile(rf"(?P<rest>.*?)(?:^|(?<=\s)){_TIME}")
_TIME_FIRST = re.compile(rf"{_TIME}(?:\s+(?P<rest>.*)|$)")
_WEEKDAYS = re.compile(r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b")
_LONGEST = 60
# Years in which every moment can be stored and compared in any zone, and no typing error hides.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class Fault(Enum):
    """Why a text is no date or time."""

    NOT_A_DATE = "not a date"
    NOT_REAL = "a date or time that does not exist"
    NO_TIME = "a date without a time"
    NO_DATE = "a time without a date"
    SKIPPED = "a time that the clocks leave out"


class NotUnderstood(ValueError):
    """The text is no date or time; `fault` says why, `skipped` which time the clocks leave out."""

    def __init__(self, fault: Fault, skipped: dt.datetime | None = None) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.skipped = skipped


def parse_date(text: str) -> dt.date:
    """Return the date that `text` says, such as "2026-12-03", "3/12/2026" or "Thursday 3rd December 2026".

    Raises:
        NotUnderstood: it says none, or one that does not exist.
    """
    return _date(_plain(text))


def parse_time(text: str) -> dt.time:
    """Return the time of day that `text` says, such as "9am", "12:30", "1.15 pm" or "midday".

    Raises:
        NotUnderstood: it says none, or one that does not exist.
    """
    found = re.fullmatch(_TIME, _plain(text))
    if not found:
        raise NotUnderstood(Fault.NO_TIME)
    return _time(found)


def parse_datetime(text: str) -> dt.datetime:
    """Return the moment that `text` says, in London: a date with a time before or after it.

    A time that the clocks show twice, when they go back, is taken as the first of the two.

    Raises:
        NotUnderstood: it says none, or one that does not exist.
    """
    plain = _plain(text)
    found = _TIME_LAST.fullmatch(plain) or _TIME_FIRST.fullmatch(plain)
    if not found:
        _date(plain)
        raise NotUnderstood(Fault.NO_TIME)
    rest = (found["rest"] or "").strip()
    if not rest:
        raise NotUnderstood(Fault.NO_DATE)
    return in_london(dt.datetime.combine(_date(rest), _time(found)))


def in_london(local: dt.datetime) -> dt.datetime:
    """Return the moment at which London's clocks show `local`, a naive time.

    Raises:
        NotUnderstood: they never do, because they go forward over it.
    """
    moment = local.replace(tzinfo=LONDON)
    if moment.astimezone(dt.UTC).astimezone(LONDON).replace(tzinfo=None) != local:
        raise NotUnderstood(Fault.SKIPPED, moment)
    return moment


def is_shown_twice(moment: dt.datetime) -> bool:
    """Return whether London's clocks show the time of `moment` twice on its day."""
    local = moment.astimezone(LONDON)
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        raise NotUnderstood(Fault.NOT_A_DATE)
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = _ISO_START.sub(r"\1 ", plain)
    plain = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", plain)
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,|\b(?:at|of|on)\b", " ", plain)
    return " ".join(_WEEKDAYS.sub(" ", plain).split())


def _date(plain: str) -> dt.date:
    for pattern in _DATES:
        found = pattern.fullmatch(plain)
        if found:
            return _real_date(found.groupdict())
    raise NotUnderstood(Fault.NOT_A_DATE)


def _real_date(parts: dict[str, str | None]) -> dt.date:
    name = parts.get("month_name")
    month = _MONTHS.index(name[:3]) + 1 if name else int(parts["month"] or 0)
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise NotUnderstood(Fault.NOT_REAL)
    try:
        return dt.date(year, month, int(parts["day"] or 0))
    except ValueError:
        raise NotUnderstood(Fault.NOT_REAL) from None


def _time(found: re.Match[str]) -> dt.time:
    if found["midday"]:
        return dt.time(12)
    hour = int(found["hour"] or found["hour_only"])
    half = found["half"] or found["half_only"]
    if half and not 1 <= hour <= 12:
        # "15:00pm" can only be meant one way, "0am" and "13am" not.
        if half == "am" or not 12 < hour < 24:
            raise NotUnderstood(Fault.NOT_REAL)
        half = None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return dt.time(hour, int(found["minute"] or 0))
    except ValueError:
        raise NotUnderstood(Fault.NOT_REAL) from None
