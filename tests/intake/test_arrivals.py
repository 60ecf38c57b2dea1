"""What has happened to a list since it was shown: what is new, what looks different, what has left."""

import datetime as dt

import pytest
import time_machine

from intake import arrivals, triage, worklist
from intake.worklist import Criteria, Sort, View
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def ten_o_clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def make(member):
    """A function that makes a submission of the member's queue, older by so many hours."""

    def made(hours: int = 0, **fields):
        due = {"respond_by": NOW + 48 * HOUR, "due_at": NOW + 240 * HOUR}
        fields = {"queue": member.queues.get(), "received_at": NOW - hours * HOUR, **due, **fields}
        return SubmissionFactory(**fields)

    return made


def seen(member, **criteria) -> dict[int, str]:
    """What the first page shows."""
    asked = Criteria(**criteria)
    rows = worklist.page(worklist.matching(member, asked), sort=asked.sort).rows
    return {row.pk: arrivals.state_of(row) for row in rows}


def since(member, shown, has_more=False, is_first=True, **criteria):
    return arrivals.since(member, Criteria(**criteria), shown, is_first=is_first, has_more=has_more)


def test_where_nothing_has_happened_nothing_is_said(member, make):
    make()
    shown = seen(member)
    happened = since(member, shown)
    assert (happened.new, happened.rows, happened.states) == (0, [], shown)


def test_what_came_in_is_counted_and_not_shown(member, make):
    make(hours=1)
    shown = seen(member)
    make()
    make()
    happened = since(member, shown)
    assert (happened.new, happened.rows, happened.states) == (2, [], shown)


def test_what_was_assigned_to_one_is_new_in_ones_own_work_whenever_it_came_in(member, make):
    make(hours=1, assignee=member)
    old = make(hours=90)
    shown = seen(member, view=View.MINE)
    triage.assign(submission_id=old.pk, actor=member, assignee=member)
    assert since(member, shown, view=View.MINE).new == 1


def test_another_teams_is_not_new(member, make):
    SubmissionFactory()
    assert since(member, {}).new == 0


def test_a_row_that_was_changed_is_shown_anew_once(member, make):
    submission = make()
    shown = seen(member)
    triage.assign(submission_id=submission.pk, actor=member, assignee=member)
    happened = since(member, shown)
    assert (happened.rows, happened.left) == ([submission], frozenset())
    assert happened.rows[0].assignee == member
    assert since(member, happened.states).rows == []


def test_a_row_that_has_become_late_is_shown_anew(member, make):
    submission = make(respond_by=NOW + HOUR)
    shown = seen(member)
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        assert since(member, shown).rows == [submission]


def test_what_has_left_the_list_says_so_in_its_place(member, make):
    submission = make()
    shown = seen(member)
    triage.resolve(submission_id=submission.pk, actor=member)
    happened = since(member, shown)
    assert (happened.rows, happened.left, happened.lost) == ([submission], {submission.pk}, frozenset())
    assert since(member, happened.states).rows == []


def test_what_went_to_another_team_is_taken_out_of_sight(member, make):
    submission = make()
    shown = seen(member)
    submission.queue = SubmissionFactory().queue
    submission.save()
    happened = since(member, shown)
    assert (happened.rows, happened.left, happened.lost) == ([], frozenset(), {submission.pk})


def test_what_moves_up_from_the_next_page_is_not_new(member, make, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 2)
    first, _, _ = make(hours=1), make(hours=2), make(hours=3)
    shown = seen(member)
    triage.resolve(submission_id=first.pk, actor=member)
    assert since(member, shown, has_more=True).new == 0
    make()
    assert since(member, shown, has_more=True).new == 1


def test_on_a_later_page_nothing_is_new(member, make):
    assert since(member, {}, is_first=False).new == 0
    make()
    assert since(member, {}, is_first=False).new == 0


def test_an_order_by_target_tells_of_what_comes_in_between(member, make):
    make(respond_by=NOW + 9 * HOUR)
    shown = seen(member, sort=Sort.DUE)
    make(respond_by=NOW + 3 * HOUR)
    assert since(member, shown, sort=Sort.DUE, has_more=True).new == 1


def test_it_asks_as_often_however_much_is_shown(member, make, django_assert_num_queries):
    for number in range(20):
        make(hours=number)
    shown = dict.fromkeys(seen(member), "1 changed")
    with django_assert_num_queries(3):
        assert len(since(member, shown).rows) == 20
