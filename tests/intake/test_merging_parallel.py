"""Several people merge, undo and hand over at the same moment: each thing is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from intake import handover, links, merging, workflow
from intake.models import Link, Merge, Submission
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]


def at_once(*acts) -> list[str]:
    """Call each of `acts` in a thread of its own at the same moment; return how each ended."""
    ready = Barrier(len(acts))

    def press(act) -> str:
        ready.wait()
        try:
            act()
        except (ValidationError, workflow.MoveNotAllowed):
            return "refused"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(press, acts))


@pytest.fixture
def lead():
    return MembershipFactory(queue=QueueFactory(), role="lead").user


@pytest.fixture
def two(lead):
    return SubmissionFactory.create_batch(2, queue=lead.queues.get(), sender_email="jo@example.com")


def test_merged_both_ways_at_once_one_is_kept(lead, two):
    (one, other) = (submission.pk for submission in two)

    def merge(keep: int, away: int):
        return lambda: merging.merge(keep_id=keep, merge_id=away, actor=lead)

    ended = at_once(*[merge(one, other), merge(other, one)] * 3)

    assert ended == ["done", *["refused"] * 5]
    assert Merge.objects.count() == Submission.objects.filter(status="merged").count() == 1


def test_a_merge_is_undone_once(lead, two):
    merging.merge(keep_id=two[0].pk, merge_id=two[1].pk, actor=lead)

    ended = at_once(*[lambda: merging.unmerge(submission_id=two[1].pk, actor=lead)] * 4)

    assert ended == ["done", *["refused"] * 3]
    assert two[1].timeline.filter(event="unmerged").count() == 1


def test_two_are_linked_once(lead, two):
    (one, other) = (submission.pk for submission in two)

    at_once(
        *[
            lambda: links.link(submission_id=one, other_id=other, actor=lead),
            lambda: links.link(submission_id=other, other_id=one, actor=lead),
        ]
        * 3
    )

    assert Link.objects.count() == two[0].timeline.count() == 1


def test_work_that_two_leads_hand_over_at_once_is_handed_over_once(lead, two):
    member = MembershipFactory(queue=lead.queues.get()).user
    Submission.objects.update(assignee=member)

    at_once(*[lambda: handover.hand_over(of=member, actor=lead, to=lead)] * 4)

    assert set(Submission.objects.values_list("assignee", "version")) == {(lead.pk, 2)}
    assert two[0].timeline.count() == two[1].timeline.count() == 1
