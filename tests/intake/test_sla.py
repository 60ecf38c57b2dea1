"""Working time, worked out by hand with a calendar of the bank holidays of England."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from intake import sla
from tests.factories import QueueFactory

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> dt.datetime:
    """Return a London wall-clock time as an aware moment."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def same(one: dt.datetime, other: dt.datetime) -> bool:
    """Return whether both are one moment and both say it in London time."""
    return one == other and one.utcoffset() == other.utcoffset()


WORKING_HOURS = [
    # An ordinary week: Monday 23 to Friday 27 November 2026.
    ("2026-11-23 10:00", 1, "2026-11-23 11:00", "within a day"),
    ("2026-11-23 10:00", 0.5, "2026-11-23 10:30", "half an hour"),
    ("2026-11-23 10:00", 7, "2026-11-23 17:00", "until the exact close"),
    ("2026-11-23 09:00", 8, "2026-11-23 17:00", "a whole day"),
    ("2026-11-23 10:00", 8, "2026-11-24 10:00", "into the next day"),
    ("2026-11-23 09:00", 40, "2026-11-27 17:00", "a whole week"),
    ("2026-11-23 08:00", 1, "2026-11-23 10:00", "before hours"),
    ("2026-11-23 00:00", 1, "2026-11-23 10:00", "at midnight"),
    ("2026-11-23 17:00", 1, "2026-11-24 10:00", "at the exact close"),
    ("2026-11-23 16:59", 1, "2026-11-24 09:59", "a minute before the close"),
    ("2026-11-23 16:59:30", 1, "2026-11-24 09:59:30", "half a minute before the close"),
    ("2026-11-23 20:00", 4, "2026-11-24 13:00", "after hours"),
    ("2026-11-23 10:00", 0, "2026-11-23 10:00", "nothing, in hours"),
    ("2026-11-28 10:00", 0, "2026-11-30 09:00", "nothing, on a Saturday"),
    ("2026-11-27 16:00", 2, "2026-11-30 10:00", "over a weekend"),
    ("2026-11-28 12:00", 4, "2026-11-30 13:00", "on a Saturday"),
    ("2026-11-29 23:59", 8, "2026-11-30 17:00", "on a Sunday"),
    # Christmas to New Year, with each year's substitute days.
    ("2026-12-24 16:00", 2, "2026-12-29 10:00", "2026: Boxing Day, a Saturday, moves to Monday 28"),
    ("2026-12-25 11:00", 1, "2026-12-29 10:00", "on Christmas Day"),
    ("2026-12-31 16:30", 1, "2027-01-04 09:30", "New Year's Day 2027, a Friday"),
    ("2027-12-24 16:00", 2, "2027-12-29 10:00", "2027: Christmas Day and Boxing Day move to 27 and 28"),
    ("2027-12-31 16:00", 2, "2028-01-04 10:00", "2028: New Year's Day, a Saturday, moves to Monday 3"),
    ("2028-12-22 16:00", 2, "2028-12-27 10:00", "2028: Monday 25 and Tuesday 26"),
    # Easter, and the clocks.
    ("2026-04-02 16:00", 4, "2026-04-07 12:00", "Easter 2026: 3 and 6 April"),
    ("2027-03-25 16:00", 2, "2027-03-30 10:00", "Easter 2027, and the clocks forward on its Sunday"),
    ("2028-04-13 16:00", 2, "2028-04-18 10:00", "Easter 2028: 14 and 17 April"),
    ("2026-03-27 16:00", 2, "2026-03-30 10:00", "the clocks forward"),
    ("2026-10-23 16:00", 2, "2026-10-26 10:00", "the clocks back"),
    ("2026-10-23 09:00", 16, "2026-10-26 17:00", "two whole days over the clocks back"),
]


@pytest.mark.parametrize(
    ("start", "hours", "end", "why"), WORKING_HOURS, ids=[row[3] for row in WORKING_HOURS]
)
def test_working_hours(start: str, hours: float, end: str, why: str) -> None:
    assert same(sla.add_working_hours(at(start), hours), at(end))
    in_utc = at(start).astimezone(dt.UTC)
    assert same(sla.add_working_hours(in_utc, hours), at(end)), "the zone of the start makes no difference"


