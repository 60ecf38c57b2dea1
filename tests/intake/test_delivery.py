"""Delivery: claimed by one, sent, recorded; tried again where it may be, else left where a person sees it."""

import datetime as dt
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from intake import delivery
from intake.models import Message
from tests.factories import MessageFactory, QueueFactory
from tests.providers import HANG_UP, SILENCE, Postmark, postmark, smtp

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def provider(settings) -> Iterator[Postmark]:
    """A provider that anymail's own Postmark backend talks to."""
    with postmark() as running:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "token",
            "POSTMARK_API_URL": running.url,
            "REQUESTS_TIMEOUT": (1, 0.3),
        }
        yield running


def make_due(message: Message) -> None:
    """Let the time pass until the next try."""
    Message.objects.filter(pk=message.pk).update(next_attempt_at=timezone.now() - dt.timedelta(seconds=1))


def deliver_again(message: Message) -> Message:
    """Make a message due, try to send it, and return it as stored."""
    make_due(message)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    return message


def seconds_until_next_try(message: Message) -> float:
    """Return how long a message still waits; 0 is now."""
    assert message.next_attempt_at
    return (message.next_attempt_at - timezone.now()).total_seconds()


def undelivered(message: Message) -> list[str]:
    """Return what the timeline says of emails that failed."""
    return list(message.submission.timeline.filter(event="email_failed").values_list("text", flat=True))


def test_a_message_is_sent_and_recorded(provider) -> None:
    message = deliver_again(MessageFactory(reply_to="widgets@example.org"))

    assert (message.state, message.attempts, message.provider_id) == (State.SENT, 1, "pm-1")
    assert message.sent_at is not None
    assert (message.lease_until, message.next_attempt_at, message.last_error) == (None, None, "")
    (email,) = provider.posted
    assert email["To"] == message.recipient
    assert email["ReplyTo"] == "widgets@example.org"
    assert (email["TextBody"], email["HtmlBody"]) == (message.text, message.html)
    assert email["Metadata"] == {"message": str(message.uuid)}
    headers = {header["Name"]: header["Value"] for header in email["Headers"]}
    assert headers["Message-ID"] == f"<{message.uuid}@portal.example.org>"
    assert headers["X-Submission-Reference"] == message.submission.reference


@pytest.mark.parametrize(
    ("kind", "auto_submitted"),
    [("acknowledgement", "auto-replied"), ("alert", "auto-generated"), ("reply", "no")],
)
def test_a_persons_reply_is_not_called_automatic(deliver_outbox, kind: str, auto_submitted: str) -> None:
    MessageFactory(kind=kind)
    assert deliver_outbox()[0]["Auto-Submitted"] == auto_submitted


def test_an_eml_is_what_would_have_been_sent(deliver_outbox) -> None:
    message = MessageFactory(subject="Café – £5", submission__queue__name="Café, “Bar”")
    (email,) = deliver_outbox()
    assert email["Message-ID"] == f"<{message.uuid}@portal.example.org>"
    assert email["Subject"] == "Café – £5"
    assert email["From"].addresses[0].display_name == "Café, “Bar”, Hackney Learning Trust"
    assert email["From"].addresses[0].addr_spec == "no-reply@portal.example.org"
    assert email.get_body(("html",)).get_content().strip() == message.html


def test_delivering_twice_sends_once(provider) -> None:
    message = MessageFactory()
    delivery.deliver(message.pk)
    delivery.deliver(message.pk)
    assert len(provider.posted) == 1


@pytest.mark.parametrize("state", [state for state in State if state != State.QUEUED])
def test_only_what_waits_is_sent(provider, state: str) -> None:
    deliver_again(MessageFactory(state=state))
    assert provider.posted == []


