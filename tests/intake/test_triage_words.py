"""How triage's pages say moments and people."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User

from intake.templatetags.triage import moment, person


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-07-15T08:30:00Z", "today at 9:30am"),
        ("2026-07-14T23:30:00Z", "today at 12:30am"),
        ("2026-07-14T22:30:00Z", "14 July at 11:30pm"),
        ("2026-07-15T11:00:00Z", "today at midday"),
        ("2025-12-03T17:00:00Z", "3 December 2025 at 5pm"),
    ],
)
@time_machine.travel("2026-07-15 12:00Z", tick=False)
def test_a_moment_in_london(at, words):
    assert moment(dt.datetime.fromisoformat(at)) == words


def test_a_person_is_called_by_their_name():
    assert person(User(username="ada", first_name="Ada", last_name="Okoro")) == "Ada Okoro"
    assert person(User(username="ada")) == "ada"
    assert person(None) == ""
