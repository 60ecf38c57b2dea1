"""Conditions on a submission's facts: every operator, and facts of every odd shape."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.conditions import Operator, holds, operand_problem

#: Tuesday 24 November 2026, 15:00 in London; two working hours before the office closes.
NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


def condition(operator: str, value: str, fact: Any) -> bool:
    """Return whether a condition on one fact holds at `NOW`."""
    return holds(field="fact", operator=operator, value=value, facts={"fact": fact}, now=NOW)


def test_a_condition_asks_one_fact_by_its_name() -> None:
    facts = {"outlet": "The Echo", "request_type": "interview"}
    assert holds(field="request_type", operator="equals", value="interview", facts=facts, now=NOW)
    assert not holds(field="outlet", operator="equals", value="interview", facts=facts, now=NOW)


@pytest.mark.parametrize(
    ("operator", "value", "fact", "expected"),
    [
        ("equals", "interview", "interview", True),
        ("equals", " Interview ", "interview", True),
        ("equals", "view", "interview", False),
        ("equals", "b", ["a", "b"], True),
        ("equals", "yes", True, True),
        ("equals", "no", False, True),
        ("equals", "7", 7, True),
        ("equals", "0", 0, True),
        ("not_equals", "interview", "statement", True),
        ("not_equals", "interview", "interview", False),
        ("not_equals", "interview", None, True),
        ("not_equals", "b", ["a", "b"], False),
        ("one_of", "a, b ,C", "c", True),
        ("one_of", "a,b", "c", False),
        ("one_of", "a,b", ["c", "b"], True),
        ("one_of", "a,,b", "", False),
        ("contains", "term dates", "When are the  Term\nDates out?", True),
        ("contains", "term dates", "dates of term", False),
        ("contains", "term", None, False),
        ("filled", "", "x", True),
        ("filled", "", False, True),
        ("filled", "", 0, True),
        ("filled", "", "", False),
        ("filled", "", "  \n", False),
        ("filled", "", None, False),
        ("filled", "", [], False),
        ("filled", "", [None, ""], False),
        ("empty", "", None, True),
        ("empty", "", [], True),
        ("empty", "", "x", False),
        ("within_hours", "2", "2026-11-24T17:00:00+00:00", True),
        ("within_hours", "2", "2026-11-24 17:00", True),
        ("within_hours", "2", "2026-11-25 09:01", False),
        ("within_hours", "3", "2026-11-25 09:59", True),
        ("within_hours", "2", "2026-11-24", True),
        ("within_hours", "2", "2026-11-25", False),
        ("within_hours", "2", "2020-01-01", True),
        ("within_hours", "2", dt.datetime(2026, 11, 24, 16, tzinfo=dt.UTC), True),
        ("within_hours", "2", None, False),
        ("within_hours", "2", "soon", False),
        ("is_today", "", "2026-11-24", True),
        ("is_today", "", "2026-11-25", False),
        ("is_today", "", "2026-11-24 23:59", True),
        ("is_today", "", "2026-11-24T23:59:00-01:00", False),
        ("is_today", "", dt.date(2026, 11, 24), True),
        ("is_today", "", "2026-02-30", False),
        ("is_today", "", None, False),
    ],
)
def test_each_operator(operator: str, value: str, fact: Any, expected: bool) -> None:
    assert condition(operator, value, fact) is expected


def test_today_is_londons_today() -> None:
    half_past_midnight_in_summer = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    facts = {"when": "2026-07-02"}
    assert holds(field="when", operator="is_today", value="", facts=facts, now=half_past_midnight_in_summer)


def test_every_operator_is_compared() -> None:
    assert all(condition(operator, "1", "x") in (True, False) for operator in Operator)


ODD_FACTS = [
    None,
    True,
    {},
    {"a": 1},
    [],
    [[1], None, {"b": 2}],
    "x" * 100_000,
    ["x"] * 10_000,
    "\0",
    "\ud800",
    float("nan"),
    10**400,
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2026-13-45",
    "2026-11-24T25:61",
    "0000-00-00",
    "١٢٣",
    dt.date.min,
    dt.date.max,
]


@pytest.mark.parametrize("operator", Operator)
@pytest.mark.parametrize("fact", ODD_FACTS, ids=range(len(ODD_FACTS)))
def test_no_fact_is_an_error(operator: str, fact: Any) -> None:
    assert condition(operator, "2", fact) in (True, False)


@given(
    operator=st.sampled_from(list(Operator)),
    value=st.text(max_size=30),
    fact=st.one_of(st.none(), st.booleans(), st.text(), st.lists(st.text()), st.datetimes().map(str)),
)
def test_neither_fact_nor_value_is_ever_an_error(operator: str, value: str, fact: Any) -> None:
    assert condition(operator, value, fact) in (True, False)
    assert isinstance(operand_problem(operator, value), str)


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("equals", ""),
        ("contains", "  "),
        ("filled", "yes"),
        ("is_today", "yes"),
        ("within_hours", ""),
        ("within_hours", "soon"),
        ("within_hours", "0"),
        ("within_hours", "-1"),
        ("within_hours", "1.5"),
        ("within_hours", "401"),
        ("within_hours", "²"),
        ("within_hours", "9" * 5000),
    ],
)
def test_a_value_that_cannot_be_compared_with_is_refused(operator: str, value: str) -> None:
    assert operand_problem(operator, value)


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("equals", "yes"),
        ("one_of", "a,b"),
        ("filled", ""),
        ("empty", ""),
        ("within_hours", " 4 "),
        ("is_today", ""),
    ],
)
def test_a_value_that_can_be_compared_with_is_taken(operator: str, value: str) -> None:
    assert operand_problem(operator, value) == ""
