"""Who else is at a submission, for some seconds at a time."""

import pytest
import time_machine

from intake import presence
from intake.models import Presence
from tests.factories import SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

AT = "2026-11-24 10:00:00Z"


@pytest.fixture
def submission():
    return SubmissionFactory()


@pytest.fixture
def ada():
    return UserFactory(first_name="Ada", last_name="Okoro")


@pytest.fixture
def max_():
    return UserFactory(first_name="Max", last_name="Power")


def said(submission, user) -> str:
    return presence.in_words(presence.others(submission, user))


@time_machine.travel(AT, tick=False)
def test_others_are_told_of_who_writes_first_and_oneself_is_not(submission, ada, max_):
    presence.note(submission=submission, user=ada, is_typing=False)
    presence.note(submission=submission, user=max_, is_typing=True)
    assert said(submission, UserFactory()) == (
        "Max Power is writing a reply. Ada Okoro is looking at this too."
    )
    assert said(submission, max_) == "Ada Okoro is looking at this too."
    assert said(SubmissionFactory(), ada) == ""


def test_it_ends_by_itself(submission, ada, max_):
    with time_machine.travel(AT, tick=False):
        presence.note(submission=submission, user=ada, is_typing=True)
    with time_machine.travel("2026-11-24 10:00:20Z", tick=False):
        presence.note(submission=submission, user=ada, is_typing=False)
    with time_machine.travel("2026-11-24 10:00:40Z", tick=False):
        assert said(submission, max_) == "Ada Okoro is looking at this too."
    with time_machine.travel("2026-11-24 10:00:46Z", tick=False):
        assert said(submission, max_) == ""


def test_who_leaves_is_gone(submission, ada, max_):
    presence.note(submission=submission, user=ada, is_typing=True)
    presence.leave(submission=submission, user=ada)
    assert said(submission, max_) == ""


def test_old_ones_are_forgotten(submission, ada, max_):
    with time_machine.travel(AT, tick=False):
        presence.note(submission=submission, user=ada, is_typing=True)
    with time_machine.travel("2026-11-24 12:00Z", tick=False):
        presence.note(submission=submission, user=max_, is_typing=True)
        assert presence.forget_old() == 1
    assert Presence.objects.get().user == max_