def test_what_is_not_due_yet_or_does_not_exist_is_left(provider) -> None:
    message = MessageFactory(next_attempt_at=timezone.now() + dt.timedelta(minutes=1))
    delivery.deliver(message.pk)
    delivery.deliver(999_999)
    assert provider.posted == []


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_refusal_that_may_pass_is_tried_again_later(provider, status: int) -> None:
    provider.answers = [status]
    message = deliver_again(MessageFactory())
    assert (message.state, message.attempts, message.ambiguous_ends) == (State.QUEUED, 1, 0)
    assert str(status) in message.last_error
    assert seconds_until_next_try(message) > 5
    assert deliver_again(message).state == State.SENT
    assert undelivered(message) == []


@pytest.mark.parametrize("status", [400, 404, 413, 422])
def test_a_refusal_for_good_fails_at_once_and_the_timeline_says_so(provider, status: int) -> None:
    provider.answers = [status]
    message = deliver_again(MessageFactory())
    assert (message.state, message.next_attempt_at) == (State.FAILED, None)
    assert message.last_error
    assert undelivered(message) == ["Acknowledgement: failed"]
    deliver_again(message)
    assert len(provider.posted) == 1


@pytest.mark.parametrize(
    "answer", [HANG_UP, SILENCE, "not json", '{"ErrorCode": 0, "Message": "OK"}'], ids=range(4)
)
def test_an_end_that_nobody_knows_is_tried_once_more_and_then_parked(provider, answer: int | str) -> None:
    provider.answers = [answer, answer]
    message = deliver_again(MessageFactory())
    assert (message.state, message.ambiguous_ends) == (State.QUEUED, 1)
    deliver_again(message)
    assert (message.state, message.next_attempt_at) == (State.UNKNOWN, None)
    assert undelivered(message) == ["Acknowledgement: not known whether it was sent"]
    deliver_again(message)
    assert len(provider.posted) == 2


def test_a_provider_that_cannot_be_reached_got_nothing(provider, settings) -> None:
    for url in ("http://127.0.0.1:1/", "http://nowhere.invalid/"):
        settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_API_URL": url}
        message = deliver_again(MessageFactory())
        assert (message.state, message.ambiguous_ends) == (State.QUEUED, 0), url


def test_every_try_is_the_same_email(provider) -> None:
    provider.answers = [429, HANG_UP, 503]
    message = MessageFactory()
    for _ in range(4):
        deliver_again(message)
    assert message.state == State.SENT
    assert len(provider.posted) == 4
    assert all(email == provider.posted[0] for email in provider.posted)


def test_the_pause_grows_to_a_quarter_of_an_hour(provider) -> None:
    provider.answers = [503] * 12
    message = MessageFactory()
    pauses = [seconds_until_next_try(deliver_again(message)) for _ in range(12)]
    longest = [min(900, 15 * 2**tries) for tries in range(12)]
    for pause, limit in zip(pauses, longest, strict=True):
        assert limit * 0.5 - 5 < pause <= limit + 1


def test_after_four_hours_it_fails(provider) -> None:
    provider.answers = [503, 503]
    message = MessageFactory()
    Message.objects.filter(pk=message.pk).update(
        retry_from=timezone.now() - dt.timedelta(hours=3, minutes=59)
    )
    assert deliver_again(message).state == State.QUEUED
    Message.objects.filter(pk=message.pk).update(retry_from=timezone.now() - dt.timedelta(hours=4, minutes=1))
    assert deliver_again(message).state == State.FAILED


