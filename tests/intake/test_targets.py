"""The targets of a submission: by queue and priority, and later by the time that it waits for its sender."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError

from intake import backdating, counts, senders, targets, triage, worklist
from intake.models import PriorityTarget, Submission
from intake.sla import LONDON
from intake.worklist import Criteria, View
from tests.factories import (
    MembershipFactory,
    PriorityTargetFactory,
    QueueFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = "2026-11-23 10:00"
#: Three working days after that Monday.
THURSDAY = "2026-11-26 17:00"


def at(text: str) -> dt.datetime:
    """A London wall-clock time as an aware moment."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def queue():
    """A team that replies in four working hours and resolves in three working days."""
    return QueueFactory(
        name="Widgets", response_target=4, response_unit="hours", resolution_target=3, resolution_unit="days"
    )


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue).user


@pytest.fixture
def receive(queue):
    """A function that makes a submission that came in at a moment."""

    def made(received: str = MONDAY, **fields) -> Submission:
        return SubmissionFactory(queue=queue, received_at=at(received), **fields)

    return made


def do(moment: str, action, submission: Submission, **arguments) -> Submission:
    """Do something at a moment, and return the submission as it is then."""
    with time_machine.travel(at(moment), tick=False):
        action(submission_id=submission.pk, **arguments)
    return Submission.objects.select_related("queue").get(pk=submission.pk)


def wait(moment: str, submission: Submission, member) -> Submission:
    return do(moment, triage.reply, submission, actor=member, text="Which one?", then="wait")


def answer(moment: str, submission: Submission) -> Submission:
    return do(moment, senders.write, submission, text="The red one.", author_email="jo@example.com")


CHRISTMAS = "2026-12-23 10:00"
PAUSES = [
    (MONDAY, "2026-11-23 12:00", "2026-11-23 14:00", "2026-11-27 11:00", "two hours"),
    (MONDAY, "2026-11-23 12:00", "2026-11-23 12:07", "2026-11-27 09:07", "seven minutes"),
    (MONDAY, "2026-11-23 12:00", "2026-11-24 12:00", "2026-11-27 17:00", "a working day"),
    (MONDAY, "2026-11-23 18:00", "2026-11-24 08:00", THURSDAY, "a night, which is no working time"),
    (MONDAY, "2026-11-23 12:00", "2026-11-27 10:00", "2026-12-02 15:00", "longer than the target: 30 hours"),
    (MONDAY, "2026-11-23 12:00", "2026-11-28 12:00", "2026-12-03 14:00", "until a Saturday: 37 hours"),
    (MONDAY, "2026-11-27 10:00", "2026-11-30 10:00", "2026-11-27 17:00", "begun when late: a day less late"),
    (CHRISTMAS, "2026-12-24 12:00", "2026-12-29 12:00", "2026-12-31 17:00", "over Christmas: 8 hours"),
    (CHRISTMAS, "2026-12-24 17:00", "2026-12-28 12:00", "2026-12-30 17:00", "on Christmas days only"),
    (CHRISTMAS, "2026-12-24 12:00", "2026-12-31 10:00", "2027-01-05 15:00", "22 hours, over New Year's Day"),
    ("2026-04-01 10:00", "2026-04-02 16:00", "2026-04-07 10:00", "2026-04-09 11:00", "over Easter"),
    ("2026-03-26 10:00", "2026-03-27 16:00", "2026-03-30 10:00", "2026-04-01 11:00", "the clocks forward"),
    ("2026-10-22 10:00", "2026-10-24 12:00", "2026-10-26 09:30", "2026-10-28 09:30", "the clocks back"),
    ("2026-08-27 10:00", "2026-08-28 16:30", "2026-09-01 09:30", "2026-09-03 10:00", "a bank holiday"),
]


@pytest.mark.parametrize(
    ("received", "begins", "ends", "due", "why"), PAUSES, ids=[row[-1] for row in PAUSES]
)
def test_the_target_moves_by_the_working_time_that_it_waited(
    receive, member, received, begins, ends, due, why
):
    submission = wait(begins, receive(received), member)
    assert submission.waiting_since == at(begins)
    submission = answer(ends, submission)
    assert (submission.status, submission.waiting_since) == ("open", None)
    assert submission.due_at == at(due)


