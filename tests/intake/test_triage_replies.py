"""Triage: replies, which the sender gets, and notes, which never leave the staff."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake import progress, tracking, triage
from intake.models import Message, Submission
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    queue = QueueFactory(name="Widgets", slug="widgets", contact_name="Widget Desk")
    return MembershipFactory(queue=queue, user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def submission(member):
    return SubmissionFactory(queue=member.queues.get(), sender_email="jo@example.com")


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_a_reply_reaches_the_sender_and_their_answer_the_team(submission, member, deliver_outbox):
    message = triage.reply(submission_id=submission.pk, actor=member, text="  We found it.\n\nCome at 9.  ")

    (email,) = deliver_outbox()
    assert (email["To"], email["Reply-To"]) == ("jo@example.com", "widgets@example.org")
    assert email["Subject"] == f"{submission.reference}: our reply to your widget enquiry"
    assert email["Auto-Submitted"] == "no"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        for said in ("We found it.", "Come at 9.", "Ada Okoro", "Widget Desk", "020 7946 0123"):
            assert said in body
        assert submission.reference in body
        assert "http://portal.example.org/track/" in body
    submission.refresh_from_db()
    assert (submission.status, submission.assignee) == (Status.OPEN, member)
    assert submission.first_response_at == timezone.now()
    assert (message.author, message.kind) == (member, Message.Kind.REPLY)
    assert submission.timeline.get().data == {"message": str(message.uuid)}


@pytest.mark.parametrize(
    ("then", "status", "events"),
    [
        ("reply", "open", ["replied"]),
        ("wait", "waiting", ["replied"]),
        ("resolve", "resolved", ["replied", "resolved"]),
    ],
)
def test_a_reply_says_what_becomes_of_the_submission(submission, member, then, status, events):
    triage.reply(submission_id=submission.pk, actor=member, text="Hello", then=then)
    submission.refresh_from_db()
    assert submission.status == status
    assert bool(submission.resolved_at) == (then == "resolve")
    assert list(submission.timeline.values_list("event", flat=True)) == events


def test_only_the_first_reply_counts_as_the_first(submission, member):
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        triage.reply(submission_id=submission.pk, actor=member, text="First")
        first = timezone.now()
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        triage.reply(submission_id=submission.pk, actor=member, text="Second")
    submission.refresh_from_db()
    assert submission.first_response_at == first


def test_who_replies_for_a_colleague_takes_nothing_from_them(submission, member):
    colleague = MembershipFactory(queue=submission.queue).user
    Submission.objects.update(assignee=colleague)
    triage.reply(submission_id=submission.pk, actor=member, text="Hello")
    submission.refresh_from_db()
    assert submission.assignee == colleague


def test_html_in_a_reply_is_text(submission, member, deliver_outbox):
    triage.reply(submission_id=submission.pk, actor=member, text="a < b & <b>c</b>")
    (email,) = deliver_outbox()
    assert "a < b & <b>c</b>" in email.get_body(("plain",)).get_content()
    assert "a &lt; b &amp; &lt;b&gt;c" in email.get_body(("html",)).get_content()


@pytest.mark.parametrize("text", ["", " \r\n\t"])
def test_a_reply_says_something(submission, member, text):
    with pytest.raises(ValidationError, match="Write the reply"):
        triage.reply(submission_id=submission.pk, actor=member, text=text)
    assert not Message.objects.exists()


def test_without_an_address_there_is_nobody_to_reply_to(submission, member):
    Submission.objects.update(sender_email="")
    with pytest.raises(ValidationError, match="Telephone them and add a note"):
        triage.reply(submission_id=submission.pk, actor=member, text="Hello")
    submission.refresh_from_db()
    assert submission.first_response_at is None


def test_the_sender_reads_the_reply_again_by_its_link(submission, member, client):
    message = triage.reply(submission_id=submission.pk, actor=member, text="We found it.")
    link = next(word for word in message.text.split() if "/track/" in word)
    page = client.get(link.removeprefix("http://portal.example.org"))
    assert "We found it." in page.content.decode()


def test_a_reply_that_names_the_reference_is_read_again_whole(submission, member):
    text = f"Please quote it.\nYour reference: {submission.reference}\nGoodbye."
    triage.reply(submission_id=submission.pk, actor=member, text=text)
    (reply,) = progress.conversation(submission)
    assert reply.text.startswith(text)
    assert "track" not in reply.text


def test_staff_do_not_see_the_senders_link(submission, member):
    message = triage.reply(submission_id=submission.pk, actor=member, text="We found it.")
    assert "/track/" in message.text
    assert "/track/" not in tracking.without_links(message.text)


def test_a_note_never_reaches_the_sender(submission, member, client, deliver_outbox):
    triage.note(submission_id=submission.pk, actor=member, text="  A difficult person.  ")
    message = triage.reply(submission_id=submission.pk, actor=member, text="We found it.")

    note = Message.objects.get(kind=Message.Kind.NOTE)
    assert (note.text, note.author) == ("A difficult person.", member)
    assert (note.direction, note.state, note.recipient) == ("internal", "recorded", "")
    (email,) = deliver_outbox()
    assert "difficult" not in email.as_string()
    link = next(word for word in message.text.split() if "/track/" in word)
    page = client.get(link.removeprefix("http://portal.example.org"))
    assert "difficult" not in page.content.decode()


def test_a_note_is_no_reply(submission, member):
    triage.note(submission_id=submission.pk, actor=member, text="They telephoned.")
    submission.refresh_from_db()
    assert (submission.first_response_at, submission.status) == (None, Status.NEW)
    assert submission.timeline.get().data == {"message": str(Message.objects.get().uuid)}


def test_a_note_says_something(submission, member):
    with pytest.raises(ValidationError, match="Write the note"):
        triage.note(submission_id=submission.pk, actor=member, text="\n ")
    assert not Message.objects.exists()
