"""Whose turn it is."""

import pytest
import time_machine

from intake.assignment import next_assignee, note_turn
from intake.models import QueueMembership
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def team(how: str, size: int = 3):
    """A queue that assigns in one way, and its members."""
    queue = QueueFactory(assignment=how)
    return queue, [MembershipFactory(queue=queue).user for _ in range(size)]


def test_members_who_take_work_themselves_are_given_none():
    queue, _ = team("nobody")
    assert next_assignee(queue) is None


def test_in_turn_it_goes_round():
    queue, members = team("in_turn")
    given = []
    for minute in range(7):
        with time_machine.travel(f"2026-11-24 10:0{minute}Z", tick=False):
            assignee = next_assignee(queue)
            note_turn(queue=queue, user=assignee)
        given.append(assignee)
    assert given == [*members, *members, members[0]]


def test_a_new_member_is_next():
    queue, members = team("in_turn")
    for member in members:
        note_turn(queue=queue, user=member)
    newcomer = MembershipFactory(queue=queue).user
    assert next_assignee(queue) == newcomer


def test_a_turn_in_one_queue_is_none_in_another():
    queue, members = team("in_turn")
    other = MembershipFactory(user=members[0])
    note_turn(queue=other.queue, user=members[0])
    assert next_assignee(queue) == members[0]


def test_the_least_busy_has_the_least_open_work_wherever_it_is():
    queue, (busy, idle, away) = team("least_busy")
    SubmissionFactory.create_batch(2, queue=queue, assignee=busy)
    SubmissionFactory.create_batch(3, assignee=away)
    SubmissionFactory(assignee=idle, status=Status.WAITING)
    SubmissionFactory.create_batch(4, queue=queue, assignee=idle, status=Status.RESOLVED)
    assert next_assignee(queue) == idle


def test_among_equally_busy_members_it_goes_round():
    queue, members = team("least_busy", size=2)
    note_turn(queue=queue, user=members[0])
    assert next_assignee(queue) == members[1]


@pytest.mark.parametrize("how", ["in_turn", "least_busy"])
@pytest.mark.parametrize("gone", [{"user__is_active": False}, {"user__is_staff": False}])
def test_who_could_not_see_it_gets_none(how, gone):
    queue = QueueFactory(assignment=how)
    MembershipFactory(queue=queue, **gone)
    assert next_assignee(queue) is None
    here = MembershipFactory(queue=queue).user
    assert next_assignee(queue) == here


def test_a_turn_of_who_is_no_member_is_noted_nowhere():
    queue, _ = team("in_turn")
    note_turn(queue=queue, user=MembershipFactory().user)
    assert not QueueMembership.objects.filter(queue=queue, last_assigned_at__isnull=False).exists()
