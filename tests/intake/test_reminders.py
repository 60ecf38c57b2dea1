"""Reminders of targets: who is told at three quarters of the time, who once it is over, each once."""

import datetime as dt

import pytest
import time_machine
from celery.schedules import schedule
from django.conf import settings

from intake import reminders, senders, triage
from intake.models import Absence, Message, Submission
from intake.sla import LONDON
from tests.factories import MembershipFactory, PriorityTargetFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


def at(text: str) -> dt.datetime:
    """A London wall-clock time as an aware moment."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def queue():
    """A team that replies in four working hours and resolves in three working days, with a lead."""
    queue = QueueFactory(
        name="Widgets", response_target=4, response_unit="hours", resolution_target=3, resolution_unit="days"
    )
    MembershipFactory(queue=queue, role="lead", user__email="lead@example.org", wants_alerts=False)
    return queue


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__email="ada@example.org").user


@pytest.fixture
def receive(queue, member):
    """A function that makes a submission of Monday 10am, of which the reply is due at 2pm."""

    def made(**fields) -> Submission:
        return SubmissionFactory(
            **{"queue": queue, "assignee": member, "received_at": at("2026-11-23 10:00"), **fields}
        )

    return made


def reminded(moment: str) -> list[tuple[str, str]]:
    """Let the task run at a moment; return whom it wrote to, and the last words of each subject."""
    before = list(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(at(moment), tick=False):
        reminders.remind()
    new = Message.objects.exclude(pk__in=before).order_by("pk")
    return [(message.recipient, message.subject.split(": ", 1)[1]) for message in new]


NEAR = ("ada@example.org", "reply due soon in Widgets")
LATE = ("lead@example.org", "reply late in Widgets")


def test_the_assignee_at_three_quarters_and_the_lead_when_it_is_over(receive, deliver_outbox):
    submission = receive()

    assert reminded("2026-11-23 12:59") == []
    assert reminded("2026-11-23 13:00") == [NEAR]
    assert reminded("2026-11-23 13:59") == []
    assert reminded("2026-11-23 14:00") == [LATE]
    assert reminded("2026-11-23 14:05") == []

    near, late = deliver_outbox()
    assert near["Subject"] == f"{submission.reference}: reply due soon in Widgets"
    for kind in ("plain", "html"):
        body = near.get_body((kind,)).get_content()
        assert "Most of the time for the reply is over: Widget enquiry, in Widgets." in body
        assert "Reply due: today by 2pm" in body
        assert f"http://portal.example.org/admin/intake/submission/{submission.pk}/change/" in body
        assert "it is assigned to you" in body
        assert "Jo Brown" not in body
        assert "gone" not in body
    body = late.get_body(("plain",)).get_content()
    assert "The target for the reply has passed" in body
    assert "Assigned to: Ada" in body


def test_the_team_where_nobody_is_assigned(queue, receive):
    queue.alert_address = "shared@example.org"
    queue.save()
    receive(assignee=None)
    assert [to for to, _ in reminded("2026-11-23 13:30")] == ["ada@example.org", "shared@example.org"]
    assert reminded("2026-11-23 13:35") == []


def test_the_team_where_the_assignee_has_left(receive):
    gone = MembershipFactory(user__is_active=False, user__email="gone@example.org").user
    receive(assignee=gone)
    assert reminded("2026-11-23 13:30") == [NEAR]


def test_the_team_while_the_assignee_is_away(queue, receive, member):
    MembershipFactory(queue=queue, user__email="grace@example.org")
    Absence.objects.create(user=member, starts_on=dt.date(2026, 11, 23), ends_on=dt.date(2026, 11, 27))
    receive()
    words = "reply due soon in Widgets"
    assert reminded("2026-11-23 13:00") == [("ada@example.org", words), ("grace@example.org", words)]


def test_no_lead_who_has_left(queue, receive):
    MembershipFactory(queue=queue, role="lead", user__email="gone@example.org", user__is_active=False)
    receive()
    assert reminded("2026-11-23 14:00") == [LATE]


def test_the_team_where_the_queue_has_no_lead(queue, receive):
    queue.memberships.filter(role="lead").delete()
    receive()
    assert reminded("2026-11-23 14:30") == [("ada@example.org", "reply late in Widgets")]


def test_nobody_where_there_is_nobody_to_tell(receive, queue):
    queue.memberships.all().delete()
    receive(assignee=None)
    assert reminded("2026-11-23 14:30") == []


def test_after_an_outage_only_the_last_step_is_told(receive):
    receive()
    assert reminded("2026-11-23 16:00") == [LATE]
    assert reminded("2026-11-23 16:05") == []


def test_what_passed_a_week_ago_is_no_news(receive):
    receive()
    assert reminded("2026-11-30 14:01") == []


def test_after_the_first_reply_the_resolution_is_what_stands_next(receive, member):
    # Of 7 + 8 + 8 + 8 working hours, 23 and a quarter are three quarters: Thursday, a quarter past nine.
    submission = receive()
    assert reminded("2026-11-23 13:00") == [NEAR]
    with time_machine.travel(at("2026-11-23 13:30"), tick=False):
        triage.reply(submission_id=submission.pk, actor=member, text="Soon.")
    Message.objects.all().delete()
    assert reminded("2026-11-23 14:30") == []
    assert reminded("2026-11-26 09:14") == []
    assert reminded("2026-11-26 09:15") == [("ada@example.org", "resolution due soon in Widgets")]
    assert reminded("2026-11-26 17:00") == [("lead@example.org", "resolution late in Widgets")]


@pytest.mark.parametrize("status", ["waiting", "resolved", "withdrawn", "spam"])
def test_nobody_is_told_of_what_needs_nothing(receive, status):
    receive(status=status)
    assert reminded("2026-11-23 13:30") == []
    assert reminded("2026-11-23 14:30") == []


def test_the_time_in_which_it_waited_does_not_count(receive, member):
    # Three hours of four gone at 1pm, were it not for two hours of waiting.
    submission = receive(status="waiting", waiting_since=at("2026-11-23 11:00"))
    with time_machine.travel(at("2026-11-23 13:00"), tick=False):
        senders.write(submission_id=submission.pk, text="The red one.", author_email="jo@example.com")
    Message.objects.all().delete()
    assert reminded("2026-11-23 14:59") == []
    assert reminded("2026-11-23 15:00") == [NEAR]
    assert reminded("2026-11-23 16:00") == [LATE]


def test_who_was_reminded_before_a_pause_is_not_reminded_again_after_it(receive, member):
    submission = receive()
    assert reminded("2026-11-23 13:00") == [NEAR]
    Submission.objects.update(status="waiting", waiting_since=at("2026-11-23 13:10"))
    assert reminded("2026-11-23 15:00") == []
    with time_machine.travel(at("2026-11-23 15:10"), tick=False):
        senders.write(submission_id=submission.pk, text="The red one.", author_email="jo@example.com")
    assert reminded("2026-11-23 15:30") == []
    assert reminded("2026-11-23 16:00") == [LATE]


def test_another_queues_target_is_another_target(receive, member):
    elsewhere = QueueFactory(name="Gadgets", response_target=4, response_unit="hours")
    MembershipFactory(queue=elsewhere, user__email="max@example.org")
    submission = receive()
    assert reminded("2026-11-23 13:00") == [NEAR]
    triage.move(submission_id=submission.pk, actor=member, queue=elsewhere)
    assert reminded("2026-11-23 13:15") == [("max@example.org", "reply due soon in Gadgets")]


def test_a_prioritys_target_is_another_target(queue, receive, member):
    PriorityTargetFactory(queue=queue, priority=40, response_target=6)
    submission = receive(priority=40, respond_by=at("2026-11-23 16:00"))
    assert reminded("2026-11-23 14:30") == [NEAR]
    triage.prioritise(submission_id=submission.pk, actor=member, priority=20)
    assert reminded("2026-11-23 14:35") == [LATE]


def test_over_a_weekend_and_the_clocks_working_time_counts(receive):
    # Friday 3pm, four working hours: two on Friday, and until 11am on the Monday after the clocks went back.
    receive(received_at=at("2026-10-23 15:00"))
    assert reminded("2026-10-25 12:00") == []
    assert reminded("2026-10-26 09:59") == []
    assert reminded("2026-10-26 10:00") == [NEAR]


def test_a_deadline_of_the_senders_own_outside_office_hours(receive):
    saturday = at("2026-11-28 12:00")
    receive(received_at=at("2026-11-27 18:00"), needed_by=saturday, respond_by=saturday, due_at=saturday)
    assert reminded("2026-11-28 11:00") == [], "no working time has passed"
    assert reminded("2026-11-28 12:00") == [LATE]


def test_looking_asks_twice_however_much_work_is_open(receive, django_assert_num_queries):
    for _ in range(20):
        receive()
    with time_machine.travel(at("2026-11-23 12:00"), tick=False), django_assert_num_queries(2):
        reminders.remind()


def test_who_dealt_with_it_meanwhile_is_not_reminded(receive, monkeypatch):
    submission = receive()
    monkeypatch.setattr(reminders, "_due", lambda now: [submission.pk, submission.pk])
    assert reminded("2026-11-23 13:30") == [NEAR], "found twice, told once"
    Submission.objects.update(status="resolved")
    assert reminded("2026-11-23 14:30") == []


def test_what_is_gone_meanwhile_is_passed_over(receive, monkeypatch):
    monkeypatch.setattr(reminders, "_due", lambda now: [0, receive().pk])
    assert reminded("2026-11-23 13:30") == [NEAR]


def test_beat_starts_it_every_few_minutes():
    entry = settings.CELERY_BEAT_SCHEDULE["remind-of-deadlines"]
    assert schedule(entry["schedule"]).run_every <= dt.timedelta(minutes=5)
