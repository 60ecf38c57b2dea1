"""How fast it was answered and resolved: worked out by hand."""

import datetime as dt
import random

import pytest

from intake import sla
from intake.figures import month
from intake.figures.office_time import OfficeTime
from intake.figures.times import percentile
from tests.factories import MembershipFactory
from tests.intake.figures.conftest import NOW

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}+00:00")


@pytest.fixture
def four_answered(make):
    """Four with a first reply; the office is open from 9am to 5pm."""
    for received, replied in (
        ("2026-11-16 09:00", "2026-11-16 11:00"),  # Monday: 2 working hours, 2 by the clock
        ("2026-11-20 16:00", "2026-11-23 10:00"),  # Friday to Monday: 1 + 1, and 66
        ("2026-11-14 12:00", "2026-11-16 13:00"),  # Saturday to Monday: 4, and 49
        ("2026-11-17 09:00", "2026-11-17 19:00"),  # until after the office had closed: 8, and 10
    ):
        make(received_at=at(received), first_response_at=at(replied), status="open")


@pytest.mark.parametrize(
    ("values", "share", "answer"),
    [
        ([], 0.5, None),
        ([7], 0.9, 7),
        ([3, 1], 0.5, 2),
        ([8, 2, 4, 2], 0.5, 3),
        ([8, 2, 4, 2], 0.9, 6.8),
        ([10, 20, 30, 40, 50], 0.9, 46),
        ([1] * 10 + [100], 0.9, 1),
        ([1, 2, 3], 1, 3),
    ],
)
def test_a_percentile_lies_between_two_values_by_proportion(values, share, answer):
    assert percentile(values, share) == answer


def test_the_first_replies_median_and_90th_percentile(four_answered, ask):
    table = ask("first-reply")

    assert table.headers[1:] == (
        "Answered",
        "Median, working hours",
        "90th percentile, working hours",
        "Median, elapsed hours",
        "90th percentile, elapsed hours",
    )
    # Working hours 2, 2, 4, 8; elapsed ones 2, 10, 49, 66.
    assert table.rows == [("News", 4, 3.0, 6.8, 29.5, 60.9)]
    assert table.total == ("Together", 4, 3.0, 6.8, 29.5, 60.9)


def test_each_queue_is_counted_in_its_own_office_hours(four_answered, make, member, ask):
    early = MembershipFactory(
        user=member, queue__name="Early", queue__opens_at=dt.time(7), queue__closes_at=dt.time(10)
    ).queue
    make(queue=early, received_at=at("2026-11-16 09:00"), first_response_at=at("2026-11-17 09:00"))

    table = ask("first-reply")

    assert table.rows == [("Early", 1, 3.0, 3.0, 24.0, 24.0), ("News", 4, 3.0, 6.8, 29.5, 60.9)]
    # Working hours 2, 2, 3, 4, 8; elapsed ones 2, 10, 24, 49, 66.
    assert table.total == ("Together", 5, 3.0, 6.4, 24.0, 59.2)


def test_the_clocks_change_between(make, ask, member):
    # Friday 4pm to Monday half past nine, summer time: 1 and a half hours, and an hour less than in winter.
    make(received_at=at("2026-03-27 16:00"), first_response_at=at("2026-03-30 08:30"))
    assert ask("first-reply", period=month(2026, 3)).rows == [("News", 1, 1.5, 1.5, 64.5, 64.5)]


def test_a_bank_holiday_is_no_working_time(make, ask):
    # Maundy Thursday 4pm to Tuesday 10am, past Good Friday and Easter Monday.
    make(received_at=at("2026-04-02 15:00"), first_response_at=at("2026-04-07 09:00"))
    assert ask("first-reply", period=month(2026, 4)).rows == [("News", 1, 2.0, 2.0, 114.0, 114.0)]


def test_waiting_for_the_sender_is_no_working_time_until_the_resolution(make, ask):
    make(
        received_at=at("2026-11-16 09:00"),
        first_response_at=at("2026-11-16 10:00"),
        resolved_at=at("2026-11-18 12:00"),
        waited=5 * HOUR,
        status="resolved",
    )
    # 8 + 8 + 3 working hours less 5; two days and three hours by the clock.
    assert ask("resolution").rows == [("News", 1, 14.0, 14.0, 51.0, 51.0)]
    assert ask("first-reply").rows == [("News", 1, 1.0, 1.0, 1.0, 1.0)]


def test_what_is_not_answered_has_no_time(make, ask):
    make()
    assert ask("first-reply").rows == [("News", 0, None, None, None, None)]


def test_the_shares_in_target(make, ask):
    def reply(by: dt.timedelta, given: dt.timedelta | None, **fields) -> None:
        received = NOW - 5 * HOUR
        make(
            received_at=received,
            respond_by=received + by,
            first_response_at=received + given if given else None,
            **{"due_at": NOW + HOUR, **fields},
        )

    reply(2 * HOUR, HOUR)
    reply(2 * HOUR, 2 * HOUR)  # to the second
    reply(2 * HOUR, 3 * HOUR, due_at=NOW - HOUR)  # both missed
    reply(2 * HOUR, None)  # missed: there is none yet
    reply(9 * HOUR, None)  # may still be kept
    reply(2 * HOUR, None, status="withdrawn")  # nobody waits for it
    reply(2 * HOUR, None, status="resolved", resolved_at=NOW)  # by telephone
    reply(2 * HOUR, HOUR, status="waiting", due_at=NOW - HOUR)  # its clock stands

    (row,) = ask("targets").rows

    assert row == ("News", 3, 2, 60.0, 1, 1, 50.0)


def test_working_time_is_that_of_the_targets():
    chance = random.Random(4)
    year = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    hours = sla.Office(
        opens=dt.time(8, 30),
        closes=dt.time(16, 15),
        weekdays={2: None, 5: (dt.time(10), dt.time(12))},
        closures=((dt.date(2026, 8, 3), dt.date(2026, 8, 14)),),
    )
    office = OfficeTime(hours)
    for _ in range(500):
        start = year + dt.timedelta(seconds=chance.randrange(400 * 86_400))
        end = start + dt.timedelta(seconds=chance.randrange(20 * 86_400))
        passed = sla.working_time(start, end, office=hours)
        assert office.passed(end) - office.passed(start) == passed.total_seconds()
