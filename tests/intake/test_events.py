"""What a provider tells of an email: stored once, applied in any order, never a step back."""

import base64
import datetime as dt
import itertools
import json
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from anymail.signals import AnymailTrackingEvent
from django.db import connection
from django.test import Client
from django.utils import timezone

from intake import delivery, events
from intake.models import DeliveryEvent, Message, TimelineEntry
from tests.factories import MembershipFactory, MessageFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

State = Message.State


def told(message: Message, event_type: str, **fields) -> AnymailTrackingEvent:
    """An event of `message`, as anymail normalises it."""
    return AnymailTrackingEvent(
        event_type=event_type,
        timestamp=timezone.now(),
        event_id=fields.pop("event_id", str(uuid.uuid4())),
        metadata={"message": str(message.uuid)},
        recipient=message.recipient,
        message_id="pm-1",
        esp_event={"Type": event_type},
        **fields,
    )


def happens(message: Message, *event_types: str) -> Message:
    """Store and apply events in order; return the message as it is then."""
    for event_type in event_types:
        stored = events.store(told(message, event_type), "Postmark")
        events.apply(stored.pk)
    message.refresh_from_db()
    return message


def test_a_delivered_email_is_delivered_and_the_timeline_says_so() -> None:
    message = happens(MessageFactory(state=State.SENT), "delivered")
    assert message.state == State.DELIVERED
    entry = TimelineEntry.objects.get()
    assert (entry.event, entry.text) == ("email_delivered", "Acknowledgement: delivered")


@pytest.mark.parametrize(
    "order", list(itertools.permutations(["sent", "delivered", "bounced"])), ids="-".join
)
def test_a_bounce_stands_in_whatever_order_the_events_come(order: tuple[str, ...]) -> None:
    assert happens(MessageFactory(state=State.SENT), *order).state == State.BOUNCED


@pytest.mark.parametrize(
    ("before", "event_type", "after"),
    [
        (State.SENDING, "delivered", State.DELIVERED),
        (State.QUEUED, "sent", State.SENT),
        (State.UNKNOWN, "delivered", State.DELIVERED),
        (State.UNKNOWN, "sent", State.SENT),
        (State.FAILED, "delivered", State.DELIVERED),
        (State.SENT, "rejected", State.FAILED),
        (State.DELIVERED, "sent", State.DELIVERED),
        (State.DELIVERED, "failed", State.DELIVERED),
        (State.DELIVERED, "complained", State.COMPLAINED),
        (State.COMPLAINED, "bounced", State.COMPLAINED),
        (State.SENT, "opened", State.SENT),
        (State.SENT, "deferred", State.SENT),
    ],
)
def test_states_and_events(before: str, event_type: str, after: str) -> None:
    message = happens(MessageFactory(state=before), event_type)
    assert message.state == after
    if after != before:
        assert (message.next_attempt_at, message.lease_until) == (None, None)


def test_an_email_whose_event_was_quicker_than_our_own_record_is_not_sent_again(monkeypatch) -> None:
    message = MessageFactory()
    send = delivery.EmailMultiAlternatives.send

    def send_and_be_told(email, *args, **kwargs):
        happens(message, "delivered")
        return send(email, *args, **kwargs)

    monkeypatch.setattr(delivery.EmailMultiAlternatives, "send", send_and_be_told)
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert (message.state, message.attempts) == (State.DELIVERED, 1)


def test_a_bounce_tells_the_queue_once_with_the_providers_words(deliver_outbox) -> None:
    queue = QueueFactory()
    MembershipFactory(queue=queue, user__email="ada@example.org")
    message = MessageFactory(submission=SubmissionFactory(queue=queue), state=State.SENT)
    stored = events.store(told(message, "bounced", description="mailbox is full"), "Postmark")
    events.apply(stored.pk)
    events.apply(stored.pk)
    message.refresh_from_db()
    assert message.last_error == "mailbox is full"
    assert [email["To"] for email in deliver_outbox()] == ["ada@example.org"]
    assert TimelineEntry.objects.filter(event="email_failed").count() == 1


def test_of_an_alert_that_bounced_nobody_is_alerted() -> None:
    queue = QueueFactory()
    MembershipFactory(queue=queue)
    message = MessageFactory(submission=SubmissionFactory(queue=queue), state=State.SENT, kind="alert")
    happens(message, "bounced")
    assert Message.objects.count() == 1


