"""A worker's own clock does not matter: claims and leases go by the database's."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from intake import delivery
from intake.models import Message
from tests.factories import MessageFactory

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.mark.parametrize("hours", [-1, 1], ids=["an hour behind", "an hour ahead"])
def test_a_worker_whose_clock_is_off_claims_and_frees_by_the_databases(hours: int) -> None:
    now = timezone.now()
    minute, lease = dt.timedelta(minutes=1), delivery.LEASE
    due, later = MessageFactory(), MessageFactory(next_attempt_at=now + 30 * minute)
    held = MessageFactory(state=State.SENDING, attempts=1, lease_until=now + minute)
    lost = MessageFactory(state=State.SENDING, attempts=1, lease_until=now - minute)

    with time_machine.travel(now + dt.timedelta(hours=hours)):
        claimed = delivery.claim(due.pk)
        assert delivery.claim(later.pk) is None
        delivery.free_expired_leases()

    assert claimed
    assert claimed.lease_until
    assert now + lease - minute < claimed.lease_until < now + lease + minute
    for message, state in ((held, State.SENDING), (lost, State.QUEUED)):
        message.refresh_from_db()
        assert message.state == state
