"""A submission's story: messages and events in one line, as they happened."""

import datetime as dt

import pytest

from intake import conversation, senders, triage
from intake.models import Submission
from tests.factories import MembershipFactory, MessageFactory, SubmissionFactory, TimelineEntryFactory

pytestmark = pytest.mark.django_db

NINE = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def at(minute: int) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minute)


def told(submission: Submission) -> list[str]:
    """The story, a word an item; the newest with a star."""
    items = conversation.items(submission.messages.all(), submission.timeline.all())

    def word(item: conversation.Item) -> str:
        if item.automatic:
            return f"{len(item.automatic)} automatic"
        return item.message.kind if item.message else item.entry.event

    return [word(item) + ("*" if item.is_newest else "") for item in items]


def test_everything_stands_where_it_happened_and_automatic_emails_are_folded():
    submission = SubmissionFactory()
    TimelineEntryFactory(submission=submission, at=at(0), event="received")
    TimelineEntryFactory(submission=submission, at=at(0), event="routed")
    for minute in (1, 2):
        MessageFactory(submission=submission, kind="alert", created_at=at(minute))
    TimelineEntryFactory(submission=submission, at=at(3), event="assigned")
    MessageFactory(submission=submission, kind="reply", created_at=at(4))
    MessageFactory(submission=submission, kind="acknowledgement", created_at=at(5))
    assert told(submission) == ["routed", "2 automatic", "assigned", "reply*", "1 automatic"]


def test_what_a_message_says_itself_is_not_said_twice():
    member = MembershipFactory().user
    submission = SubmissionFactory(queue=member.queues.get())
    triage.note(submission_id=submission.pk, actor=member, text="Ask the zoo.")
    triage.reply(submission_id=submission.pk, actor=member, text="Which zoo?", then="resolve")
    senders.write(submission_id=submission.pk, text="The large one.", author_email="jo@example.com")
    assert [word for word in told(submission) if "automatic" not in word] == [
        "note",
        "reply",
        "resolved",
        "inbound*",
    ]


def test_an_event_whose_message_is_not_known_is_told():
    submission = SubmissionFactory()
    TimelineEntryFactory(submission=submission, event="replied")
    assert told(submission) == ["replied*"]


def test_an_empty_story():
    assert conversation.items([], []) == []
