"""Triage: assigning, moving, prioritising, resolving, reopening and putting away as spam."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake import triage
from intake.models import Message, QueueMembership, Submission
from intake.models.submission import Priority, Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

#: Tuesday 24 November 2026 in London.
RECEIVED_AT = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", slug="widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def submission(queue):
    return SubmissionFactory(queue=queue, received_at=RECEIVED_AT)


def texts(submission: Submission) -> list[tuple[str, str]]:
    """The timeline: each entry's event and text."""
    return list(submission.timeline.values_list("event", "text"))


def test_taking_it_oneself_opens_it_and_emails_nobody(submission, member):
    changed = triage.assign(submission_id=submission.pk, actor=member, assignee=member)

    submission.refresh_from_db()
    assert (submission.assignee, submission.status, submission.version) == (member, Status.OPEN, 2)
    assert (changed.assignee, changed.status, changed.version) == (member, Status.OPEN, 2)
    assert texts(submission) == [("assigned", "To Ada Okoro")]
    assert not Message.objects.exists()


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_a_colleague_who_is_given_work_is_told(submission, member, queue, deliver_outbox):
    colleague = MembershipFactory(queue=queue, user__email="grace@example.org").user

    triage.assign(submission_id=submission.pk, actor=member, assignee=colleague)

    (email,) = deliver_outbox()
    assert email["To"] == "grace@example.org"
    assert email["Subject"] == f"{submission.reference}: assigned to you in Widgets"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert "Ada Okoro assigned this to you: Widget enquiry." in body
        assert "by 5pm on Thursday 26 November" in body
        assert f"http://portal.example.org/admin/intake/submission/{submission.pk}/change/" in body
        assert "Jo Brown" not in body
        assert "gone" not in body
    assert email["Auto-Submitted"] == "auto-generated"


def test_a_colleague_without_an_address_is_given_work_all_the_same(submission, member, queue):
    colleague = MembershipFactory(queue=queue, user__email="").user
    triage.assign(submission_id=submission.pk, actor=member, assignee=colleague)
    submission.refresh_from_db()
    assert submission.assignee == colleague


def test_giving_it_to_nobody_leaves_it_as_it_stands(submission, member):
    triage.assign(submission_id=submission.pk, actor=member, assignee=member)
    triage.assign(submission_id=submission.pk, actor=member, assignee=None)
    submission.refresh_from_db()
    assert (submission.assignee, submission.status) == (None, Status.OPEN)
    assert texts(submission)[-1] == ("assigned", "To nobody")


def test_what_waits_for_the_sender_still_waits_with_another_colleague(submission, member):
    Submission.objects.update(status=Status.WAITING)
    triage.assign(submission_id=submission.pk, actor=member, assignee=member)
    submission.refresh_from_db()
    assert submission.status == Status.WAITING


def test_an_administrator_may_be_given_it(submission, member):
    administrator = UserFactory(administrator=True)
    triage.assign(submission_id=submission.pk, actor=member, assignee=administrator)
    submission.refresh_from_db()
    assert submission.assignee == administrator


@pytest.mark.parametrize("left", ["never there", "inactive", "no staff"])
def test_who_could_not_see_it_cannot_be_given_it(submission, member, queue, left):
    stranger = {
        "never there": lambda: UserFactory(first_name="Max", last_name="Else"),
        "inactive": lambda: (
            MembershipFactory(
                queue=queue, user__first_name="Max", user__last_name="Else", user__is_active=False
            ).user
        ),
        "no staff": lambda: (
            MembershipFactory(
                queue=queue, user__first_name="Max", user__last_name="Else", user__is_staff=False
            ).user
        ),
    }[left]()

    with pytest.raises(ValidationError, match="Max Else is not a member of Widgets"):
        triage.assign(submission_id=submission.pk, actor=member, assignee=stranger)

    submission.refresh_from_db()
    assert (submission.assignee, submission.version) == (None, 1)


def test_being_given_work_counts_as_a_turn(submission, member):
    triage.assign(submission_id=submission.pk, actor=member, assignee=member)
    assert QueueMembership.objects.get(user=member).last_assigned_at