@pytest.mark.parametrize(
    ("answers", "state", "ambiguous_ends"),
    [
        ({}, State.SENT, 0),
        ({"connect": "421 too busy"}, State.QUEUED, 0),
        ({"rcpt": "450 greylisted, come back"}, State.QUEUED, 0),
        ({"rcpt": "550 no such mailbox"}, State.FAILED, 0),
        ({"mail": "452 no space"}, State.QUEUED, 0),
        ({"body": "451 later"}, State.QUEUED, 0),
        ({"body": "554 looks like spam"}, State.FAILED, 0),
        ({"body": ""}, State.QUEUED, 1),
    ],
    ids=lambda value: str(value),
)
def test_an_smtp_servers_answers(settings, answers: dict[str, str], state: str, ambiguous_ends: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with smtp(**answers) as (settings.EMAIL_HOST, settings.EMAIL_PORT):
        message = deliver_again(MessageFactory())
    assert (message.state, message.ambiguous_ends) == (state, ambiguous_ends)


def test_an_smtp_server_that_is_not_there_got_nothing(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    for settings.EMAIL_HOST in ("127.0.0.1", "nowhere.invalid"):
        settings.EMAIL_PORT = 1
        message = deliver_again(MessageFactory())
        assert (message.state, message.ambiguous_ends) == (State.QUEUED, 0)


@pytest.mark.parametrize(
    "recipient",
    ["jo@example.com\nBcc: all@example.com", "jo@example.com, all@example.com", "no address"],
    ids=["two lines", "two addresses", "no address"],
)
def test_an_address_that_cannot_be_written_to_fails_at_once(provider, recipient: str) -> None:
    message = deliver_again(MessageFactory(recipient=recipient))
    assert message.state == State.FAILED
    assert provider.posted == []


@pytest.mark.parametrize("backend", ["no.such.Backend", "anymail.backends.mailgun.EmailBackend"])
def test_a_backend_that_is_not_set_up_fails_and_is_no_crash(settings, backend: str) -> None:
    settings.EMAIL_BACKEND = backend
    settings.ANYMAIL = {}
    assert deliver_again(MessageFactory()).state == State.FAILED


def test_line_breaks_in_a_queues_name_reach_no_header(deliver_outbox) -> None:
    MessageFactory(submission__queue=QueueFactory(name="Press\r\nBcc: all@example.com"))
    (email,) = deliver_outbox()
    assert email["Bcc"] is None


def test_what_a_lost_worker_held_is_freed_once_and_then_parked(provider) -> None:
    ended = timezone.now() - dt.timedelta(seconds=1)
    message = MessageFactory(state=State.SENDING, attempts=1, lease_until=ended)
    held = MessageFactory(
        state=State.SENDING, attempts=1, lease_until=timezone.now() + dt.timedelta(minutes=1)
    )

    delivery.free_expired_leases()
    message.refresh_from_db()
    assert (message.state, message.ambiguous_ends, message.lease_until) == (State.QUEUED, 1, None)

    Message.objects.filter(pk=message.pk).update(state=State.SENDING, attempts=2, lease_until=ended)
    delivery.free_expired_leases()
    message.refresh_from_db()
    assert message.state == State.UNKNOWN
    assert undelivered(message) == ["Acknowledgement: not known whether it was sent"]

    held.refresh_from_db()
    assert held.state == State.SENDING


def test_a_worker_that_comes_back_too_late_changes_nothing(provider, monkeypatch) -> None:
    message = MessageFactory()

    def taken_over_meanwhile(claimed: Message) -> Any:
        Message.objects.filter(pk=claimed.pk).update(attempts=2)
        return build_email(claimed)

    build_email = delivery.build_email
    monkeypatch.setattr(delivery, "build_email", taken_over_meanwhile)
    provider.answers = [422]
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.SENDING, 2)
    assert undelivered(message) == []


def test_addresses_and_texts_stay_out_of_the_log(provider, caplog) -> None:
    provider.answers = [422, 503, HANG_UP]
    for _ in range(3):
        deliver_again(MessageFactory(recipient="jo.secret@example.com", text="a secret matter"))
    assert caplog.records
    assert "secret" not in caplog.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_workers_claim_each_message_once() -> None:
    messages = MessageFactory.create_batch(5)

    def claim(message: Message) -> bool:
        try:
            return delivery.claim(message.pk) is not None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as threads:
        claimed = list(threads.map(claim, itertools.chain.from_iterable([messages] * 4)))
    assert sum(claimed) == 5
    assert set(Message.objects.values_list("state", "attempts")) == {(State.SENDING, 1)}