@pytest.mark.parametrize("way", ["reply", "resolve", "mark_as_spam", "withdraw"])
def test_the_clock_goes_on_by_whatever_ends_the_waiting(receive, member, way):
    submission = wait("2026-11-23 12:00", receive(), member)
    action, arguments = {
        "reply": (triage.reply, {"actor": member, "text": "Found it."}),
        "resolve": (triage.resolve, {"actor": member}),
        "mark_as_spam": (triage.mark_as_spam, {"actor": member}),
        "withdraw": (senders.withdraw, {}),
    }[way]
    submission = do("2026-11-23 14:00", action, submission, **arguments)
    assert (submission.waiting_since, submission.due_at) == (None, at("2026-11-27 11:00"))


def test_what_does_not_end_the_waiting_leaves_the_clock_standing(receive, member):
    submission = wait("2026-11-23 12:00", receive(), member)
    submission = do("2026-11-23 13:00", triage.assign, submission, actor=member, assignee=member)
    submission = do("2026-11-23 14:00", triage.note, submission, actor=member, text="Rang twice.")
    submission = wait("2026-11-23 15:00", submission, member)
    assert submission.waiting_since == at("2026-11-23 12:00")
    assert answer("2026-11-23 16:00", submission).due_at == at("2026-11-27 13:00")


def test_two_pauses_add_up(receive, member):
    submission = answer("2026-11-23 14:00", wait("2026-11-23 12:00", receive(), member))
    submission = answer("2026-11-24 12:00", wait("2026-11-24 09:00", submission, member))
    assert (submission.due_at, submission.waited) == (at("2026-11-27 14:00"), dt.timedelta(hours=5))


def test_a_first_reply_that_is_given_is_not_made_timely_afterwards(receive, member):
    submission = receive()
    replied = wait("2026-11-23 16:00", submission, member)
    assert replied.respond_by == at("2026-11-23 14:00")
    assert answer("2026-11-25 12:00", replied).respond_by == at("2026-11-23 14:00")


def test_a_first_reply_that_is_still_due_moves_too(receive, member):
    submission = receive(status="waiting", waiting_since=at("2026-11-23 11:00"))
    assert answer("2026-11-23 13:00", submission).respond_by == at("2026-11-23 16:00")


def test_the_senders_own_deadline_does_not_wait(receive, member):
    deadline = at("2026-11-25 12:00")
    submission = receive(needed_by=deadline, due_at=deadline)
    submission = answer("2026-11-24 12:00", wait("2026-11-23 12:00", submission, member))
    assert submission.due_at == deadline


def test_a_pause_does_not_carry_a_target_past_the_senders_deadline(receive, member):
    submission = receive(needed_by=at("2026-11-27 10:00"))
    submission = answer("2026-11-24 12:00", wait("2026-11-23 12:00", submission, member))
    assert submission.due_at == at("2026-11-27 10:00")


def test_a_pause_is_counted_in_the_hours_of_the_queue_in_which_it_was(receive, member):
    short = QueueFactory(name="Short", closes_at=dt.time(13), resolution_target=3, resolution_unit="days")
    MembershipFactory(queue=short, user=member)
    submission = wait("2026-11-23 12:00", receive(), member)
    submission = do("2026-11-23 17:00", triage.move, submission, actor=member, queue=short)
    assert submission.waited == dt.timedelta(hours=5)
    assert submission.waiting_since == at("2026-11-23 17:00")
    # Five hours here, three in the morning there: two days of four hours after Thursday at 1pm.
    assert answer("2026-11-24 12:00", submission).due_at == at("2026-11-30 13:00")


@time_machine.travel(at("2027-02-01 12:00"))
def test_a_pause_of_the_demo_datas_past_is_counted_as_it_was_then(receive, member):
    submission = receive()
    deed = {"submission_id": submission.pk, "actor": member}
    backdating.act(moment=at("2026-11-23 12:00"), action=triage.reply, text="Which?", then="wait", **deed)
    submission.refresh_from_db()
    assert submission.waiting_since == at("2026-11-23 12:00")
    backdating.act(moment=at("2026-11-23 13:00"), action=triage.note, text="Rang.", **deed)
    backdating.act(moment=at("2026-11-23 14:00"), action=triage.resolve, **deed)
    submission.refresh_from_db()
    assert (submission.waiting_since, submission.due_at) == (None, at("2026-11-27 11:00"))


