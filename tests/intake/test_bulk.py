"""Changes of many submissions: each by itself, one refusal stops no other, and nothing is done twice."""

import datetime as dt

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone

from intake import bulk, triage
from intake.models import BulkJob, BulkLine, Message, ReplyTemplate, Submission, TimelineEntry
from intake.models.bulk import BulkMove
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, TagFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory(user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def three(member):
    return SubmissionFactory.create_batch(3, queue=member.queues.get())


def start(move, submissions, actor, **details) -> BulkJob:
    ids = [each.pk for each in submissions]
    return bulk.start(move=move, submission_ids=ids, actor=actor, said="done to", details=details)


def refused(job: BulkJob) -> list[str]:
    return [f"{line.submission.reference}: {line.why_not}" for line in bulk.failures(job.actor, job)]


@pytest.mark.parametrize(
    ("move", "changed"),
    [
        (BulkMove.ASSIGN_TO_ME, {"status": "open"}),
        (BulkMove.RESOLVE, {"status": "resolved"}),
        (BulkMove.MARK_AS_SPAM, {"status": "spam"}),
    ],
)
def test_each_is_changed_and_says_so_in_its_own_timeline(member, three, move, changed):
    job = start(move, three, member)

    assert bulk.progress(job) == bulk.Progress(total=3, done=3, refused=0)
    assert job.finished_at
    assert Submission.objects.filter(**changed, version=2).count() == 3
    assert TimelineEntry.objects.filter(actor=member).count() == 3
    if move == BulkMove.ASSIGN_TO_ME:
        assert Submission.objects.filter(assignee=member).count() == 3


def test_a_colleague_who_is_given_many_gets_one_email(member, three, deliver_outbox):
    queue = member.queues.get()
    colleague = MembershipFactory(queue=queue, user__email="grace@example.org").user

    start(BulkMove.ASSIGN, three, member, assignee=colleague.pk)

    assert Submission.objects.filter(assignee=colleague).count() == 3
    (email,) = deliver_outbox()
    assert email["To"] == "grace@example.org"
    assert email["Subject"] == "3 submissions were assigned to you"
    text = email.get_body(("plain",)).get_content()
    assert "3 submissions were assigned to you by Ada Okoro." in text
    assert "/admin/intake/submission/?view=mine" in text


def test_many_are_assigned_to_nobody(member, three):
    Submission.objects.update(assignee=member)
    start(BulkMove.ASSIGN, three, member, assignee=None)
    assert Submission.objects.filter(assignee=None).count() == 3
    assert not Message.objects.exists()


def test_many_are_moved_and_the_team_that_gets_them_gets_one_email(member, three, deliver_outbox):
    queue = QueueFactory(name="Gadgets", alert_address="gadgets@example.org")

    job = start(BulkMove.MOVE, three, member, queue=queue.pk, reason="Gadgets, not widgets")

    assert queue.submissions.count() == 3
    (email,) = deliver_outbox()
    assert email["To"] == "gadgets@example.org"
    assert email["Subject"] == "3 submissions were moved to Gadgets"
    assert TimelineEntry.objects.filter(text__endswith=": Gadgets, not widgets").count() == 3
    assert refused(job) == []


def test_each_sender_gets_a_reply_of_their_own(member, three, deliver_outbox):
    start(BulkMove.REPLY, three, member, text="We have mended it.", then="resolve")

    emails = deliver_outbox()
    assert {email["To"] for email in emails} == {each.sender_email for each in three}
    for submission in three:
        (email,) = (email for email in emails if email["To"] == submission.sender_email)
        text = email.get_body(("plain",)).get_content()
        assert "We have mended it." in text
        assert submission.reference in text
        assert not any(other.reference in text for other in three if other != submission)
    assert Submission.objects.filter(status="resolved").count() == 3


def test_many_are_tagged_and_untagged(member, three):
    tag = TagFactory()
    start(BulkMove.TAG, three, member, tag=tag.pk)
    assert tag.submissions.count() == 3
    job = start(BulkMove.UNTAG, three, member, tag=tag.pk)
    assert tag.submissions.count() == 0
    assert bulk.progress(job).done == 3


def test_a_refusal_is_named_and_stops_no_other(member, three):
    Submission.objects.filter(pk=three[1].pk).update(status="spam")

    job = start(BulkMove.RESOLVE, three, member)

    assert bulk.progress(job) == bulk.Progress(total=3, done=2, refused=1)
    assert refused(job) == [
        f"{three[1].reference}: This cannot be done to a submission that is spam.",
    ]
    assert Submission.objects.filter(status="resolved").count() == 2


def test_what_is_another_teams_is_not_found_and_not_named(member, three):
    foreign = SubmissionFactory()

    job = start(BulkMove.MARK_AS_SPAM, [*three, foreign], member)

    assert (bulk.progress(job).done, job.not_found, refused(job)) == (3, 1, [])
    foreign.refresh_from_db()
    assert (foreign.status, foreign.version) == ("new", 1)


def test_one_that_is_ticked_twice_is_changed_once(member, three):
    assert bulk.progress(start(BulkMove.RESOLVE, [three[0], three[0]], member)).done == 1


def test_one_that_there_is_not_counts_as_not_found(member):
    job = bulk.start(move=BulkMove.RESOLVE, submission_ids=[123_456_789], actor=member, said="resolved")
    assert (job.not_found, bulk.progress(job).total, bool(job.finished_at)) == (1, 0, True)


def test_a_thousand_at_most(member, three, monkeypatch):
    monkeypatch.setattr(bulk, "AT_MOST", 2)
    assert bulk.progress(start(BulkMove.RESOLVE, three, member)).total == 2


def test_one_that_is_taken_away_meanwhile_is_refused_and_not_named_any_more(member, three, monkeypatch):
    assign = triage.assign

    def taken_first(**arguments):
        member.queue_memberships.all().delete()
        return assign(**arguments)

    monkeypatch.setattr(triage, "assign", taken_first)
    job = start(BulkMove.ASSIGN_TO_ME, three[:1], member)
    assert bulk.progress(job).refused == 1
    assert "of which you are not a member" in job.lines.get().why_not
    member.queue_memberships.all().delete()
    assert refused(job) == []


@pytest.mark.parametrize(
    ("move", "details", "what"),
    [
        (BulkMove.ASSIGN, {"assignee": 99_999}, "colleague"),
        (BulkMove.MOVE, {"queue": 99_999}, "queue"),
        (BulkMove.TAG, {"tag": 99_999}, "tag"),
    ],
)
def test_where_what_it_needs_is_gone_each_is_refused(member, three, move, details, what):
    job = start(move, three, member, **details)
    assert {line.why_not for line in job.lines.all()} == {f"There is no such {what} any more."}


def test_any_other_move_is_a_fault(member, three):
    with pytest.raises(ValueError, match="reopen"):
        start("reopen", three, member)


class TestLongJobs:
    """Those of more submissions than are changed while a person waits."""

    @pytest.fixture(autouse=True)
    def long(self, monkeypatch):
        monkeypatch.setattr(bulk, "AT_ONCE", 2)

    @pytest.fixture
    def rung(self, monkeypatch) -> list[int]:
        """The jobs of which a worker was told."""
        rung: list[int] = []
        monkeypatch.setattr(bulk.outbox, "ring_for", lambda task, pk: rung.append(pk))
        return rung

    def test_a_worker_is_told_and_does_them(self, member, three, rung, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            job = start(BulkMove.RESOLVE, three, member)
        assert rung == [job.pk]
        assert (bulk.progress(job).ended, job.finished_at) == (0, None)
        bulk.run(job.pk)
        assert bulk.progress(job).is_over
        job.refresh_from_db()
        assert job.finished_at

    def test_one_that_was_broken_off_goes_on_and_does_nothing_twice(self, member, three, monkeypatch):
        job = start(BulkMove.REPLY, three, member, text="Thank you.", then="wait")
        reply, turns = triage.reply, []

        def killed_at_the_second(**arguments):
            turns.append(arguments["submission_id"])
            message = reply(**arguments)
            if len(turns) == 2:
                raise OperationalError("the database is gone")
            return message

        monkeypatch.setattr(triage, "reply", killed_at_the_second)
        with pytest.raises(OperationalError):
            bulk.run(job.pk)
        assert bulk.progress(job) == bulk.Progress(total=3, done=1, refused=0)
        bulk.run(job.pk)
        bulk.run(job.pk)
        assert bulk.progress(job) == bulk.Progress(total=3, done=3, refused=0)
        assert Message.objects.filter(kind="reply").count() == 3

    def test_a_fault_of_one_stops_no_other_and_leaves_it_as_it_was(self, member, three, monkeypatch):
        resolve = triage.resolve

        def faulty(*, submission_id, **arguments):
            resolve(submission_id=submission_id, **arguments)
            if submission_id == three[0].pk:
                raise RuntimeError("a fault")

        monkeypatch.setattr(triage, "resolve", faulty)
        job = start(BulkMove.RESOLVE, three, member)
        bulk.run(job.pk)
        assert bulk.progress(job) == bulk.Progress(total=3, done=2, refused=1)
        three[0].refresh_from_db()
        assert (three[0].status, three[0].version) == ("new", 1)
        assert not three[0].timeline.exists()

    def test_what_is_stopped_stays_as_it_was(self, member, three):
        job = start(BulkMove.RESOLVE, three, member)
        bulk.stop(job)
        bulk.run(job.pk)
        assert not Submission.objects.filter(status="resolved").exists()
        assert {line.why_not for line in job.lines.all()} == {"Stopped before its turn."}

    def test_the_sweep_goes_on_with_what_stands_still(self, member, three, rung):
        with time_machine.travel(timezone.now() - dt.timedelta(minutes=2)):
            job = start(BulkMove.RESOLVE, three, member)
        bulk.sweep()
        assert rung == [job.pk]
        line = job.lines.first()
        BulkLine.objects.filter(pk=line.pk).update(ended_at=timezone.now(), state="done")
        bulk.sweep()
        assert rung == [job.pk], "a job that moves is left to its worker"

    def test_the_sweep_forgets_what_is_long_over(self, member, three):
        with time_machine.travel(timezone.now() - dt.timedelta(days=31)):
            old = start(BulkMove.RESOLVE, three[:1], member)
        new = start(BulkMove.RESOLVE, three[1:], member)
        bulk.sweep()
        assert list(BulkJob.objects.all()) == [new]
        assert not BulkLine.objects.filter(job=old.pk).exists()


def test_who_has_left_meanwhile_changes_nothing_more(three):
    leaver = UserFactory(administrator=True)
    bulk_at_once, bulk.AT_ONCE = bulk.AT_ONCE, 0
    try:
        job = start(BulkMove.RESOLVE, three, leaver)
    finally:
        bulk.AT_ONCE = bulk_at_once
    leaver.is_active = False
    leaver.save()
    bulk.run(job.pk)
    assert bulk.progress(job).refused == 3


def test_a_canned_reply_is_filled_in_for_each(member, three):
    template = ReplyTemplate.objects.create(name="Mended", text="Dear {{ sender_name }}, {{ reference }}.")
    start(BulkMove.REPLY, three, member, template=template.pk, text="Ada", then="resolve")

    sent = Message.objects.filter(kind="reply")
    assert sent.count() == 3
    for message in sent:
        submission = message.submission
        assert message.text.startswith(f"Dear {submission.sender_name}, {submission.reference}.\n\nAda")


def test_a_canned_reply_that_is_gone_changes_nothing(member, three):
    job = start(BulkMove.REPLY, three, member, template=123_456, text="Ada", then="resolve")

    assert all("There is no such canned reply any more." in said for said in refused(job))
    assert not Message.objects.exists()
