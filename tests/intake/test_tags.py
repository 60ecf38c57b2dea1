"""Tags that staff put on submissions and take off again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import steps, tags
from tests.factories import MembershipFactory, SubmissionFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def submission(member):
    return SubmissionFactory(queue=member.queues.get())


def timeline(submission) -> list[tuple]:
    return list(submission.timeline.values_list("event", "actor", "text"))


def test_a_tag_is_put_on_and_taken_off_and_the_timeline_says_by_whom(member, submission):
    tag = TagFactory(name="school visit")

    tags.tag(submission_id=submission.pk, actor=member, tag=tag)
    assert list(submission.tags.all()) == [tag]
    tags.untag(submission_id=submission.pk, actor=member, tag=tag)

    assert not submission.tags.exists()
    assert timeline(submission) == [
        ("tagged", member.pk, "school visit"),
        ("untagged", member.pk, "school visit"),
    ]
    submission.refresh_from_db()
    assert submission.version == 3


def test_a_closed_submission_can_be_tagged_too(member):
    closed = SubmissionFactory(queue=member.queues.get(), status="resolved")
    tags.tag(submission_id=closed.pk, actor=member, tag=TagFactory())
    closed.refresh_from_db()
    assert closed.status == "resolved"


def test_a_tag_is_not_put_on_twice_nor_taken_off_where_it_is_not(member, submission):
    tag = TagFactory(name="x")
    with pytest.raises(ValidationError, match="It is not tagged “x”"):
        tags.untag(submission_id=submission.pk, actor=member, tag=tag)
    tags.tag(submission_id=submission.pk, actor=member, tag=tag)
    with pytest.raises(ValidationError, match="It is tagged “x” already"):
        tags.tag(submission_id=submission.pk, actor=member, tag=tag)
    assert len(timeline(submission)) == 1


@pytest.mark.parametrize("action", [tags.tag, tags.untag])
def test_another_team_may_not(submission, action):
    with pytest.raises(PermissionDenied):
        action(submission_id=submission.pk, actor=MembershipFactory().user, tag=TagFactory())


@pytest.mark.parametrize("action", [tags.tag, tags.untag])
def test_who_has_not_seen_the_latest_is_told(member, submission, action):
    with pytest.raises(steps.ChangedMeanwhile):
        action(submission_id=submission.pk, actor=member, tag=TagFactory(), version=9)
