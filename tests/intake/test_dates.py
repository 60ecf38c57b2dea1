"""Dates and times as people type them."""

import datetime as dt

import pytest

from intake import dates
from intake.dates import Fault, NotUnderstood

THIRD_OF_DECEMBER = dt.date(2026, 12, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-03",
        "2026/12/3",
        "3/12/2026",
        "03/12/2026",
        "3/12/26",
        "3-12-2026",
        "3.12.2026",
        "3 12 2026",
        "3 December 2026",
        "3 dec 2026",
        "3rd December, 2026",
        "3rd of December 2026",
        "Thursday 3 December 2026",
        "Thu 3 Dec 2026",
        "December 3, 2026",
        "3-Dec-2026",
        " 3  DECEMBER  2026 ",
        "３/１２/２０２６",
    ],
)
def test_a_date_is_understood(text):
    assert dates.parse_date(text) == THIRD_OF_DECEMBER


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("tomorrow", Fault.NOT_A_DATE),
        ("3/12", Fault.NOT_A_DATE),
        ("2026", Fault.NOT_A_DATE),
        ("3 Dezember 2026", Fault.NOT_A_DATE),
        ("3/12/2026 or later", Fault.NOT_A_DATE),
        ("1" * 5000, Fault.NOT_A_DATE),
        ("31 February 2027", Fault.NOT_REAL),
        ("29/2/2027", Fault.NOT_REAL),
        ("12/31/2026", Fault.NOT_REAL),
        ("0/1/2026", Fault.NOT_REAL),
        ("2026-00-10", Fault.NOT_REAL),
        ("3 December 0026", Fault.NOT_REAL),
        ("3/12/9999", Fault.NOT_REAL),
    ],
)
def test_what_is_no_date_is_refused(text, fault):
    with pytest.raises(NotUnderstood) as refused:
        dates.parse_date(text)
    assert refused.value.fault == fault


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-03T15:00",
        "2026-12-03 15:00",
        "2026-12-03T15:00:00",
        "2026-12-03T15:00:00.000",
        "3/12/2026 15:00",
        "3/12/2026 15.00",
        "3/12/2026 3pm",
        "3/12/2026 3 pm",
        "3/12/2026, 3 p.m.",
        "3/12/2026 at 3:00pm",
        "3 December 2026 15:00",
        "Thursday 3rd December 2026 at 3.00 PM",
        "3pm on 3 December 2026",
        "15:00 3/12/2026",
        "3pm, Thursday 3 December 2026",
    ],
)
def test_a_moment_is_understood(text):
    assert dates.parse_datetime(text) == dt.datetime(2026, 12, 3, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("3/12/2026 12pm", 12, 0),
        ("3/12/2026 midday", 12, 0),
        ("3/12/2026 noon", 12, 0),
        ("3/12/2026 12am", 0, 0),
        ("3/12/2026 0:05", 0, 5),
        ("3/12/2026 11.59pm", 23, 59),
        ("3/12/2026 9:30", 9, 30),
    ],
)
def test_the_time_of_day_is_understood(text, hour, minute):
    moment = dates.parse_datetime(text)
    assert (moment.hour, moment.minute) == (hour, minute)


def test_a_summer_moment_is_londons():
    assert dates.parse_datetime("1 July 2026 9am") == dt.datetime(2026, 7, 1, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("3 December 2026", Fault.NO_TIME),
        ("3pm", Fault.NO_DATE),
        ("15:00", Fault.NO_DATE),
        ("3 December 2026 25:00", Fault.NOT_REAL),
        ("3 December 2026 14:60", Fault.NOT_REAL),
        ("3 December 2026 13am", Fault.NOT_REAL),
        ("3 December 2026 0pm", Fault.NOT_REAL),
        ("31 February 2026 3pm", Fault.NOT_REAL),
        ("soon", Fault.NOT_A_DATE),
        ("next Thursday 3pm", Fault.NOT_A_DATE),
        ("3 December 2026 15:00 15:00", Fault.NOT_A_DATE),
    ],
)
def test_what_is_no_moment_is_refused(text, fault):
    with pytest.raises(NotUnderstood) as refused:
        dates.parse_datetime(text)
    assert refused.value.fault == fault


@pytest.mark.parametrize("text", ["29 March 2026 1:00", "29 March 2026 1:30am", "2026-03-29T01:59"])
def test_a_time_that_the_clocks_leave_out_is_refused(text):
    with pytest.raises(NotUnderstood) as refused:
        dates.parse_datetime(text)
    assert refused.value.fault == Fault.SKIPPED
    assert refused.value.skipped.hour == 1


@pytest.mark.parametrize(
    ("text", "utc_hour"), [("29 March 2026 0:59", 0), ("29 March 2026 2:00", 1), ("25 October 2026 2:00", 2)]
)
def test_the_times_round_a_clock_change_are_right(text, utc_hour):
    assert dates.parse_datetime(text).astimezone(dt.UTC).hour == utc_hour


def test_a_time_that_the_clocks_show_twice_is_the_first_of_the_two():
    moment = dates.parse_datetime("25 October 2026 1:30am")
    assert moment.astimezone(dt.UTC) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert dates.is_shown_twice(moment)
    assert not dates.is_shown_twice(dates.parse_datetime("25 October 2026 2:30am"))