def test_a_move_counts_the_targets_anew_and_tells_the_new_team(submission, member, deliver_outbox):
    quick = QueueFactory(
        name="Quick",
        response_target=4,
        response_unit="hours",
        resolution_target=8,
        resolution_unit="hours",
        alert_address="shared@example.org",
    )
    MembershipFactory(queue=quick, user__email="there@example.org")
    MembershipFactory(queue=quick, user__email="silent@example.org", wants_alerts=False)
    MembershipFactory(queue=quick, user__email="gone@example.org", user__is_active=False)
    MembershipFactory(queue=quick, user__email="temp@example.org", user__is_staff=False)

    triage.move(submission_id=submission.pk, actor=member, queue=quick, reason="It is quick")

    submission.refresh_from_db()
    assert submission.queue == quick
    assert submission.respond_by == RECEIVED_AT + dt.timedelta(hours=4)
    assert submission.due_at == RECEIVED_AT + dt.timedelta(days=1)
    assert texts(submission) == [("moved", "Widgets → Quick: It is quick")]
    emails = deliver_outbox()
    assert {email["To"] for email in emails} == {"there@example.org", "shared@example.org"}
    assert {email["Subject"] for email in emails} == {f"{submission.reference}: Widget enquiry in Quick"}


def test_the_senders_own_deadline_moves_along(submission, member):
    deadline = RECEIVED_AT + dt.timedelta(hours=3)
    Submission.objects.update(needed_by=deadline)
    triage.move(submission_id=submission.pk, actor=member, queue=QueueFactory())
    submission.refresh_from_db()
    assert submission.respond_by == submission.due_at == deadline


def test_a_move_takes_it_from_its_assignee_and_gives_it_to_whose_turn_it_is(submission, member):
    Submission.objects.update(assignee=member, status=Status.OPEN)
    there = MembershipFactory(queue=QueueFactory(assignment="in_turn"))

    triage.move(submission_id=submission.pk, actor=member, queue=there.queue)

    submission.refresh_from_db()
    there.refresh_from_db()
    assert (submission.assignee, submission.status) == (there.user, Status.OPEN)
    assert there.last_assigned_at


def test_a_move_to_where_members_take_work_themselves_leaves_it_to_them(submission, member):
    Submission.objects.update(assignee=member)
    triage.move(submission_id=submission.pk, actor=member, queue=QueueFactory())
    submission.refresh_from_db()
    assert submission.assignee is None


def test_a_move_leads_to_another_active_queue(submission, member, queue):
    with pytest.raises(ValidationError, match="It is in Widgets already"):
        triage.move(submission_id=submission.pk, actor=member, queue=queue)
    with pytest.raises(ValidationError, match="takes no new submissions"):
        triage.move(submission_id=submission.pk, actor=member, queue=QueueFactory(active=False))
    assert texts(submission) == []


def test_a_priority_that_a_rule_judged_wrongly_is_set_right(submission, member):
    triage.prioritise(submission_id=submission.pk, actor=member, priority=Priority.URGENT)
    submission.refresh_from_db()
    assert (submission.priority, submission.status) == (Priority.URGENT, Status.NEW)
    assert texts(submission) == [("prioritised", "Urgent")]


def test_there_is_no_other_priority(submission, member):
    with pytest.raises(ValueError, match="25"):
        triage.prioritise(submission_id=submission.pk, actor=member, priority=25)
    submission.refresh_from_db()
    assert submission.priority == Priority.NORMAL


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_resolving_says_when_and_by_whom_and_emails_nobody(submission, member):
    triage.resolve(submission_id=submission.pk, actor=member, note_text="By telephone")
    submission.refresh_from_db()
    assert (submission.status, submission.resolved_at) == (Status.RESOLVED, timezone.now())
    assert submission.assignee == member, "who resolves what was nobody's"
    assert texts(submission) == [("resolved", "By telephone")]
    assert not Message.objects.exists()


def test_resolving_leaves_the_assignee(submission, member, queue):
    colleague = MembershipFactory(queue=queue).user
    Submission.objects.update(assignee=colleague)
    triage.resolve(submission_id=submission.pk, actor=member)
    submission.refresh_from_db()
    assert submission.assignee == colleague


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.WITHDRAWN, Status.SPAM])
def test_what_was_closed_is_opened_again(submission, member, status):
    Submission.objects.update(status=status, resolved_at=timezone.now())
    triage.reopen(submission_id=submission.pk, actor=member)
    before, submission = submission, Submission.objects.get()
    assert (submission.status, submission.resolved_at) == (Status.OPEN, None)
    assert (submission.respond_by, submission.due_at) == (before.respond_by, before.due_at)


def test_spam_is_put_away_and_nobody_is_told(submission, member):
    triage.mark_as_spam(submission_id=submission.pk, actor=member)
    submission.refresh_from_db()
    assert (submission.status, submission.is_open) == (Status.SPAM, False)
    assert not Message.objects.exists()


def test_assigning_asks_few_questions_of_the_database(submission, member, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        triage.assign(submission_id=submission.pk, actor=member, assignee=member)
