"""Which condition follows from which, checked against conditions themselves."""

import itertools

import pytest
import time_machine
from django.utils import timezone

from intake import conditions
from intake.conditions import Operator
from intake.implications import implies


@pytest.mark.parametrize(
    ("given", "then"),
    [
        (("equals", "Red"), ("equals", " red ")),
        (("equals", "red"), ("one_of", "blue, Red")),
        (("equals", "dark red"), ("contains", "RED")),
        (("equals", "red"), ("filled", "")),
        (("one_of", "red, blue"), ("one_of", "blue, green, red")),
        (("one_of", "red"), ("equals", "red")),
        (("one_of", "dark red, light red"), ("contains", "red")),
        (("one_of", "red"), ("filled", "")),
        (("contains", "very dark  red"), ("contains", "dark red")),
        (("contains", "red"), ("filled", "")),
        (("filled", ""), ("filled", "")),
        (("empty", ""), ("empty", "")),
        (("empty", ""), ("not_equals", "red")),
        (("not_equals", "red"), ("not_equals", "RED")),
        (("within_hours", "4"), ("within_hours", "8")),
        (("within_hours", "4"), ("filled", "")),
        (("is_today", ""), ("is_today", "")),
        (("is_today", ""), ("filled", "")),
    ],
)
def test_what_follows(given: tuple[str, str], then: tuple[str, str]) -> None:
    assert implies(*given, *then)


@pytest.mark.parametrize(
    ("given", "then"),
    [
        (("one_of", "red, blue"), ("equals", "red")),
        (("one_of", "red, blue"), ("one_of", "red, green")),
        (("one_of", "dark red, blue"), ("contains", "red")),
        (("contains", "red"), ("contains", "dark red")),
        (("contains", "red"), ("equals", "red")),
        (("filled", ""), ("equals", "red")),
        (("filled", ""), ("not_equals", "red")),
        (("empty", ""), ("filled", "")),
        (("not_equals", "red"), ("filled", "")),
        (("not_equals", "red"), ("empty", "")),
        (("within_hours", "8"), ("within_hours", "4")),
        (("within_hours", "soon"), ("within_hours", "4")),
        (("within_hours", "4"), ("is_today", "")),
        (("is_today", ""), ("within_hours", "1")),
        # Of several answers one may be the other.
        (("equals", "red"), ("not_equals", "blue")),
    ],
)
def test_what_does_not_follow(given: tuple[str, str], then: tuple[str, str]) -> None:
    assert not implies(*given, *then)


@time_machine.travel("2026-11-24 15:00Z", tick=False)
def test_nothing_is_said_to_follow_that_any_answer_contradicts() -> None:
    values = ["red", "RED ", "dark red", "red, blue", "blue, dark  red", "", ",", "yes", "3", "30", "soon"]
    each = [*itertools.product(Operator.values, values)]
    facts = [
        *("red", "dark red", "blue", ["red", "blue"], ["dark  red"], [], "", " ", None, True, False, 3),
        *("2026-11-24", "2026-11-24 16:30", "2026-11-25", "2026-11-26 12:00", "2020-01-01", "9999-12-31"),
        *(timezone.now(), "red, blue", ",", [""]),
    ]
    now = timezone.now()
    held = {
        pair: [
            conditions.holds(field="x", operator=pair[0], value=pair[1], facts={"x": fact}, now=now)
            for fact in facts
        ]
        for pair in each
    }
    for given, then in itertools.product(each, each):
        if implies(*given, *then):
            broken = [fact for fact, a, b in zip(facts, held[given], held[then], strict=True) if a and not b]
            assert not broken, f"{given} then {then}"
