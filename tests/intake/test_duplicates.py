"""Which submissions look like the same matter sent twice."""

import datetime as dt

import pytest
import time_machine

from intake import duplicates
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
MATTER = "The wireless network at Almond Green Primary School has been down since Monday morning."


@pytest.fixture
def member():
    return MembershipFactory(queue=QueueFactory(name="Widgets")).user


@pytest.fixture
def sent(member):
    """A function that makes a submission of one sender, of what they wrote."""

    def send(message: str = MATTER, subject: str = "No wireless network", **fields):
        answer = {"name": "m", "label": "Message", "kind": "long_text", "value": message, "display": message}
        given = {"queue": member.queues.get(), "sender_email": "jo@example.com", "received_at": NOW} | fields
        return SubmissionFactory(subject=subject, answers=[answer], **given)

    return send


def found(submission, member) -> list:
    return [each.submission for each in duplicates.suggestions(submission, member)]


def test_the_same_matter_sent_twice_is_suggested_both_ways(sent, member):
    first, again = sent(), sent(subject="Wireless network", received_at=NOW + dt.timedelta(hours=2))
    sent("When do the autumn holidays begin, please?", "Term dates")
    assert (found(first, member), found(again, member)) == ([again], [first])


def test_a_sentence_more_makes_it_no_other_matter(sent, member):
    first = sent()
    again = sent(
        f"{MATTER} We have twelve classes without computers, and an inspection on Thursday. Please ring."
    )
    assert found(first, member) == [again]


def test_the_likest_is_first(sent, member):
    first = sent()
    like = sent(MATTER.replace("Monday morning", "yesterday evening"))
    same = sent()
    assert found(first, member) == [same, like]


@pytest.mark.parametrize("days", [-8, 8])
def test_what_came_more_than_a_week_apart_is_not(sent, member, days):
    first = sent()
    sent(received_at=NOW + dt.timedelta(days=days))
    assert found(first, member) == []


def test_another_way_of_writing_the_address_is_no_other_sender(sent, member):
    first, again = sent(), sent(sender_email="Jo@example.com")
    assert found(again, member) == [first]


@pytest.mark.parametrize(
    "other", [{"sender_email": "sam@example.com"}, {"status": Status.SPAM}, {"status": Status.MERGED}]
)
def test_other_senders_and_what_was_put_away_are_not(sent, member, other):
    first = sent()
    sent(**other)
    assert found(first, member) == []


def test_who_gave_no_address_has_no_duplicates(sent, member):
    first = sent(sender_email="")
    sent(sender_email="")
    assert found(first, member) == []


def test_what_is_in_another_teams_queue_is_not(sent, member):
    first = sent()
    sent(queue=QueueFactory())
    assert found(first, member) == []


def test_a_greeting_alone_makes_nothing_alike(sent, member):
    first = sent("Good morning, with kind regards from all of us, about the heating in the hall.", "Question")
    sent("Good morning, with kind regards from all of us, about school meals for the twins.", "Question")
    assert found(first, member) == []


@time_machine.travel(NOW)
def test_texts_without_telling_words_are_like_nothing(sent):
    assert duplicates.likeness(sent("Hi", "Hi"), sent("Hi", "Hi")) == 0
