"""The outbox: an email exists if and only if what it speaks of does; redis is only the doorbell."""

import socket
import time
from typing import Any

import pytest
from django.db import transaction

from intake import outbox
from intake.models import Message, Submission
from tests.factories import AttachmentFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
in_real_transactions = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def doorbell_not_silent(monkeypatch) -> None:
    """No failure of another test keeps redis alone in this one."""
    monkeypatch.setattr(outbox, "_silent_until", 0.0)


@pytest.fixture
def rung(monkeypatch) -> list[int]:
    """The ids of the messages that were rung for."""
    calls: list[int] = []
    monkeypatch.setattr(outbox, "ring", lambda message_id, **_: calls.append(message_id) or True)
    return calls


def send(submission: Submission | None, *recipients: str, **options: Any) -> list[Message]:
    """Store a reply to each of `recipients`."""
    return outbox.send(
        submission=submission,
        kind=Message.Kind.REPLY,
        recipients=recipients,
        template="reply",
        context={
            "submission": submission,
            "text": "It is <found> & well.",
            "author_name": "Ada Okoro",
            "tracking_url": "http://portal.example.org/track/x/",
        },
        author=UserFactory(),
        **options,
    )


def test_each_recipient_gets_an_email_of_their_own_ready_to_send() -> None:
    submission = SubmissionFactory()
    messages = send(submission, "jo@example.com", "sam@example.com", "jo@example.com")
    stored = list(Message.objects.order_by("id"))
    assert stored == messages
    assert [message.recipient for message in stored] == ["jo@example.com", "sam@example.com"]
    for message in stored:
        assert (message.state, message.attempts) == (Message.State.QUEUED, 0)
        assert message.next_attempt_at is not None
        assert message.reply_to == submission.queue.reply_to
        assert "It is <found> & well." in message.text
        assert "It is &lt;found&gt; &amp; well." in message.html


def test_nobody_to_write_to_is_nothing_to_write() -> None:
    assert send(SubmissionFactory()) == []
    assert not Message.objects.exists()


def test_a_subject_is_one_line_however_the_template_breaks_it() -> None:
    submission = SubmissionFactory(kind_label="Widget\r\nBcc: everybody@example.com " + "x" * 80)
    submission.kind_label += "x" * 300
    message = send(submission, "jo@example.com")[0]
    assert "\n" not in message.subject
    assert len(message.subject) <= 250


@in_real_transactions
def test_outside_a_transaction_it_refuses() -> None:
    submission = SubmissionFactory()
    with pytest.raises(transaction.TransactionManagementError):
        send(submission, "jo@example.com")
    assert not Message.objects.exists()


@in_real_transactions
def test_the_doorbell_rings_after_the_commit_and_not_before(rung) -> None:
    submission = SubmissionFactory()
    with transaction.atomic():
        messages = send(submission, "jo@example.com", "sam@example.com")
        assert rung == []
    assert rung == [message.pk for message in messages]


@in_real_transactions
def test_nothing_is_sent_after_a_rollback(rung) -> None:
    submission = SubmissionFactory()

    def send_and_fail() -> None:
        with transaction.atomic():
            send(submission, "jo@example.com")
            raise RuntimeError("something else went wrong")

    with pytest.raises(RuntimeError):
        send_and_fail()
    assert rung == []
    assert not Message.objects.exists()


@in_real_transactions
def test_a_dedupe_key_exists_once_and_once_a_recipient(rung) -> None:
    submission = SubmissionFactory()
    with transaction.atomic():
        send(submission, "jo@example.com", "sam@example.com", dedupe_key="once")
    keys = set(Message.objects.values_list("dedupe_key", flat=True))
    assert keys == {"once:jo@example.com", "once:sam@example.com"}


@in_real_transactions
def test_a_redis_that_is_gone_is_not_the_callers_problem() -> None:
    submission = SubmissionFactory()
    started = time.monotonic()
    with transaction.atomic():
        send(submission, *(f"jo{n}@example.com" for n in range(20)))
    assert time.monotonic() - started < 1.5
    assert Message.objects.filter(state=Message.State.QUEUED).count() == 20


@in_real_transactions
def test_a_redis_that_never_answers_is_not_the_callers_problem(use_broker) -> None:
    submission = SubmissionFactory()
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        use_broker(f"redis://127.0.0.1:{deaf.getsockname()[1]}/0")
        started = time.monotonic()
        with transaction.atomic():
            send(submission, *(f"jo{n}@example.com" for n in range(20)))
        took = time.monotonic() - started
    assert took < 1.5
    assert Message.objects.filter(state=Message.State.QUEUED).count() == 20


@in_real_transactions
def test_after_a_failure_redis_is_left_alone_for_a_while_and_then_tried_again(use_broker, redis_url) -> None:
    assert outbox.ring(1) is False
    use_broker(redis_url)
    assert outbox.ring(1) is False
    outbox._silent_until = 0.0
    assert outbox.ring(1) is True


def test_an_email_about_no_submission_bears_its_queues_name(deliver_outbox) -> None:
    queue = QueueFactory(name="Buyers", reply_to="buyers@example.org")
    with transaction.atomic():
        outbox.send(
            queue=queue,
            kind=Message.Kind.NOTICE,
            recipients=["jo@example.com"],
            template="withdrawn",
            context={"submission": SubmissionFactory()},
        )
    [email] = deliver_outbox()
    assert email["From"].startswith('"Buyers, Hackney Learning Trust"')
    assert email["Reply-To"] == "buyers@example.org"
    assert email["X-Submission-Reference"] is None


def test_a_file_goes_with_the_email_it_was_stored_for(deliver_outbox) -> None:
    submission = SubmissionFactory()
    file = AttachmentFactory(submission=submission, name="copy.pdf")
    with transaction.atomic():
        send(submission, "jo@example.com", files=[file])
        send(submission, "sam@example.com")
    with_file, without = sorted(deliver_outbox(), key=lambda email: email["To"])
    [part] = with_file.iter_attachments()
    assert (part.get_filename(), part.get_content_type()) == ("copy.pdf", "application/pdf")
    assert part.get_content() == b"%PDF-1.7\n%%EOF\n"
    assert not list(without.iter_attachments())


def test_a_file_does_not_go_to_several_recipients() -> None:
    submission = SubmissionFactory()
    with transaction.atomic(), pytest.raises(ValueError, match="one email only"):
        send(submission, "jo@example.com", "sam@example.com", files=[AttachmentFactory()])


def test_an_email_is_about_a_submission_or_comes_from_a_queue() -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="comes from a queue"):
        send(None, "jo@example.com")
