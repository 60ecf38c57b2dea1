"""The guide says from which value a contract must be advertised, while that is known."""

import datetime as dt

import pytest
import time_machine

from tests.factories import procurement_queue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2025, 12, 31), False),
        (dt.date(2026, 1, 1), True),
        (dt.date(2027, 12, 31), True),
        (dt.date(2028, 1, 1), False),
    ],
)
def test_thresholds_are_said_while_they_are_in_force(client, day, said):
    procurement_queue()

    with time_machine.travel(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC), tick=False):
        text = client.get("/suppliers/").content.decode()

    assert ("£207,720" in text) is said
    assert "the current thresholds" in text
