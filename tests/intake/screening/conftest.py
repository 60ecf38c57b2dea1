"""A queue with a member, and enquiries to it that look like spam or do not."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User

from intake.models import Queue, Submission
from intake.screening.scoring import Signs
from intake.submissions import Answer, Incoming, Sender, receive
from tests.factories import MembershipFactory, QueueFactory, RoutingRuleFactory

#: How a person sends a form.
PERSON = Signs(seconds=60, client="203.0.113.7")
#: How a program does that fills in all it finds.
PROGRAM = Signs(trap_filled=True, seconds=60, client="203.0.113.7")


@pytest.fixture
def widgets(db) -> Queue:
    queue = QueueFactory(name="Widgets", slug="widgets")
    RoutingRuleFactory(name="widgets", kind="widget", queue=queue, position=0)
    return queue


@pytest.fixture
def ada(widgets) -> User:
    """A member of the queue who gets alerts."""
    return MembershipFactory(queue=widgets, user__email="ada@example.org").user


@pytest.fixture
def send(widgets) -> Callable[..., Submission]:
    """A function that receives an enquiry as it was sent by a form."""

    def receive_it(
        text: str = "The gate is broken.",
        *,
        signs: Signs = PERSON,
        email: str = "jo@example.com",
        **more: Any,
    ) -> Submission:
        return receive(
            Incoming(
                kind="widget",
                kind_label="Widget enquiry",
                subject="A widget",
                sender=Sender(name="Jo Brown", email=email),
                idempotency_key=uuid.uuid4(),
                answers=[Answer("message", "Your message", "long_text", text, text)],
                signs=signs,
                **more,
            )
        )

    return receive_it
