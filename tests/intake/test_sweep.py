"""The doorbell and the sweep, with a real redis and a real worker."""

import datetime as dt
import time
from collections.abc import Callable, Iterator

import pytest
from celery.contrib.testing.worker import start_worker
from celery.signals import task_postrun
from django.db import connections, transaction
from django.utils import timezone

from intake import delivery, outbox
from intake.models import Message
from portal.celery import app
from tests.factories import MessageFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]
State = Message.State
MISSED = dt.timedelta(seconds=30)


@pytest.fixture(autouse=True)
def broker(redis_url, use_broker, monkeypatch) -> None:
    """A real redis that no failure of another test keeps alone."""
    monkeypatch.setattr(outbox, "_silent_until", 0.0)
    use_broker(redis_url)
    with app.connection_for_write() as connection:
        connection.default_channel.client.flushdb()


@pytest.fixture
def worker(mailbox) -> Iterator[None]:
    """A worker that takes tasks from the broker and writes the emails as files."""
    # Celery's "solo" pool closes open connections' sockets, and psycopg's pool would hand them out again.
    connections.close_all()
    task_postrun.connect(_let_go)
    with start_worker(app, perform_ping_check=False, pool="solo", queues=["mail", "housekeeping"]):
        yield
    task_postrun.disconnect(_let_go)
    connections.close_all()


def _let_go(**kwargs: object) -> None:
    """Close the worker thread's connection: nobody else can, and it would outlive the test's database."""
    connections.close_all()


def sent_within(seconds: float, message: Message) -> bool:
    """Return whether a message is sent before the time is over."""
    return until(lambda: Message.objects.get(pk=message.pk).state == State.SENT, seconds)


def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Return whether `condition` comes true before the time is over."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_what_is_committed_is_sent_at_once(worker, mailbox) -> None:
    submission = SubmissionFactory()
    with transaction.atomic():
        (message,) = outbox.send(
            submission=submission,
            kind=Message.Kind.TRACKING_LINK,
            recipients=["jo@example.com"],
            template="tracking-link",
            context={"submission": submission, "tracking_url": "http://portal.example.org/track/x/"},
        )
    assert sent_within(2, message)
    assert [email["To"] for email in mailbox()] == ["jo@example.com"]


def test_what_the_doorbell_missed_is_swept(worker, mailbox) -> None:
    missed = MessageFactory(next_attempt_at=timezone.now() - MISSED)
    assert delivery.sweep() == 1
    assert sent_within(2, missed)
    assert len(mailbox()) == 1
    assert delivery.sweep() == 0


def test_the_sweep_frees_what_a_lost_worker_held_and_rings_for_it(worker) -> None:
    held = MessageFactory(state=State.SENDING, attempts=1, lease_until=timezone.now() - MISSED)
    delivery.sweep()
    Message.objects.filter(pk=held.pk).update(next_attempt_at=timezone.now() - MISSED)
    delivery.sweep()
    assert sent_within(2, held)


def test_the_sweep_leaves_what_was_rung_for_just_now_and_what_is_not_due() -> None:
    MessageFactory(next_attempt_at=timezone.now() - dt.timedelta(seconds=2))
    MessageFactory(next_attempt_at=timezone.now() + dt.timedelta(minutes=1))
    MessageFactory(state=State.SENT, next_attempt_at=timezone.now() - MISSED)
    assert delivery.sweep() == 0


def test_without_redis_the_sweep_stops_at_the_first_and_loses_nothing(use_broker) -> None:
    use_broker("redis://127.0.0.1:1/0")
    MessageFactory.create_batch(3, next_attempt_at=timezone.now() - MISSED)
    assert delivery.sweep() == 0
    assert Message.objects.filter(state=State.QUEUED, attempts=0).count() == 3


def test_a_sweep_runs_as_a_task(worker) -> None:
    missed = MessageFactory(next_attempt_at=timezone.now() - MISSED)
    # Celery keeps the connection that an earlier test of this process announced by, to another broker.
    with app.connection_for_write() as connection:
        app.tasks["intake.tasks.sweep_outbox"].apply_async(connection=connection)
    assert sent_within(3, missed)


def test_a_sweep_adds_nothing_while_workers_have_enough_to_do(monkeypatch) -> None:
    monkeypatch.setattr(delivery, "_SWEEP_AT_ONCE", 3)
    MessageFactory.create_batch(5, next_attempt_at=timezone.now() - MISSED)
    assert (outbox.waiting(), delivery.sweep()) == (0, 3)
    assert (outbox.waiting(), delivery.sweep()) == (3, 0)