WORKING_TIME = [
    ("2026-11-23 10:00", "2026-11-23 12:00", 2, "within a day"),
    ("2026-11-23 16:00", "2026-11-23 17:00", 1, "to the exact close"),
    ("2026-11-23 08:00", "2026-11-23 20:00", 8, "a day, from before hours to after them"),
    ("2026-11-23 16:00", "2026-11-24 10:00", 2, "over a night"),
    ("2026-11-23 18:00", "2026-11-24 08:00", 0, "a night"),
    ("2026-11-28 09:00", "2026-11-29 20:00", 0, "a weekend"),
    ("2026-11-27 16:00", "2026-11-30 10:00", 2, "over a weekend"),
    ("2026-11-27 12:00", "2026-11-28 12:00", 5, "into a Saturday"),
    ("2026-11-23 00:00", "2026-11-30 00:00", 40, "a week"),
    ("2026-11-23 12:00", "2026-11-23 12:00", 0, "no time"),
    ("2026-11-23 12:00", "2026-11-23 10:00", 0, "backwards"),
    ("2026-12-24 16:00", "2026-12-29 10:00", 2, "Christmas 2026 and its substitute day"),
    ("2026-12-24 09:00", "2027-01-04 17:00", 40, "Christmas to New Year: 24, 29, 30, 31 December, 4 January"),
    ("2027-12-24 12:00", "2027-12-29 12:00", 8, "Christmas 2027, two substitute days"),
    ("2027-12-31 16:30", "2028-01-04 09:30", 1, "New Year's Day 2028 moves to Monday 3"),
    ("2026-04-02 12:00", "2026-04-07 12:00", 8, "Easter 2026"),
    ("2026-05-01 16:00", "2026-05-05 10:00", 2, "the early May bank holiday"),
    ("2026-08-28 16:30", "2026-09-01 09:30", 1, "the summer bank holiday"),
    ("2026-03-27 16:00", "2026-03-30 10:00", 2, "the clocks forward"),
    ("2026-10-23 16:00", "2026-10-26 10:00", 2, "the clocks back"),
    ("2026-10-24 00:00", "2026-10-27 00:00", 8, "the day after the clocks went back has no hour more"),
]


@pytest.mark.parametrize(("start", "end", "hours", "why"), WORKING_TIME, ids=[row[3] for row in WORKING_TIME])
def test_working_time(start: str, end: str, hours: float, why: str) -> None:
    passed = dt.timedelta(hours=hours)
    assert sla.working_time(at(start), at(end)) == passed
    assert sla.working_time(at(start).astimezone(dt.UTC), at(end).astimezone(dt.UTC)) == passed


def test_working_time_in_a_queues_own_hours() -> None:
    longer = sla.Office(dt.time(7, 30), dt.time(19))
    passed = sla.working_time(at("2026-11-23 18:00"), at("2026-11-24 08:00"), office=longer)
    assert passed == dt.timedelta(hours=1.5)


WORKING_DAYS = [
    ("2026-11-23 10:00", 1, "2026-11-24 17:00", "the next day"),
    ("2026-11-23 08:00", 1, "2026-11-24 17:00", "before hours"),
    ("2026-11-23 23:30", 1, "2026-11-24 17:00", "after hours"),
    ("2026-11-27 09:00", 1, "2026-11-30 17:00", "a Friday"),
    ("2026-11-28 09:00", 1, "2026-11-30 17:00", "a Saturday"),
    ("2026-11-29 09:00", 2, "2026-12-01 17:00", "a Sunday"),
    ("2026-11-23 10:00", 10, "2026-12-07 17:00", "ten days"),
    ("2026-11-23 10:00", 20, "2026-12-21 17:00", "freedom of information, 20 days"),
    ("2026-12-07 10:00", 20, "2027-01-07 17:00", "20 days over Christmas 2026"),
    ("2026-12-24 10:00", 1, "2026-12-29 17:00", "Christmas Eve 2026"),
    ("2026-12-24 10:00", 4, "2027-01-04 17:00", "Christmas Eve to the new year"),
    ("2027-12-24 10:00", 1, "2027-12-29 17:00", "Christmas Eve 2027, two substitute days"),
    ("2027-12-31 10:00", 1, "2028-01-04 17:00", "New Year's Eve 2027, a substitute day"),
    ("2026-04-02 10:00", 1, "2026-04-07 17:00", "Maundy Thursday 2026"),
    ("2026-05-01 10:00", 1, "2026-05-05 17:00", "the early May bank holiday"),
    ("2026-05-22 10:00", 1, "2026-05-26 17:00", "the spring bank holiday"),
    ("2026-08-28 10:00", 1, "2026-09-01 17:00", "the summer bank holiday"),
    ("2026-10-23 10:00", 1, "2026-10-26 17:00", "the clocks back"),
    ("2026-07-04 00:30", 1, "2026-07-06 17:00", "a Saturday in London that is Friday in UTC"),
]


