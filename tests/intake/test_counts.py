"""The counts of the desk: how many submissions each view holds, in each queue that a person sees."""

import datetime as dt

import pytest
import time_machine

from intake import access, counts, worklist
from intake.worklist import Criteria, View
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

#: Tuesday 24 November 2026, 10am in London.
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def ten_o_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def make(member):
    """A function that makes a submission in the member's queue, due in two days and ten."""

    def made(**fields):
        due = {"respond_by": NOW + 2 * DAY, "due_at": NOW + 10 * DAY}
        return SubmissionFactory(**{"queue": member.queues.get(), **due, **fields})

    return made


def test_the_counts_of_a_queue_are_what_its_views_show(member, make):
    make(assignee=member, respond_by=NOW + HOUR)
    make(respond_by=NOW - DAY)
    make(respond_by=NOW - HOUR)
    make(status="waiting", respond_by=NOW - DAY)
    make(status="resolved", assignee=member, resolved_at=NOW - DAY)
    make(status="resolved", resolved_at=NOW - 8 * DAY)
    SubmissionFactory()
    empty = MembershipFactory(user=member, queue=QueueFactory(position=200)).queue

    first, second = counts.of(member)

    assert first.by_view == {
        "mine": 1,
        "unassigned": 3,
        "due_today": 2,
        "late": 2,
        "waiting": 1,
        "open": 4,
        "resolved": 1,
    }
    assert (second.queue, set(second.by_view.values())) == (empty, {0})
    assert [view for view, _ in first.links] == [view for view in View if view != View.EVERYTHING]
    for view, count in first.links:
        assert worklist.matching(member, Criteria(view=view, queue=first.queue)).count() == count, view


def test_they_are_summed_over_queues(member, make):
    make()
    SubmissionFactory(queue=MembershipFactory(user=member).queue, assignee=member)
    together = counts.together(counts.of(member))
    assert (together["open"], together["mine"], together["unassigned"]) == (2, 1, 1)
    assert counts.together([])["open"] == 0


def test_the_week_begins_on_monday_in_london(member, make):
    monday = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    make(status="resolved", resolved_at=monday)
    make(status="resolved", resolved_at=monday - dt.timedelta(seconds=1))
    (row,) = counts.of(member)
    assert row.by_view["resolved"] == 1


def test_an_administrator_counts_every_queue(member, make):
    make()
    by_queue = {row.queue: row.by_view["open"] for row in counts.of(UserFactory(administrator=True))}
    assert by_queue[member.queues.get()] == 1


def test_counting_asks_three_times_however_many_queues_there_are(member, django_assert_num_queries):
    for _ in range(5):
        SubmissionFactory(queue=MembershipFactory(user=member).queue)
    signed_in = access.NameOrEmailBackend().get_user(member.pk)
    with django_assert_num_queries(3):
        assert len(counts.of(signed_in)) == 6
