"""Worklists: what each view holds, how it is filtered and counted."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from intake import counts, worklist
from intake.models import Submission
from intake.worklist import Criteria, View
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

#: Tuesday 24 November 2026, 10am in London.
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def ten_o_clock():
    """The time at which each test here happens."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def make(member):
    """A function that makes a submission in the member's queue, due in two days and ten."""

    def made(**fields) -> Submission:
        return SubmissionFactory(
            **{
                "queue": member.queues.get(),
                "received_at": NOW - 5 * DAY,
                "respond_by": NOW + 2 * DAY,
                "due_at": NOW + 10 * DAY,
                **fields,
            }
        )

    return made


def shown(member, **criteria) -> set[Submission]:
    """What a view shows."""
    return set(worklist.matching(member, Criteria(**criteria)))


def counted(member) -> str:
    """How many open submissions the list says there are."""
    return worklist.in_words(worklist.counted(worklist.matching(member, Criteria())))


def test_each_view_holds_what_its_name_says(member, make):
    mine = make(assignee=member, status="open")
    other = make(assignee=MembershipFactory(queue=member.queues.get()).user, status="waiting")
    nobodys = make()
    today = make(respond_by=NOW + 2 * HOUR, assignee=other.assignee)
    late = make(respond_by=NOW - DAY, assignee=other.assignee)
    closed = [
        make(status=status, assignee=member, due_at=NOW) for status in ("resolved", "withdrawn", "spam")
    ]
    SubmissionFactory(respond_by=NOW + HOUR)

    assert shown(member, view=View.MINE) == {mine}
    assert shown(member, view=View.UNASSIGNED) == {nobodys}
    assert shown(member, view=View.DUE_TODAY) == {today}
    assert shown(member, view=View.LATE) == {late}
    assert shown(member, view=View.OPEN) == {mine, other, nobodys, today, late}
    assert shown(member, view=View.EVERYTHING) == {mine, other, nobodys, today, late, *closed}


def test_the_view_of_a_list_is_open_work_where_none_is_asked_for(member, make):
    wanted = make()
    make(status="resolved")
    assert shown(member) == {wanted}


def test_the_target_that_counts_is_the_first_reply_until_there_is_one(member, make):
    waiting = make(respond_by=NOW - HOUR)
    make(respond_by=NOW - HOUR, first_response_at=NOW - 2 * HOUR)
    long = make(respond_by=NOW - 3 * DAY, first_response_at=NOW - 3 * DAY, due_at=NOW - HOUR)
    backwards = make(respond_by=NOW + DAY, due_at=NOW - HOUR)
    assert shown(member, view=View.LATE) == {waiting, long, backwards}
    assert all(submission.is_late for submission in (waiting, long, backwards))


@pytest.mark.parametrize(
    ("due", "is_today"),
    [
        ("2026-07-14T22:59:59Z", False),
        ("2026-07-14T23:00:00Z", True),
        ("2026-07-15T22:59:59Z", True),
        ("2026-07-15T23:00:00Z", False),
    ],
)
@time_machine.travel("2026-07-15 12:00Z", tick=False)
def test_today_is_a_day_in_london(member, make, due, is_today):
    make(respond_by=dt.datetime.fromisoformat(due), due_at=NOW + 100 * DAY)
    assert bool(shown(member, view=View.DUE_TODAY)) is is_today
    (row,) = counts.of(member)
    assert row.by_view["due_today"] == int(is_today)


@time_machine.travel("2026-10-25 20:00Z", tick=False)
def test_the_day_on_which_the_clocks_change_has_25_hours(member, make):
    make(respond_by=dt.datetime(2026, 10, 24, 23, tzinfo=dt.UTC))
    make(respond_by=dt.datetime(2026, 10, 25, 23, 59, tzinfo=dt.UTC))
    make(respond_by=dt.datetime(2026, 10, 26, 0, tzinfo=dt.UTC))
    assert len(shown(member, view=View.DUE_TODAY)) == 2


def test_what_is_due_later_today_and_what_was_are_both_due_today(member, make):
    both = {make(respond_by=NOW - HOUR), make(respond_by=NOW + HOUR)}
    assert shown(member, view=View.DUE_TODAY) == both


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "gadget"},
        {"status": "waiting"},
        {"priority": 40},
    ],
)
def test_a_list_is_narrowed(member, make, fields):
    wanted = make(**fields)
    make()
    assert shown(member, **fields) == {wanted}


def test_a_list_is_narrowed_by_queue_and_assignee(member, make):
    assigned = make(assignee=member)
    queue = MembershipFactory(user=member).queue
    wanted = SubmissionFactory(queue=queue)
    assert shown(member, queue=queue) == {wanted}
    assert shown(member, assignee=member) == {assigned}
    assert shown(member, assignee=member, queue=queue) == set()


def test_narrowing_by_another_teams_queue_shows_nothing(member):
    foreign = SubmissionFactory()
    assert shown(member, queue=foreign.queue, view=View.EVERYTHING) == set()


@pytest.mark.parametrize(("made", "words"), [(0, "0 submissions"), (1, "1 submission"), (3, "3 submissions")])
def test_a_count_in_words(member, make, made, words):
    for _ in range(made):
        make()
    assert counted(member) == words


def test_a_count_stops_at_a_cap(member, make, monkeypatch):
    monkeypatch.setattr(worklist, "COUNTED_AT_MOST", 2)
    make()
    make()
    assert counted(member) == "2 submissions"
    make()
    make()
    assert counted(member) == "more than 2 submissions"


def test_late_is_the_same_for_the_list_and_for_the_submission(member, make):
    on_the_dot = make(respond_by=NOW)
    assert shown(member, view=View.LATE) == set()
    assert not on_the_dot.is_late
    with time_machine.travel(NOW + dt.timedelta(seconds=1), tick=False):
        assert timezone.now() > on_the_dot.respond_by
        assert shown(member, view=View.LATE) == {on_the_dot}
