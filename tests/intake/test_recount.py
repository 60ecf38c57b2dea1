"""`manage.py recalculate_targets`: open work follows a change of office hours or targets."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from intake.models import Submission
from intake.sla import LONDON
from tests.factories import PriorityTargetFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 23, 10, tzinfo=LONDON)


@pytest.fixture(autouse=True)
def the_year():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def queue():
    """A team that replies in two working days, and whose target has just become three working hours."""
    return QueueFactory(slug="widgets", response_target=2, resolution_target=10)


@pytest.fixture
def submission(queue):
    submission = SubmissionFactory(queue=queue, received_at=MONDAY)
    queue.response_target, queue.response_unit = 3, "hours"
    queue.save()
    return submission


def recalculate(*arguments: str) -> str:
    """Run the command; return what it says."""
    out = StringIO()
    call_command("recalculate_targets", *arguments, stdout=out)
    return out.getvalue().strip()


def test_open_work_follows_and_its_timeline_says_so(submission):
    assert recalculate() == "Open submissions: 1 looked at, 1 changed"

    submission.refresh_from_db()
    assert submission.respond_by == MONDAY + dt.timedelta(hours=3)
    assert submission.version == 1, "who is writing a reply is not held up"
    assert list(submission.timeline.values_list("event", "text")) == [
        (
            "recounted",
            "First reply due by 1pm on Monday 23 November, to be resolved by 5pm on Monday 7 December",
        )
    ]


def test_run_again_it_changes_nothing(submission):
    recalculate()
    assert recalculate() == "Open submissions: 1 looked at, 0 changed"
    assert submission.timeline.count() == 1


def test_a_dry_run_says_what_would_be(submission):
    assert recalculate("--dry-run") == (
        "Open submissions: 1 looked at, 1 changed (dry run: nothing was changed)"
    )
    before = submission.respond_by
    submission.refresh_from_db()
    assert (submission.respond_by, submission.timeline.count()) == (before, 0)


def test_of_one_queue_only(submission):
    other = SubmissionFactory(received_at=MONDAY, respond_by=MONDAY)
    assert recalculate("--queue", "widgets") == "Open submissions: 1 looked at, 1 changed"
    other.refresh_from_db()
    assert other.respond_by == MONDAY


def test_a_queue_that_there_is_not(queue):
    with pytest.raises(CommandError, match=r"There is no queue “wigdets”.*widgets"):
        recalculate("--queue", "wigdets")


@pytest.mark.parametrize("status", ["resolved", "withdrawn", "spam"])
def test_what_is_closed_is_left_alone(submission, status):
    Submission.objects.update(status=status)
    assert recalculate() == "Open submissions: 0 looked at, 0 changed"


def test_a_first_reply_that_is_given_keeps_the_target_that_it_had(submission, queue):
    queue.resolution_target = 1
    queue.save()
    Submission.objects.update(first_response_at=MONDAY + dt.timedelta(hours=5))
    before = submission.respond_by
    recalculate()
    submission.refresh_from_db()
    assert submission.respond_by == before
    assert submission.timeline.get().text == "To be resolved by 5pm on Tuesday 24 November"


def test_office_hours_priorities_pauses_and_the_senders_deadline_count(submission, queue):
    PriorityTargetFactory(queue=queue, priority=40, response_target=4, resolution_target=3)
    deadline = MONDAY + dt.timedelta(hours=6)
    Submission.objects.update(priority=40, waited=dt.timedelta(hours=2), needed_by=deadline)
    queue.closes_at = dt.time(13)
    queue.save()
    recalculate()
    submission.refresh_from_db()
    # Four hours are over on Tuesday at 10am, three at 1pm on Monday; two more for the pause.
    assert submission.respond_by == deadline
    assert submission.due_at == deadline
    Submission.objects.update(needed_by=None)
    recalculate()
    submission.refresh_from_db()
    assert submission.respond_by == MONDAY.replace(day=24, hour=12)
    assert submission.due_at == MONDAY.replace(day=24, hour=11)
