"""The days of which figures are asked for."""

import datetime as dt

import pytest
import time_machine

from intake.figures import Period, last_days, month


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_the_last_seven_days_end_today():
    period = last_days(7)
    assert (period.first, period.last) == (day("2026-11-18"), day("2026-11-24"))
    assert len(period.days) == 7


@time_machine.travel("2026-07-14 23:30Z", tick=False)
def test_today_is_londons():
    assert last_days(1).last == day("2026-07-15")


@pytest.mark.parametrize(
    ("year", "number", "last"),
    [(2026, 11, "2026-11-30"), (2026, 12, "2026-12-31"), (2028, 2, "2028-02-29"), (2026, 1, "2026-01-31")],
)
def test_a_month_ends_with_its_last_day(year, number, last):
    assert month(year, number).last == day(last)


@pytest.mark.parametrize(
    ("date", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-07-01", 24), ("2026-12-25", 24)]
)
def test_a_day_is_as_long_as_london_has_it(date, hours):
    period = Period(day(date), day(date))
    start, end = period.start.astimezone(dt.UTC), period.end.astimezone(dt.UTC)
    assert end - start == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-01", "2026-11-30", "November 2026"),
        ("2026-11-01", "2026-11-29", "1 to 29 November 2026"),
        ("2026-11-24", "2026-11-24", "24 November 2026"),
        ("2026-10-26", "2026-11-24", "26 October to 24 November 2026"),
        ("2025-12-20", "2026-01-02", "20 December 2025 to 2 January 2026"),
    ],
)
def test_a_period_is_said_in_words(first, last, words):
    assert Period(day(first), day(last)).in_words == words
