"""How much came in: by day, type, queue, hour and sender."""

import datetime as dt

import pytest

from intake.figures import Period, Scope
from intake.figures.volumes import busiest_hours
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory
from tests.intake.figures.conftest import NOVEMBER, NOW

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{text}+00:00")


def some(rows) -> dict:
    """The rows with something in them."""
    return {label: value for label, value in rows if value}


def test_each_day_type_and_queue_has_its_number(make, member, ask):
    make(received_at=NOW - 2 * DAY)
    make(received_at=NOW - 2 * DAY, kind="press", kind_label="Press enquiry")
    make()
    other = MembershipFactory(user=member, queue__name="Sites").queue
    make(queue=other)
    make(received_at=NOW - 40 * DAY)

    days = ask("days")

    assert some(days.rows) == {dt.date(2026, 11, 22): 2, dt.date(2026, 11, 24): 2}
    assert len(days.rows) == 30
    assert days.total == ("Together", 4)
    assert ask("types").rows == [("Widget enquiry", 3), ("Press enquiry", 1)]
    assert ask("queues").rows == [("News", 3), ("Sites", 1)]


def test_a_day_is_londons_also_when_the_clocks_change(make, ask):
    for moment in (
        "2026-10-24 22:59",  # 11:59pm on the 24th, summer time
        "2026-10-24 23:00",  # midnight
        "2026-10-25 23:59",  # the 25th hour of the 25th
        "2026-10-26 00:00",
    ):
        make(received_at=at(moment))
    days = [dt.date(2026, 10, number) for number in (24, 25, 26)]

    assert ask("days", period=Period(days[0], days[2])).rows == list(zip(days, [1, 2, 1], strict=True))
    assert ask("days", period=Period(days[1], days[1])).total == ("Together", 2)


def test_spam_and_other_queues_are_left_out(make, ask):
    make(status="spam")
    SubmissionFactory(received_at=NOW)
    assert ask("days").total == ("Together", 0)
    assert ask("types").is_empty


def test_who_is_in_no_queue_sees_nothing(make):
    make()
    (table,) = busiest_hours(Scope(user=UserFactory(), period=NOVEMBER))
    assert table.rows == []


def test_an_administrator_sees_every_queue(make, ask):
    make()
    SubmissionFactory(received_at=NOW)
    assert ask("days", user=UserFactory(administrator=True)).total == ("Together", 2)


def test_a_queue_and_a_type_can_be_chosen(make, member, ask, news):
    other = MembershipFactory(user=member).queue
    make(queue=other)
    make(kind="press", kind_label="Press enquiry")
    make()
    assert ask("days", queue=news).total == ("Together", 2)
    assert ask("days", kind="press").total == ("Together", 1)
    assert ask("days", queue=QueueFactory()).total == ("Together", 0)


def test_a_type_that_was_renamed_is_one_type(make, ask):
    make(kind_label="Old name", received_at=NOW - DAY)
    make(kind_label="New name")
    assert ask("types").rows == [("New name", 2)]


def test_hours_are_londons(make, ask):
    july = Period(dt.date(2026, 7, 1), dt.date(2026, 7, 31))
    for moment in ("2026-07-13 08:15", "2026-07-13 08:59", "2026-07-19 22:30", "2026-07-19 23:30"):
        make(received_at=at(moment))

    rows = {row[0]: row[1:] for row in ask("hours", period=july).rows}

    # Mondays at 9am and at half past midnight; a Sunday at half past eleven.
    assert rows["09:00"] == (2, 0, 0, 0, 0, 0, 0, 2)
    assert rows["00:00"] == (1, 0, 0, 0, 0, 0, 0, 1)
    assert rows["23:00"] == (0, 0, 0, 0, 0, 0, 1, 1)
    assert list(rows) == [f"{hour:02}:00" for hour in range(24)]


def test_schools_come_before_what_senders_typed(make, ask):
    for site, organisation in (
        ("Almond School (900041)", "HLT"),
        ("Almond School (900041)", ""),
        ("", "The Gazette"),
        ("", ""),
    ):
        make(site=site, sender_organisation=organisation)
    assert ask("senders").rows == [("Almond School (900041)", 2), ("The Gazette", 1)]


def test_only_the_ten_most_are_named(make, ask):
    for number in range(12):
        make(site=f"School {number:02}")
    assert [name for name, _ in ask("senders").rows] == [f"School {number:02}" for number in range(10)]
