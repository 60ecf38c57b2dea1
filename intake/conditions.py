"""Conditions on a submission's facts, as rows: used by routing rules and by notices on forms."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from intake import sla


class Operator(models.TextChoices):
    """How a field is compared with a value."""

    EQUALS = "equals", "is"
    NOT_EQUALS = "not_equals", "is not"
    ONE_OF = "one_of", "is one of (separated by commas)"
    CONTAINS = "contains", "contains the words"
    FILLED = "filled", "is answered"
    EMPTY = "empty", "is not answered"
    WITHIN_HOURS = "within_hours", "is within this many working hours"
    IS_TODAY = "is_today", "is today"


_HOURS_AT_MOST = 400
_WITHOUT_VALUE = {Operator.FILLED, Operator.EMPTY, Operator.IS_TODAY}


def operand_problem(operator: str, value: str) -> str:
    """Return what is wrong with `value` for `operator`, in words for the person who typed it, or ""."""
    if operator in _WITHOUT_VALUE:
        return "" if not value else "This comparison takes no value."
    if not value.strip():
        return "Give a value to compare with."
    if operator == Operator.WITHIN_HOURS and working_hours(value) is None:
        return f"Give a whole number of working hours from 1 to {_HOURS_AT_MOST}."
    return ""


def in_words(*, field: str, operator: str, value: str) -> str:
    """Return the condition as a person says it: "impact is “whole_school”"."""
    said = {
        Operator.ONE_OF: f"is one of {value}",
        Operator.CONTAINS: f"contains “{value}”",
        Operator.WITHIN_HOURS: f"is within {value} working hours",
    }
    label = Operator(operator).label
    plain = label if operator in _WITHOUT_VALUE else f"{label} “{value}”"
    return f"{field} {said.get(Operator(operator), plain)}"


def is_answered(fact: Any) -> bool:
    """Return whether a fact counts as answered."""
    return bool(_texts(fact))


def fact_in_words(fact: Any) -> str:
    """Return a fact as conditions see it: "yes", "red, blue", "2026-11-24 15:00" in London."""
    if isinstance(fact, dt.datetime):
        return f"{timezone.localtime(fact):%Y-%m-%d %H:%M}"
    values = fact if isinstance(fact, list | tuple) else [fact]
    return ", ".join(_in_words(value) for value in values if value is not None)


def holds(*, field: str, operator: str, value: str, facts: Mapping[str, Any], now: dt.datetime) -> bool:
    """Return whether the condition holds for `facts`.

    Args:
        field: the fact's name; a name that is not among the facts counts as not answered.
        operator: one of `Operator`.
        value: what to compare with.
        facts: answers by question name, and the submission's own fields.
        now: the moment at which "today" and "within hours" are asked.
    """
    return _COMPARE[Operator(operator)](facts.get(field), value, now)


def _texts(fact: Any) -> list[str]:
    """A fact as lower-case texts: one for a single answer, one each for several, none for an empty one."""
    if isinstance(fact, bool):
        return ["yes" if fact else "no"]
    values = fact if isinstance(fact, list | tuple) else [fact]
    texts = (str(value).strip().lower() for value in values if value is not None)
    return [text for text in texts if text]


def _in_words(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def working_hours(value: str) -> int | None:
    """Return a typed number of working hours, or None where it is not one that can be asked for."""
    typed = value.strip()
    if not (typed.isdecimal() and len(typed) <= len(str(_HOURS_AT_MOST))):
        return None
    return int(typed) if 0 < int(typed) <= _HOURS_AT_MOST else None


def _moment(fact: Any) -> dt.datetime | None:
    """A fact as a moment; a bare date counts as its end, when the day's work is done."""
    if isinstance(fact, dt.datetime):
        return fact
    text = str(fact or "")
    try:
        day = parse_date(text)
        moment = dt.datetime.combine(day, sla.CLOSES) if day else parse_datetime(text)
        aware = timezone.make_aware(moment) if moment and timezone.is_naive(moment) else moment
        # Said in London time here, so that a year beyond the calendar's ends is found out.
        return timezone.localtime(aware) if aware else None
    except (ValueError, OverflowError):
        return None


def _equals(fact: Any, value: str, now: dt.datetime) -> bool:
    return value.strip().lower() in _texts(fact)


def _one_of(fact: Any, value: str, now: dt.datetime) -> bool:
    wanted = {part.strip().lower() for part in value.split(",")}
    return any(text in wanted for text in _texts(fact))


def _contains(fact: Any, value: str, now: dt.datetime) -> bool:
    wanted = " ".join(value.lower().split())
    return any(wanted in " ".join(text.split()) for text in _texts(fact))


def _within_hours(fact: Any, value: str, now: dt.datetime) -> bool:
    moment = _moment(fact)
    hours = working_hours(value)
    return moment is not None and hours is not None and moment <= sla.add_working_hours(now, hours)


def _is_today(fact: Any, value: str, now: dt.datetime) -> bool:
    moment = _moment(fact)
    return moment is not None and timezone.localdate(moment) == timezone.localdate(now)


_COMPARE: dict[Operator, Callable[[Any, str, dt.datetime], bool]] = {
    Operator.EQUALS: _equals,
    Operator.NOT_EQUALS: lambda fact, value, now: not _equals(fact, value, now),
    Operator.ONE_OF: _one_of,
    Operator.CONTAINS: _contains,
    Operator.FILLED: lambda fact, value, now: is_answered(fact),
    Operator.EMPTY: lambda fact, value, now: not is_answered(fact),
    Operator.WITHIN_HOURS: _within_hours,
    Operator.IS_TODAY: _is_today,
}
