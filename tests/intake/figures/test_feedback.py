"""How satisfied senders were: counted by queue and type, and the newest of what could be better."""

import datetime as dt

import pytest

from intake import access, figures
from intake.figures import Scope
from suppliers.kinds import KIND
from tests.factories import FeedbackFactory, MembershipFactory, QueueFactory
from tests.intake.figures.conftest import NOVEMBER, NOW

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def resolved(make):
    """A function that makes something resolved, with the rating that its sender gave."""

    def made(rating: int | None = None, comment: str = "", **fields):
        submission = make(**{"status": "resolved", "resolved_at": NOW, **fields})
        if rating:
            FeedbackFactory(submission=submission, rating=rating, comment=comment)
        return submission

    return made


def test_answers_are_counted_by_queue(resolved, ask, member):
    for rating in (5, 4, 2, None):
        resolved(rating)
    views = MembershipFactory(user=member, queue=QueueFactory(name="Views")).queue
    resolved(3, queue=views)
    resolved(queue=MembershipFactory(user=member, queue=QueueFactory(name="Weather")).queue)

    table = ask("feedback")

    assert table.headers == ("Queue", "Resolved", "Answers", "Answered, %", "Satisfied, %", "Average of 5")
    assert table.rows == [
        ("News", 4, 3, 75.0, 66.7, 3.7),
        ("Views", 1, 1, 100.0, 0.0, 3.0),
        ("Weather", 1, 0, 0.0, None, None),
    ]
    assert table.total == ("Together", 6, 4, 66.7, 50.0, 3.5)


def test_answers_are_counted_by_type_under_its_present_name(resolved, ask):
    resolved(5, kind="boat", kind_label="Boat")
    resolved(1, kind="boat", kind_label="Boats")
    resolved(4, kind="car", kind_label="Car")

    assert [row[:3] for row in ask("feedback-types").rows] == [("Boats", 2, 2), ("Car", 1, 1)]
    assert ask("feedback", kind="car").total == ("Together", 1, 1, 100.0, 100.0, 4.0)


def test_what_was_resolved_within_the_period_counts_whenever_it_came_in(resolved, ask):
    resolved(5, received_at=NOW - 60 * DAY)
    resolved(1, resolved_at=dt.datetime(2026, 10, 31, 23, 59, tzinfo=dt.UTC))

    assert ask("feedback").total[1:3] == (1, 1)


@pytest.mark.parametrize("status", ["open", "spam", "merged"])
def test_what_is_not_resolved_any_more_does_not_count(resolved, ask, status):
    resolved(5, status=status)
    assert ask("feedback").is_empty


def test_who_is_not_asked_does_not_count(resolved, ask):
    resolved(kind=KIND)
    assert ask("feedback").is_empty


def test_nothing_of_other_queues_counts(resolved, ask, member):
    resolved(5, "SECRET", queue=QueueFactory())
    assert ask("feedback").is_empty
    assert figures.comments(Scope(user=member, period=NOVEMBER)) == []


def test_the_newest_ten_comments_come_with_one_question(resolved, member, django_assert_num_queries):
    for number in range(12):
        resolved(3, f"Comment {number}")
    resolved(5)
    scope = Scope(user=access.NameOrEmailBackend().get_user(member.pk), period=NOVEMBER)

    with django_assert_num_queries(1):
        found = [(each.comment, str(each.submission.queue)) for each in figures.comments(scope)]

    assert found == [(f"Comment {number}", "News") for number in range(11, 1, -1)]
