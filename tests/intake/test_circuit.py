"""The circuit: a refused key pauses all sending, costs no email its tries, and ends by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from intake import circuit, delivery, outbox
from intake.models import Circuit, Message
from tests.factories import MessageFactory
from tests.providers import Postmark, postmark

pytestmark = pytest.mark.django_db

State = Message.State


@pytest.fixture
def provider(settings):
    """A provider on the loopback address that speaks Postmark's API, through anymail's own backend."""
    with postmark() as running:
        settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token", "POSTMARK_API_URL": running.url}
        yield running


def its_probe_is_due() -> None:
    ago = timezone.now() - dt.timedelta(seconds=1)
    Circuit.objects.update(probe_at=ago)
    Message.objects.filter(state=State.QUEUED).update(next_attempt_at=ago)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_pauses_sending_and_one_good_probe_ends_the_pause(
    provider: Postmark, status: int, caplog
) -> None:
    provider.answers = [status]
    first, second = MessageFactory(), MessageFactory()
    delivery.deliver(first.pk)
    delivery.deliver(second.pk)
    assert len(provider.posted) == 1
    assert circuit.state()
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "sending is paused: the email provider refuses our key or password"
    ]
    its_probe_is_due()
    delivery.deliver(first.pk)
    delivery.deliver(second.pk)
    assert not circuit.state()
    assert set(Message.objects.values_list("state", flat=True)) == {State.SENT}


def test_a_second_refusal_says_nothing_again(provider: Postmark, caplog) -> None:
    provider.answers = [401, 401]
    message = MessageFactory()
    delivery.deliver(message.pk)
    its_probe_is_due()
    delivery.deliver(message.pk)
    assert len(provider.posted) == 2
    assert sum(record.levelname == "ERROR" for record in caplog.records) == 1


def test_an_email_older_than_the_budget_survives_a_long_pause(provider: Postmark) -> None:
    provider.answers = [401]
    message = MessageFactory(retry_from=timezone.now() - dt.timedelta(days=3))
    delivery.deliver(message.pk)
    its_probe_is_due()
    delivery.deliver(message.pk)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_of_many_emails_one_is_the_probe(provider: Postmark) -> None:
    circuit.open_up("401")
    messages = MessageFactory.create_batch(3)
    its_probe_is_due()
    provider.answers = [401, 401, 401]
    for message in messages:
        delivery.deliver(message.pk)
    assert len(provider.posted) == 1


def test_the_sweep_rings_for_the_probe_alone(monkeypatch) -> None:
    rung: list[int] = []
    monkeypatch.setattr(outbox, "ring", lambda message_id: rung.append(message_id) or True)
    MessageFactory.create_batch(3)
    circuit.open_up("401")
    delivery.sweep()
    assert len(rung) == 1
