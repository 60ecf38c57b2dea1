"""What a sender does to a submission after it was received: write, withdraw."""

import pytest
from django.core.exceptions import ValidationError

from intake import senders, workflow
from intake.models import Message, TimelineEntry
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission():
    """A submission that waits for its sender, in a queue with two members."""
    queue = QueueFactory()
    MembershipFactory.create_batch(2, queue=queue)
    return SubmissionFactory(queue=queue, status="waiting")


def test_what_the_sender_writes_opens_the_submission_and_tells_the_team(submission, deliver_outbox):
    message = senders.write(submission_id=submission.pk, text=" Here it is. ", author_email="jo@example.com")
    submission.refresh_from_db()
    assert (message.text, message.direction, message.recipient) == ("Here it is.", "in", "jo@example.com")
    assert (submission.status, submission.version) == ("open", 2)
    assert TimelineEntry.objects.get().event == "sender_wrote"
    emails = deliver_outbox()
    assert {email["To"] for email in emails} == {user.email for user in submission.queue.members.all()}
    assert all("Here it is" not in email.as_string() for email in emails)


def test_the_assignee_alone_is_told_where_there_is_one(submission, deliver_outbox):
    submission.assignee = UserFactory(email="ada@example.org")
    submission.save()
    senders.write(submission_id=submission.pk, text="Hello", author_email="jo@example.com")
    assert [email["To"] for email in deliver_outbox()] == ["ada@example.org"]


def test_a_resolved_submission_opens_again_when_its_sender_writes():
    submission = SubmissionFactory(status="resolved", resolved_at="2026-11-01T10:00:00Z")
    senders.write(submission_id=submission.pk, text="It is broken again.", author_email="jo@example.com")
    submission.refresh_from_db()
    assert (submission.status, submission.resolved_at) == ("open", None)


@pytest.mark.parametrize("status", ["withdrawn", "spam"])
def test_nothing_is_added_to_what_was_put_away(status):
    submission = SubmissionFactory(status=status)
    with pytest.raises(workflow.MoveNotAllowed):
        senders.write(submission_id=submission.pk, text="Hello", author_email="jo@example.com")
    assert not Message.objects.exists()


def test_an_empty_message_is_refused(submission):
    with pytest.raises(ValidationError, match="Write your message"):
        senders.write(submission_id=submission.pk, text=" \n", author_email="jo@example.com")


def test_a_withdrawn_submission_is_closed_and_its_team_is_told(submission, deliver_outbox):
    senders.withdraw(submission_id=submission.pk, reason="We closed the firm.")
    submission.refresh_from_db()
    assert submission.status == "withdrawn"
    entry = TimelineEntry.objects.get()
    assert (entry.event, entry.text, entry.actor) == ("withdrawn", "We closed the firm.", None)
    assert all("withdrawn" in email["Subject"] for email in deliver_outbox())


def test_what_is_closed_cannot_be_withdrawn():
    submission = SubmissionFactory(status="resolved")
    with pytest.raises(workflow.MoveNotAllowed):
        senders.withdraw(submission_id=submission.pk)
