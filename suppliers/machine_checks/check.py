"""What a check of the machine's says."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from intake.wording import day_in_words

SOON = dt.timedelta(days=30)


class Verdict(models.TextChoices):
    """How it came out. A problem should keep a registration from being approved; a person decides."""

    OK = "ok", "OK"
    WARNING = "warning", "Look at this"
    PROBLEM = "problem", "Problem"
    UNKNOWN = "unknown", "Not known"


@dataclass(frozen=True)
class Match:
    """Another supplier that may be the same firm, and why."""

    supplier_id: int
    name: str
    because: str


@dataclass(frozen=True)
class Check:
    """One check: what it looked at, how it came out, a sentence on it, and the section that it belongs to."""

    name: str
    verdict: Verdict
    words: str
    section: str
    matches: tuple[Match, ...] = ()


def until(day: dt.date | None) -> tuple[Verdict, str]:
    """Return how something stands that holds until the end of `day`."""
    today = timezone.localdate()
    if not day:
        return Verdict.PROBLEM, "It is not said until when it holds."
    if day < today:
        return Verdict.PROBLEM, f"It expired on {day_in_words(day)}."
    if day <= today + SOON:
        return Verdict.WARNING, f"It expires soon, on {day_in_words(day)}."
    return Verdict.OK, ""


def worst(name: str, found: list[tuple[Verdict, str]], good: str, section: str) -> Check:
    """Return one check of several findings: the worst verdict with all that is wrong, or `good`."""
    wrong = [words for verdict, words in found if verdict != Verdict.OK]
    if not wrong:
        return Check(name, Verdict.OK, good, section)
    verdicts = [verdict for verdict, _ in found]
    verdict = Verdict.PROBLEM if Verdict.PROBLEM in verdicts else Verdict.WARNING
    return Check(name, verdict, " ".join(wrong), section)


def is_well_formed(normalise: Callable[[str], str], number: str) -> bool:
    """Return whether `normalise`, one of `suppliers.identifiers`, takes `number`."""
    try:
        normalise(number)
    except ValidationError:
        return False
    return True
