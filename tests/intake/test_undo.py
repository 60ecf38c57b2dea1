"""A reply is taken back while it waits: it does not go out, and everything is as it was."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models.functions import Now

from intake import delivery, drafts, outbox, progress, triage, undo
from intake.models import Message, Submission
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

CLOCK = ("status", "assignee", "first_response_at", "resolved_at", "waiting_since", "waited", "due_at")


@pytest.fixture
def member():
    return MembershipFactory(queue=QueueFactory(name="Widgets")).user


@pytest.fixture
def submission(member):
    return SubmissionFactory(queue=member.queues.get(), sender_email="jo@example.com")


def replies(submission, member, *, then="reply", text="We found it.") -> Message:
    return triage.reply(submission_id=submission.pk, actor=member, text=text, then=then, undo_seconds=10)


@pytest.mark.parametrize("then", ["reply", "wait", "resolve"])
def test_what_is_taken_back_is_never_sent_and_all_is_as_before(submission, member, then, deliver_outbox):
    before = Submission.objects.values(*CLOCK).get()
    message = replies(submission, member, then=then, text="  We found it.\n")
    assert Submission.objects.values(*CLOCK).get() != before

    undo.take_back(submission_id=submission.pk, actor=member)

    assert Submission.objects.values(*CLOCK).get() == before
    assert drafts.text_of(submission, member) == "We found it."
    last = submission.timeline.last()
    assert (last.event, last.actor, last.data) == ("taken_back", member, {"message": str(message.uuid)})
    message.refresh_from_db()
    assert (message.state, message.next_attempt_at) == (Message.State.CANCELLED, None)
    assert deliver_outbox() == []
    assert progress.conversation(submission) == []


def test_a_pause_that_the_reply_ended_goes_on(submission, member):
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        triage.reply(submission_id=submission.pk, actor=member, text="Which one?", then="wait")
    before = Submission.objects.values(*CLOCK).get()
    with time_machine.travel("2026-11-25 11:00Z", tick=False):
        replies(submission, member)
        assert Submission.objects.get().waiting_since is None
        undo.take_back(submission_id=submission.pk, actor=member)
    assert Submission.objects.values(*CLOCK).get() == before
    assert len(progress.conversation(submission)) == 1


def test_it_waits_by_the_databases_clock_and_then_goes_out(submission, member, mailbox):
    message = replies(submission, member)
    assert Message.objects.filter(
        next_attempt_at__gt=Now() + dt.timedelta(seconds=5),
        next_attempt_at__lt=Now() + dt.timedelta(seconds=11),
    ).exists()
    delivery.deliver(message.pk)
    assert mailbox() == []
    assert progress.conversation(submission) == []

    Message.objects.update(next_attempt_at=Now())
    delivery.deliver(message.pk)
    assert len(mailbox()) == 1
    assert len(progress.conversation(submission)) == 1
    with pytest.raises(ValidationError, match="too late"):
        undo.take_back(submission_id=submission.pk, actor=member)
    assert Submission.objects.get().status == Status.OPEN


def test_the_doorbell_rings_for_when_it_is_due(
    submission, member, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(outbox, "ring", lambda message_id, wait_seconds=0: rung.append(wait_seconds) or True)
    with django_capture_on_commit_callbacks(execute=True):
        replies(submission, member)
    assert rung == [10]


def test_what_a_worker_has_claimed_is_too_late(submission, member):
    message = replies(submission, member)
    Message.objects.update(next_attempt_at=Now())
    assert delivery.claim(message.pk)
    with pytest.raises(ValidationError, match="too late"):
        undo.take_back(submission_id=submission.pk, actor=member)
    assert not submission.timeline.filter(event="taken_back").exists()


def test_what_was_taken_back_is_not_claimed(submission, member):
    message = replies(submission, member)
    undo.take_back(submission_id=submission.pk, actor=member)
    Message.objects.update(next_attempt_at=Now())
    assert delivery.claim(message.pk) is None
    assert delivery.sweep() == 0


def test_it_is_its_authors_to_take_back(submission, member):
    replies(submission, member)
    colleague = MembershipFactory(queue=submission.queue).user
    with pytest.raises(ValidationError, match="no reply of yours"):
        undo.take_back(submission_id=submission.pk, actor=colleague)
    with pytest.raises(PermissionDenied):
        undo.take_back(submission_id=submission.pk, actor=MembershipFactory().user)


def test_a_reply_that_was_not_to_wait_stands(submission, member):
    triage.reply(submission_id=submission.pk, actor=member, text="A decision.")
    with pytest.raises(ValidationError, match="no reply of yours"):
        undo.take_back(submission_id=submission.pk, actor=member)


def test_twice_is_once(submission, member):
    replies(submission, member)
    undo.take_back(submission_id=submission.pk, actor=member)
    with pytest.raises(ValidationError, match="no reply of yours"):
        undo.take_back(submission_id=submission.pk, actor=member)
    assert drafts.text_of(submission, member) == "We found it."


def test_what_a_colleague_did_meanwhile_stands(submission, member):
    colleague = MembershipFactory(queue=submission.queue).user
    replies(submission, member, then="resolve")
    triage.reopen(submission_id=submission.pk, actor=colleague)
    triage.assign(submission_id=submission.pk, actor=colleague, assignee=colleague)

    undo.take_back(submission_id=submission.pk, actor=member)

    stored = Submission.objects.get()
    assert (stored.status, stored.assignee, stored.first_response_at) == (Status.OPEN, colleague, None)


def test_a_colleagues_later_reply_stays_the_answer(submission, member):
    replies(submission, member)
    colleague = MembershipFactory(queue=submission.queue).user
    triage.reply(submission_id=submission.pk, actor=colleague, text="It is here.", then="resolve")
    undo.take_back(submission_id=submission.pk, actor=member)
    stored = Submission.objects.get()
    assert stored.status == Status.RESOLVED
    assert stored.first_response_at


def test_what_was_begun_meanwhile_is_kept_below(submission, member):
    replies(submission, member)
    drafts.save(submission_id=submission.pk, actor=member, text="And also:")
    undo.take_back(submission_id=submission.pk, actor=member)
    assert drafts.text_of(submission, member) == "We found it.\n\nAnd also:"