def test_an_event_is_stored_once_however_often_it_comes() -> None:
    message = MessageFactory(state=State.SENT)
    event = told(message, "delivered", event_id="evt-1")
    first, second = events.store(event, "Postmark"), events.store(event, "Postmark")
    assert first == second
    events.apply(first.pk)
    assert events.store(event, "Postmark") is None
    assert DeliveryEvent.objects.count() == 1


def test_events_without_an_id_are_known_by_all_they_say() -> None:
    message = MessageFactory(state=State.SENT)
    at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
    for words in ("a", "a", "b"):
        event = told(message, "delivered", event_id=None)
        event.timestamp, event.esp_event = at, {"words": words}
        events.store(event, "Postmark")
    assert DeliveryEvent.objects.count() == 2


def test_an_event_of_nothing_of_ours_is_kept_and_changes_nothing() -> None:
    event = AnymailTrackingEvent(
        event_type="bounced", metadata={"message": "x"}, message_id="y", event_id="z"
    )
    stored = events.store(event, "Postmark")
    events.apply(stored.pk)
    stored.refresh_from_db()
    assert (stored.message, stored.applied_at is not None) == (None, True)


def test_a_message_is_found_by_the_providers_id_where_there_is_no_metadata() -> None:
    message = MessageFactory(state=State.SENT, provider_id="pm-7")
    event = AnymailTrackingEvent(event_type="delivered", message_id="pm-7", event_id="z")
    events.apply(events.store(event, "Postmark").pk)
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_the_sweep_applies_what_no_worker_was_told_of() -> None:
    message = MessageFactory(state=State.SENT)
    events.store(told(message, "delivered"), "Postmark")
    assert events.apply_pending() == 1
    message.refresh_from_db()
    assert message.state == State.DELIVERED


DELIVERY = {
    "RecordType": "Delivery",
    "MessageID": "pm-1",
    "Recipient": "jo@example.com",
    "DeliveredAt": "2026-11-24T10:00:00Z",
    "Details": "250 ok",
}


def post_webhook(message: Message, password: str = "secret"):
    body = json.dumps({**DELIVERY, "Metadata": {"message": str(message.uuid)}})
    client = Client(headers={"Authorization": f"Basic {_basic(f'user:{password}')}"})
    return client.post("/anymail/postmark/tracking/", body, content_type="application/json")


def _basic(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.fixture
def webhook_secret(settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret"}


def test_a_webhook_is_answered_at_once_and_applied_afterwards(webhook_secret) -> None:
    message = MessageFactory(state=State.SENT)
    assert post_webhook(message).status_code == 200
    assert DeliveryEvent.objects.get().raw["Details"] == "250 ok"
    events.apply_pending()
    message.refresh_from_db()
    assert message.state == State.DELIVERED


@pytest.mark.security("tokens")
def test_a_webhook_without_the_secret_is_refused_and_not_stored(webhook_secret) -> None:
    assert post_webhook(MessageFactory(), password="guess").status_code == 400
    assert not DeliveryEvent.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_webhook_a_hundred_times_in_parallel_is_one_event_and_one_change(webhook_secret) -> None:
    message = MessageFactory(state=State.SENT)

    def post(_: int) -> int:
        try:
            status = post_webhook(message).status_code
            events.apply_pending()
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(post, range(100))) == {200}
    message.refresh_from_db()
    assert (message.state, DeliveryEvent.objects.count()) == (State.DELIVERED, 1)
    assert TimelineEntry.objects.count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"Details": ["250", "ok"]},
        {"Details": "\0 \\u0000 \ud800"},
        {"Recipient": "jo\0@example.com"},
        {"Recipient": {"Email": "jo@example.com"}},
        {"Recipient": "x" * 6000},
        {"MessageID": 7},
        {"Score": float("nan")},
        {"DeliveredAt": "2026-11-24T10:00:00"},
        {"DeliveredAt": "9999-12-31T23:59:59-12:00"},
        {"DeliveredAt": "0001-01-01T00:00:00+12:00"},
        {"Metadata": {"message": ["x"]}},
        {"ID": "\0"},
    ],
    ids=str,
)
def test_an_event_that_says_odd_things_is_kept(webhook_secret, odd) -> None:
    client = Client(headers={"Authorization": f"Basic {_basic('user:secret')}"})
    body = json.dumps({**DELIVERY, **odd})
    assert (
        client.post("/anymail/postmark/tracking/", body, content_type="application/json").status_code == 200
    )
    stored = DeliveryEvent.objects.get()
    assert (stored.event_type, stored.raw["RecordType"]) == ("delivered", "Delivery")
    events.apply_pending()
