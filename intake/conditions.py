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


_WITHOUT_VALUE = {Operator.FILLED, Operator.EMPTY, Operator.IS_TODAY}


def operand_problem(operator: str, value: str) -> str:
    """Return what is wrong with `value` for `operator`, in words for the person who typed it, or ""."""
    if operator in _WITHOUT_VALUE:
        return "" if not value else "This comparison takes no value."
    if not value.strip():
        return "Give a value to compare with."
    if operator == Operator.WITHIN_HOURS and not (value.strip().isdigit() and 0 < int(value) <= 400):
        return "Give a whole number of working hours from 1 to 400."
    return ""


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
    """A fact as lower-case texts: one for a single answer, one each for several."""
    if fact is None or fact == "":
        return []
    if isinstance(fact, bool):
        return ["yes" if fact else "no"]
    values = fact if isinstance(fact, list | tuple) else [fact]
    return [str(value).strip().lower() for value in values]


def _moment(fact: Any) -> dt.datetime | None:
    """A fact as a moment; a bare date counts as its end, when the day's work is done."""
    if isinstance(fact, dt.datetime):
        return fact
    try:
        moment = parse_datetime(str(fact or ""))
        day = parse_date(str(fact or ""))
    except ValueError:
        return None
    if moment and len(str(fact)) > 10:
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(17))) if day else None


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
    return moment is not None and moment <= sla.add_working_hours(now, int(value))


def _is_today(fact: Any, value: str, now: dt.datetime) -> bool:
    moment = _moment(fact)
    return moment is not None and timezone.localdate(moment) == timezone.localdate(now)


_COMPARE: dict[Operator, Callable[[Any, str, dt.datetime], bool]] = {
    Operator.EQUALS: _equals,
    Operator.NOT_EQUALS: lambda fact, value, now: not _equals(fact, value, now),
    Operator.ONE_OF: _one_of,
    Operator.CONTAINS: _contains,
    Operator.FILLED: lambda fact, value, now: bool(_texts(fact)),
    Operator.EMPTY: lambda fact, value, now: not _texts(fact),
    Operator.WITHIN_HOURS: _within_hours,
    Operator.IS_TODAY: _is_today,
}
