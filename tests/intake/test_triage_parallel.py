"""Many people at one submission at the same moment: one is quicker, and the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from intake import steps, triage
from intake.models import Message, Submission
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

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
