"""What is left of a submission that is erased, field by field and row by row."""

import datetime as dt

import pytest
from django.utils import timezone

from intake.models import (
    BulkJob,
    BulkLine,
    DeliveryEvent,
    Feedback,
    Message,
    Presence,
    Submission,
    TrackingToken,
)
from intake.privacy import requests
from suppliers.models import SignInLink
from tests.factories import (
    FeedbackFactory,
    MessageFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

ADDRESS = "jo@example.org"


def test_a_submission_loses_all_that_says_who_it_was():
    telling = {
        "subject": "My gate",
        "sender_name": "Jo Brown",
        "sender_telephone": "+442079460999",
        "sender_organisation": "Riverside",
        "sender_role": "head",
        "site": "Riverside, 5 Quay",
        "needed_by": dt.datetime(2026, 12, 24, tzinfo=dt.UTC),
        "assignee": UserFactory(),
    }
    submission = SubmissionFactory(sender_email=ADDRESS, **telling)

    requests.erase(address=ADDRESS, actor=None)

    left = Submission.objects.filter(pk=submission.pk).values().get()
    assert {name: value for name, value in left.items() if name in (*telling, "assignee_id")} == {
        **dict.fromkeys(telling.keys() - {"assignee"}, ""),
        "subject": "(erased)",
        "needed_by": None,
        "assignee_id": None,
    }
    assert (left["sender_email"], left["answers"], left["search_text"]) == ("", [], "")
    assert (left["reference"], left["kind"]) == (submission.reference, submission.kind)


def test_nothing_is_left_of_a_message_but_that_there_was_one():
    staff = UserFactory()
    MessageFactory(
        submission=SubmissionFactory(sender_email=ADDRESS),
        reply_to="jo+7@example.org",
        typed="Dear Jo",
        provider_id="<jo@mail>",
        last_error="no mailbox of Jo",
        author=staff,
        handled_by=staff,
        dedupe_key="jo",
        state="bounced",
    )

    requests.erase(address=ADDRESS, actor=None)

    left = Message.objects.values(
        *("recipient", "reply_to", "subject", "text", "typed", "html", "provider_id", "last_error"),
        *("author", "handled_by", "dedupe_key"),
    ).get()
    assert {name: value for name, value in left.items() if value} == {}
    assert Message.objects.get().state == "bounced"


def test_what_hangs_on_a_submission_goes_row_by_row():
    submission, staff = SubmissionFactory(sender_email=ADDRESS), UserFactory()
    TrackingToken.objects.create(submission=submission, token_hash="x", expires_at=timezone.now())
    Presence.objects.create(submission=submission, user=staff)
    job = BulkJob.objects.create(actor=staff, move="resolve", said="resolved")
    BulkLine.objects.create(job=job, submission=submission)
    forwarded = MessageFactory(submission=submission, recipient="out@example.net", state="sent")
    event = {"provider": "x", "event_type": "bounced", "recipient": "out@example.net", "description": "Of Jo"}
    DeliveryEvent.objects.create(key="1", message=forwarded, **event)
    DeliveryEvent.objects.create(key="2", message_uuid=forwarded.uuid, **event)

    requests.erase(address=ADDRESS, actor=None)

    assert [m.objects.count() for m in (TrackingToken, Presence, BulkLine, DeliveryEvent)] == [0, 0, 0, 0]


def test_a_comment_goes_and_its_rating_stays():
    FeedbackFactory(submission=SubmissionFactory(sender_email=ADDRESS), rating=2, comment="Jo waited")

    requests.erase(address=ADDRESS, actor=None)

    assert Feedback.objects.values_list("rating", "comment").get() == (2, "")


def test_no_link_is_left_by_which_a_suppliers_person_came_in():
    SignInLink.objects.create(email=ADDRESS, token_hash="x", expires_at=timezone.now())

    requests.erase(address=ADDRESS, actor=None)

    assert not SignInLink.objects.exists()
