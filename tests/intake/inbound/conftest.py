"""What the emails of these tests are about: a queue, a submission in it, and emails that were sent of it."""

from collections.abc import Callable

import pytest

from intake.inbound import applying, storing
from intake.models import InboundEmail, Message, Queue, Submission
from tests.factories import MembershipFactory, MessageFactory, QueueFactory, SubmissionFactory

ACKNOWLEDGEMENT = "0a4c6f0e-5b7d-4d2e-9f61-2f6f0c1a7b01"
REPLY = "0a4c6f0e-5b7d-4d2e-9f61-2f6f0c1a7b02"
ALERT = "0a4c6f0e-5b7d-4d2e-9f61-2f6f0c1a7b03"


@pytest.fixture
def queue(settings, catch_all) -> Queue:
    """The queue “widgets”, which has a member, on a site that email comes in to."""
    settings.INBOUND_DOMAIN = "in.example.org"
    queue = QueueFactory(slug="widgets", name="Widgets", reply_to="widgets@example.org")
    MembershipFactory(queue=queue, user__email="ada@example.org")
    return queue


@pytest.fixture
def submission(queue) -> Submission:
    """A submission whose sender was asked something."""
    submission = SubmissionFactory(
        queue=queue, reference="HLT-4KX-9RT-2H4", sender_email="jo.brown@example.com", status="waiting"
    )
    MessageFactory(submission=submission, uuid=ACKNOWLEDGEMENT, state="sent")
    MessageFactory(submission=submission, uuid=REPLY, state="sent", kind="reply")
    MessageFactory(submission=submission, uuid=ALERT, state="sent", kind="alert", recipient="ada@example.org")
    return submission


@pytest.fixture
def arrives(queue) -> Callable[..., InboundEmail]:
    """A function that stores and applies an email, given as text or bytes, and returns what became of it."""

    def come_in(raw: str | bytes, **fields) -> InboundEmail:
        source = raw.encode() if isinstance(raw, str) else raw
        key = fields.pop("key", f"test:{InboundEmail.objects.count()}")
        stored = storing.store(source, source="Test", key=key, **fields)
        applying.apply(stored.pk)
        stored.refresh_from_db()
        return stored

    return come_in


def new_messages() -> list[Message]:
    """What was added to conversations, without the emails that go out."""
    return list(Message.objects.exclude(direction=Message.Direction.OUT))


def raw_of(record: InboundEmail) -> bytes:
    """An email as it was stored."""
    with record.raw.open("rb") as file:
        return bytes(file.read())
