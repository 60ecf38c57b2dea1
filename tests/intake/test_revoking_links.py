"""Revoking a sender's links: by who may work on the submission, and the sender gets a new one."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import merging, tracking
from intake.models import Message
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("tokens")]

JO = "jo@example.com"


@pytest.fixture
def submission():
    return SubmissionFactory(sender_email=JO)


@pytest.fixture
def ada(submission):
    return MembershipFactory(queue=submission.queue).user


def opens(link: str):
    return tracking.submission_for(link.rstrip("/").rsplit("/", 1)[1])


def test_revoked_links_open_nothing_and_the_timeline_says_who_did_it(submission, ada, client):
    links = [tracking.new_link(submission) for _ in range(2)]
    other = tracking.new_link(SubmissionFactory())

    assert tracking.revoke_links(submission_id=submission.pk, actor=ada) == 2

    assert [opens(link) for link in links] == [None, None]
    assert client.get(links[0].removeprefix("http://portal.example.org")).status_code == 404
    assert opens(other)
    entry = submission.timeline.get()
    assert (entry.event, entry.actor, entry.text) == ("links_revoked", ada, "2 links")


def test_the_sender_gets_a_new_one_at_once(submission, ada):
    tracking.send_link(reference=submission.reference, email=JO)
    tracking.revoke_links(submission_id=submission.pk, actor=ada)

    for _ in range(2):
        tracking.send_link(reference=submission.reference, email=JO)

    before, now = Message.objects.filter(kind=Message.Kind.TRACKING_LINK)
    links = [next(word for word in each.text.split() if "/track/" in word) for each in (before, now)]
    assert [opens(link) for link in links] == [None, submission]


def test_links_of_what_was_merged_into_it_go_too(submission, ada):
    again = SubmissionFactory(sender_email=JO, queue=submission.queue)
    link = tracking.new_link(again)
    merging.merge(keep_id=submission.pk, merge_id=again.pk, actor=ada)
    assert opens(link) == submission

    tracking.revoke_links(submission_id=submission.pk, actor=ada)

    assert opens(link) is None


def test_there_may_be_nothing_to_revoke(submission, ada):
    with pytest.raises(ValidationError, match="no link that works"):
        tracking.revoke_links(submission_id=submission.pk, actor=ada)
    assert not submission.timeline.exists()


def test_a_stranger_revokes_nothing(submission):
    link = tracking.new_link(submission)
    with pytest.raises(PermissionDenied):
        tracking.revoke_links(submission_id=submission.pk, actor=MembershipFactory().user)
    assert opens(link)
