"""Days away: who may mark them, who sees them, and what comes of them."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from intake import absences, assignment, routing, submissions
from intake.models import Absence, Message
from tests.factories import (
    MembershipFactory,
    QueueFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

#: Tuesday.
TODAY = dt.date(2026, 11, 24)
#: Half past midnight in London's summer is still the day before in UTC.
SUMMER_NIGHT = "2026-06-30 23:30Z"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        yield


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__email="ada@example.org").user


@pytest.fixture
def lead(queue):
    return MembershipFactory(queue=queue, role="lead", user__email="lena@example.org").user


def days(first: int, last: int) -> dict:
    """So many days from today on."""
    return {"starts_on": TODAY + dt.timedelta(first), "ends_on": TODAY + dt.timedelta(last)}


def away(user, first: int = 0, last: int = 0) -> Absence:
    return Absence.objects.create(user=user, **days(first, last))


def test_ones_own_days_are_marked_shown_to_colleagues_and_removed(member, lead):
    absence = absences.enter(user=member, actor=member, **days(1, 5))

    assert absences.coming(lead) == absences.coming(member) == [absence]
    assert absence.entered_by == member
    assert absences.coming(MembershipFactory().user) == []
    absences.remove(absence_id=absence.pk, actor=member)
    assert absences.coming(lead) == []


def test_a_lead_and_an_administrator_mark_a_members_days(member, lead):
    absences.enter(user=member, actor=lead, **days(0, 0))
    second = absences.enter(user=member, actor=UserFactory(administrator=True), **days(7, 7))
    absences.remove(absence_id=second.pk, actor=lead)
    assert Absence.objects.count() == 1


def test_nobody_else_does(member, lead, queue):
    others = [
        MembershipFactory(queue=queue).user,
        MembershipFactory(role="lead").user,
        UserFactory(is_staff=False),
    ]
    absence = away(member)
    for other in others:
        with pytest.raises(PermissionDenied):
            absences.enter(user=member, actor=other, **days(3, 4))
        with pytest.raises(PermissionDenied):
            absences.remove(absence_id=absence.pk, actor=other)
    with pytest.raises(PermissionDenied):
        absences.remove(absence_id=0, actor=member)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(2, 1, "ends_on"), (-3, -1, "ends_on"), (0, 400, "ends_on"), (3, 5, "starts_on")],
)
def test_days_that_cannot_be_are_refused_beside_their_field(member, first, last, field):
    away(member, 5, 8)
    with pytest.raises(ValidationError) as refused:
        absences.enter(user=member, actor=member, **days(first, last))
    assert list(refused.value.message_dict) == [field]


def test_what_has_begun_may_still_be_marked(member):
    absences.enter(user=member, actor=member, **days(-2, 0))
    assert absences.until([member.pk]) == {member.pk: TODAY}


@pytest.mark.parametrize(
    ("first", "last", "is_away"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)]
)
def test_both_ends_are_among_the_days(member, first, last, is_away):
    away(member, first, last)
    assert (member.pk in absences.until([member.pk])) is is_away


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-12-03", "2026-12-03", "on 3 December"),
        ("2026-11-30", "2026-12-02", "from 30 November to 2 December"),
        ("2026-12-28", "2027-01-03", "from 28 December to 3 January 2027"),
    ],
)
def test_days_are_said_as_people_say_them(member, first, last, words):
    absence = Absence(
        user=member, starts_on=dt.date.fromisoformat(first), ends_on=dt.date.fromisoformat(last)
    )
    assert absences.in_words(absence) == words


def test_days_are_londons(member):
    Absence.objects.create(user=member, starts_on=dt.date(2026, 7, 1), ends_on=dt.date(2026, 7, 1))
    with time_machine.travel(SUMMER_NIGHT, tick=False):
        assert absences.today() == dt.date(2026, 7, 1)
        assert absences.until([member.pk])


@pytest.mark.parametrize("how", ["in_turn", "least_busy"])
def test_who_is_away_is_given_no_new_work(queue, member, lead, how):
    queue.assignment = how
    away(member, -1, 1)
    away(lead, 5, 9)
    assert assignment.next_assignee(queue) == lead
    away(lead)
    assert assignment.next_assignee(queue) is None


def test_two_absences_round_today_are_none(queue, member):
    queue.assignment = "in_turn"
    away(member, -5, -2)
    away(member, 2, 5)
    assert assignment.next_assignee(queue) == member


def test_a_rules_own_assignee_is_passed_over_while_away(queue, member, lead):
    queue.assignment = "in_turn"
    queue.save()
    RoutingRuleFactory(queue=queue, assignee=member)
    submission = SubmissionFactory.build(queue=queue, respond_by=None, due_at=None, search_text="")
    assert routing.route(submission).assignee == member
    away(member)
    assert routing.route(submission).assignee == lead


@pytest.mark.parametrize("is_away", [True, False])
def test_while_the_assignee_is_away_the_team_hears_of_what_the_sender_writes(queue, member, lead, is_away):
    from intake import senders

    submission = SubmissionFactory(queue=queue, assignee=member)
    away(member, *((0, 0) if is_away else (1, 1)))
    senders.write(submission_id=submission.pk, text="Any news?", author_email="jo@example.com")
    told = list(Message.objects.filter(kind="alert").values_list("recipient", flat=True))
    assert told == (["ada@example.org", "lena@example.org"] if is_away else ["ada@example.org"])
    assert submissions.team_addresses(queue) == ["ada@example.org", "lena@example.org"]