def test_while_it_waits_it_is_neither_late_nor_due(receive, member):
    submission = wait("2026-11-23 12:00", receive(), member)
    for moment in ("2026-11-26 16:00", "2026-12-01 12:00"):
        with time_machine.travel(at(moment), tick=False):
            assert not submission.is_late
            for view in (View.LATE, View.DUE_TODAY):
                assert not worklist.matching(member, Criteria(view=view)).exists()
            (row,) = counts.of(member)
            assert (row.by_view["late"], row.by_view["due_today"], row.by_view["open"]) == (0, 0, 1)


def test_a_priority_with_targets_of_its_own(queue, receive, member):
    PriorityTargetFactory(queue=queue, priority=40)
    submission = do(MONDAY, triage.prioritise, receive(), actor=member, priority=40)
    assert submission.respond_by == at("2026-11-23 11:00")
    assert submission.due_at == at("2026-11-23 14:00")


def test_back_at_a_priority_without_any_the_queues_hold(queue, receive, member):
    PriorityTargetFactory(queue=queue, priority=40)
    submission = do(MONDAY, triage.prioritise, receive(priority=40), actor=member, priority=20)
    assert (submission.respond_by, submission.due_at) == (at("2026-11-23 14:00"), at(THURSDAY))


def test_a_move_counts_by_what_the_other_queue_promises_for_the_priority(receive, member):
    quick = PriorityTargetFactory(priority=30, response_target=2).queue
    PriorityTargetFactory(queue=quick, priority=40, response_target=1)
    submission = do(MONDAY, triage.move, receive(priority=30), actor=member, queue=quick)
    assert submission.respond_by == at("2026-11-23 12:00")


def test_the_senders_own_deadline_holds_where_it_is_earlier_than_a_prioritys(queue, receive, member):
    PriorityTargetFactory(queue=queue, priority=40)
    submission = receive(needed_by=at("2026-11-23 10:30"))
    submission = do(MONDAY, triage.prioritise, submission, actor=member, priority=40)
    assert submission.respond_by == submission.due_at == at("2026-11-23 10:30")


def test_a_pause_counts_on_when_the_priority_changes(queue, receive, member):
    PriorityTargetFactory(queue=queue, priority=40, resolution_target=2, resolution_unit="days")
    submission = answer("2026-11-23 14:00", wait("2026-11-23 12:00", receive(), member))
    submission = do("2026-11-23 15:00", triage.prioritise, submission, actor=member, priority=40)
    assert submission.due_at == at("2026-11-26 11:00")


def test_the_targets_of_all_priorities_are_asked_for_once(queue, receive, django_assert_num_queries):
    PriorityTargetFactory(queue=queue, priority=40)
    submission = Submission.objects.select_related("queue").get(pk=receive(priority=40).pk)
    with django_assert_num_queries(1):
        targets.set_targets(submission)
    assert submission.respond_by == at("2026-11-23 11:00")


def test_a_priority_has_one_row_a_queue(queue):
    own = PriorityTargetFactory(queue=queue, priority=40)
    again = PriorityTarget(queue=queue, priority=40, response_target=1, resolution_target=1)
    with pytest.raises(ValidationError, match="has its targets already"):
        again.full_clean()
    assert str(own) == "Urgent in Widgets"


@pytest.mark.parametrize(
    ("moment", "used"),
    [
        (MONDAY, 0),
        ("2026-11-23 12:00", 50),
        ("2026-11-23 13:00", 75),
        ("2026-11-23 14:00", 100),
        ("2026-12-23 14:00", 100),
    ],
)
def test_how_much_of_the_time_to_the_next_target_is_used(receive, moment, used):
    assert targets.used(receive(), at(moment)) == used


def test_while_it_waits_no_time_is_used(receive, member):
    submission = receive(first_response_at=at(MONDAY))
    do("2026-11-24 10:00", triage.reply, submission, actor=member, text="Which one?", then="wait")
    submission.refresh_from_db()
    assert targets.used(submission, at("2026-11-24 10:00")) == targets.used(
        submission, at("2026-11-26 10:00")
    )


def test_a_deadline_while_the_office_is_closed_leaves_no_time(receive):
    submission = receive("2026-11-21 10:00", respond_by=at("2026-11-21 12:00"))
    assert targets.used(submission, at("2026-11-21 11:00")) == 100
