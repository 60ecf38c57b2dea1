"""Many people at one submission at the same moment: one is quicker, and the others are told."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models.functions import Now

from intake import delivery, steps, triage, undo
from intake.models import Message, Submission
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.thorough]

TIMES = 8


def at_once(act) -> list[str]:
    """Call `act` in eight threads at the same moment; return how each call ended."""
    ready = Barrier(TIMES)

    def press(_: int) -> str:
        ready.wait()
        try:
            act()
        except steps.ChangedMeanwhile:
            return "too late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(press, range(TIMES)))


@pytest.fixture
def member():
    return MembershipFactory(queue=QueueFactory()).user


@pytest.fixture
def submission(member):
    return SubmissionFactory(queue=member.queues.get())


def test_of_eight_replies_to_what_all_have_seen_the_sender_gets_one(member, submission):
    ended = at_once(
        lambda: triage.reply(submission_id=submission.pk, actor=member, text="We found it.", version=1)
    )
    assert ended == ["done", *["too late"] * (TIMES - 1)]
    assert Message.objects.filter(kind="reply").count() == 1
    assert Submission.objects.get().version == 2


def test_eight_notes_are_eight_changes(member, submission):
    ended = at_once(lambda: triage.note(submission_id=submission.pk, actor=member, text="Seen."))
    assert ended == ["done"] * TIMES
    assert Submission.objects.get().version == 1 + TIMES
    assert submission.timeline.count() == TIMES


def test_a_reply_is_either_claimed_by_one_worker_or_taken_back_once(member, submission):
    reply = triage.reply(submission_id=submission.pk, actor=member, text="We found it.", undo_seconds=10)
    Message.objects.update(next_attempt_at=Now())
    turns, won = count(), []

    def claim_or_take_back() -> None:
        if next(turns) % 2:
            won.extend(["claimed"] if delivery.claim(reply.pk) else [])
            return
        try:
            undo.take_back(submission_id=submission.pk, actor=member)
        except ValidationError:
            return
        won.append("taken back")

    at_once(claim_or_take_back)

    reply.refresh_from_db()
    assert {("claimed",): "sending", ("taken back",): "cancelled"}[tuple(won)] == reply.state
