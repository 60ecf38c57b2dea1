"""Bulk moves: each submission by itself, and one refusal stops no other."""

import pytest

from intake import bulk
from intake.bulk import BulkMove
from intake.models import Submission, TimelineEntry
from tests.factories import MembershipFactory, SubmissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def three(member):
    return SubmissionFactory.create_batch(3, queue=member.queues.get())


def apply(move, submissions, actor) -> bulk.Outcome:
    return bulk.apply(move=move, submission_ids=[each.pk for each in submissions], actor=actor)


@pytest.mark.parametrize(
    ("move", "changed"),
    [
        (BulkMove.ASSIGN_TO_ME, {"status": "open"}),
        (BulkMove.RESOLVE, {"status": "resolved"}),
        (BulkMove.MARK_AS_SPAM, {"status": "spam"}),
    ],
)
def test_each_is_changed_and_says_so_in_its_own_timeline(member, three, move, changed):
    outcome = apply(move, three, member)

    assert outcome == bulk.Outcome(done=3, refused=[], not_found=0)
    assert Submission.objects.filter(**changed, version=2).count() == 3
    assert TimelineEntry.objects.filter(actor=member).count() == 3
    if move == BulkMove.ASSIGN_TO_ME:
        assert Submission.objects.filter(assignee=member).count() == 3


def test_a_refusal_is_named_and_stops_no_other(member, three):
    Submission.objects.filter(pk=three[1].pk).update(status="spam")

    outcome = apply(BulkMove.RESOLVE, three, member)

    assert (outcome.done, outcome.not_found) == (2, 0)
    assert outcome.refused == [f"{three[1].reference}: This cannot be done to a submission that is spam."]
    assert Submission.objects.filter(status="resolved").count() == 2


def test_what_is_another_teams_is_not_found_and_not_named(member, three):
    foreign = SubmissionFactory()

    outcome = apply(BulkMove.MARK_AS_SPAM, [*three, foreign], member)

    assert outcome == bulk.Outcome(done=3, refused=[], not_found=1)
    foreign.refresh_from_db()
    assert (foreign.status, foreign.version) == ("new", 1)


def test_one_that_is_ticked_twice_is_changed_once(member, three):
    assert apply(BulkMove.RESOLVE, [three[0], three[0]], member).done == 1


def test_one_that_there_is_not_counts_as_not_found(member):
    outcome = bulk.apply(move=BulkMove.RESOLVE, submission_ids=[123_456_789], actor=member)
    assert outcome == bulk.Outcome(done=0, refused=[], not_found=1)


def test_one_that_is_taken_away_meanwhile_is_refused(member, three, monkeypatch):
    assign = bulk.triage.assign

    def taken_first(**arguments):
        member.queue_memberships.all().delete()
        return assign(**arguments)

    monkeypatch.setattr(bulk.triage, "assign", taken_first)
    outcome = apply(BulkMove.ASSIGN_TO_ME, three[:1], member)
    assert outcome.done == 0
    assert "of which you are not a member" in outcome.refused[0]


def test_any_other_move_is_a_fault(member, three):
    with pytest.raises(ValueError, match="reopen"):
        apply("reopen", three, member)
