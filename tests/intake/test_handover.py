"""Handing over all of somebody's open work."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake import absences, handover
from intake.models import Absence, Message, QueueMembership, Submission
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", position=1)


@pytest.fixture
def lead(queue):
    return MembershipFactory(
        queue=queue, role="lead", user__username="lena", user__first_name="Lena", user__last_name="Lead"
    ).user


@pytest.fixture
def ada(queue):
    return MembershipFactory(
        queue=queue, user__username="ada", user__first_name="Ada", user__last_name="Okoro"
    ).user


@pytest.fixture
def grace(queue):
    return MembershipFactory(
        queue=queue,
        user__username="grace",
        user__first_name="Grace",
        user__last_name="Hopper",
        user__email="grace@example.org",
    ).user


def work(user, queue, count: int = 1, **fields) -> list[Submission]:
    return SubmissionFactory.create_batch(count, queue=queue, assignee=user, **fields)


def away(user) -> None:
    today = absences.today()
    Absence.objects.create(user=user, starts_on=today, ends_on=today + dt.timedelta(3))


def assignees() -> set:
    return set(Submission.objects.values_list("assignee__username", flat=True))


def test_all_open_work_goes_to_one_person_who_gets_one_email(queue, lead, ada, grace, deliver_outbox):
    mine = [*work(ada, queue, 2), *work(ada, queue, status=Status.WAITING)]
    (closed,) = work(ada, queue, status=Status.RESOLVED)

    done = handover.hand_over(of=ada, actor=lead, to=grace)

    assert (done.shares, done.left) == ([(grace, 3)], [])
    for submission in mine:
        before = submission.status
        submission.refresh_from_db()
        assert (submission.assignee, submission.status, submission.version) == (grace, before, 2)
        (entry,) = submission.timeline.all()
        assert (entry.event, entry.actor, entry.text) == (
            "handed_over",
            lead,
            "From Ada Okoro to Grace Hopper",
        )
    closed.refresh_from_db()
    assert (closed.assignee, closed.timeline.count()) == (ada, 0)
    assert QueueMembership.objects.get(user=grace).last_assigned_at
    (email,) = deliver_outbox()
    assert (email["To"], email["Subject"]) == (
        "grace@example.org",
        "3 submissions of Ada Okoro handed over to you",
    )
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert "Lena Lead handed the open work of Ada Okoro over." in body
        assert all(submission.reference in body for submission in mine)
        assert "http://portal.example.org/admin/intake/submission/?view=mine" in body
        assert "Jo Brown" not in body


def test_it_is_spread_over_those_who_are_there_the_least_busy_first(queue, lead, ada, grace):
    gone = MembershipFactory(queue=queue).user
    away(gone)
    MembershipFactory(queue=queue, user__is_active=False)
    work(lead, queue, 2)
    work(ada, queue, 4)

    planned = handover.plan(of=ada, lead=lead, to=None)
    done = handover.hand_over(of=ada, actor=lead, to=None)

    assert planned.shares == done.shares == [(grace, 3), (lead, 1)]
    assert [message.recipient for message in Message.objects.all()] == ["grace@example.org"]


def test_what_nobody_can_be_given_stays_and_is_named(queue, lead, ada, grace):
    alone = MembershipFactory(queue__name="Alone", user=ada).queue
    MembershipFactory(queue=alone, user=lead, role="lead")
    away(lead)
    work(ada, queue)
    work(ada, alone, 2)

    done = handover.hand_over(of=ada, actor=lead, to=None)

    assert (done.shares, done.left_in, len(done.left)) == ([(grace, 1)], ["Alone"], 2)
    assert Submission.objects.filter(assignee=ada).count() == 2


def test_an_administrator_may_be_given_all_of_it(queue, lead, ada):
    boss = UserFactory(administrator=True)
    work(ada, queue, 2)
    assert handover.hand_over(of=ada, actor=lead, to=boss).shares == [(boss, 2)]


def test_a_lead_hands_over_what_is_in_their_own_queues_only(queue, lead, ada, grace):
    elsewhere = MembershipFactory(user=ada).queue
    work(ada, queue)
    (other,) = work(ada, elsewhere)

    handover.hand_over(of=ada, actor=lead, to=grace)

    other.refresh_from_db()
    assert other.assignee == ada
    assert handover.people(lead) == [(grace, 1)]


def test_the_work_of_who_has_left_is_handed_over_as_well(queue, lead, ada, grace):
    work(ada, queue)
    QueueMembership.objects.filter(user=ada).delete()
    ada.is_active = False
    ada.save()
    assert handover.people(lead) == [(ada, 1)]
    handover.hand_over(of=ada, actor=lead, to=grace)
    assert assignees() == {"grace"}


def test_members_and_other_teams_leads_hand_nothing_over(queue, lead, ada, grace):
    work(ada, queue)
    for other in (grace, ada, MembershipFactory(role="lead").user):
        with pytest.raises(PermissionDenied):
            handover.hand_over(of=ada, actor=other, to=grace)
    assert assignees() == {"ada"}


def test_it_may_go_to_the_other_members_of_the_queues_it_is_in(queue, lead, ada, grace):
    MembershipFactory(queue=QueueFactory())
    MembershipFactory(queue=queue, user__is_staff=False)
    work(ada, queue)
    assert list(handover.recipients(of=ada, lead=lead)) == [grace, lead]
    assert handover.counts(of=ada, lead=lead) == [("Widgets", 1)]


def test_it_asks_the_database_as_often_for_a_little_work_as_for_much(queue, lead, ada, grace):
    def asked(count: int) -> int:
        work(ada, queue, count)
        with CaptureQueriesContext(connection) as queries:
            handover.hand_over(of=ada, actor=lead, to=grace)
        return len(queries)

    asked(1)  # who the lead is, is asked once
    assert asked(3) == asked(30)


def test_what_is_more_than_goes_at_once_stays(queue, lead, ada, grace, monkeypatch):
    monkeypatch.setattr(handover, "AT_ONCE", 2)
    work(ada, queue, 3)
    handover.hand_over(of=ada, actor=lead, to=grace)
    assert handover.counts(of=ada, lead=lead) == [("Widgets", 1)]