@pytest.mark.parametrize(("start", "days", "end", "why"), WORKING_DAYS, ids=[row[3] for row in WORKING_DAYS])
def test_working_days(start: str, days: int, end: str, why: str) -> None:
    assert same(sla.add_working_days(at(start).astimezone(dt.UTC), days), at(end))


def test_a_queue_may_keep_other_hours() -> None:
    longer = sla.Office(dt.time(7, 30), dt.time(19))
    assert sla.add_working_hours(at("2026-11-23 18:00"), 2, office=longer) == at("2026-11-24 08:30")
    assert sla.add_working_days(at("2026-11-23 18:00"), 1, office=longer) == at("2026-11-24 19:00")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("10:00", "14:00"),
        ("10:00:01", "14:15"),
        ("10:01", "14:15"),
        ("10:15", "14:15"),
        ("10:46", "15:00"),
        ("12:50", "17:00"),
    ],
)
def test_a_target_in_hours_is_rounded_up_to_a_quarter(start: str, end: str) -> None:
    due = sla.target(at(f"2026-11-23 {start}"), amount=4, unit="hours")
    assert due == at(f"2026-11-23 {end}")


def test_a_queues_own_targets() -> None:
    queue = QueueFactory.build(
        response_target=4,
        response_unit="hours",
        resolution_target=3,
        resolution_unit="days",
        closes_at=dt.time(16),
    )
    start = at("2026-11-27 13:00")
    assert sla.response_target(queue, start) == at("2026-11-30 10:00")
    assert sla.resolution_target(queue, start) == at("2026-12-02 16:00")


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-12-03 17:00", "by 5pm on Thursday 3 December"),
        ("2026-11-24 09:30", "by 9:30am on Tuesday 24 November"),
        ("2026-12-31 12:00", "by midday on Thursday 31 December"),
        ("2027-01-04 17:00", "by 5pm on Monday 4 January 2027"),
        ("2026-07-01 17:00", "by 5pm on Wednesday 1 July"),
    ],
)
@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_a_target_in_words(moment: str, words: str) -> None:
    assert sla.in_words(at(moment).astimezone(dt.UTC)) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("00:00", "midnight"),
        ("00:15", "12:15am"),
        ("09:05", "9:05am"),
        ("11:59", "11:59am"),
        ("12:00", "midday"),
        ("12:30", "12:30pm"),
        ("17:00", "5pm"),
        ("23:45", "11:45pm"),
    ],
)
def test_a_time_as_it_is_said(time: str, words: str) -> None:
    assert sla.clock(at(f"2026-11-24 {time}").astimezone(dt.UTC)) == words


def test_bank_holidays_of_england_and_not_of_scotland() -> None:
    assert not sla.is_working_day(dt.date(2026, 8, 31)), "the summer bank holiday of England"
    assert sla.is_working_day(dt.date(2026, 8, 3)), "the summer bank holiday of Scotland"
    assert sla.is_working_day(dt.date(2026, 11, 30)), "St Andrew's Day"
    assert not sla.is_working_day(dt.date(2026, 11, 28)), "a Saturday"
