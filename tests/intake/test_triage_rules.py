"""What holds for everything that staff do: the timeline, the version, access, the workflow's table."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from intake import access, steps, triage, workflow
from intake.models import Message, Queue, Submission
from intake.models.submission import OPEN_STATUSES, Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db
CLOSED = [status for status in Status if status not in (*OPEN_STATUSES, Status.HELD)]


def _assign(**who: Any) -> object:
    return triage.assign(assignee=who["actor"], **who)


def _move(**who: Any) -> object:
    return triage.move(queue=Queue.objects.get(slug="elsewhere"), **who)


def _reply(**who: Any) -> object:
    return triage.reply(text="We found it.", **who)


def _prioritise(**who: Any) -> object:
    return triage.prioritise(priority=40, **who)


#: Each thing that staff do, with the event that the timeline then ends with.
DEEDS: dict[str, tuple[Callable[..., object], str]] = {
    "assign": (_assign, "assigned"),
    "move": (_move, "moved"),
    "reply": (_reply, "replied"),
    "prioritise": (_prioritise, "prioritised"),
    "resolve": (triage.resolve, "resolved"),
    "mark_as_spam": (triage.mark_as_spam, "marked_as_spam"),
    "reopen": (triage.reopen, "reopened"),
}


@pytest.fixture
def elsewhere():
    return QueueFactory(slug="elsewhere")


@pytest.fixture(params=DEEDS)
def deed(request, elsewhere):
    """The name of a deed, and a submission in a state in which it may be done."""
    status = Status.RESOLVED if request.param == "reopen" else Status.NEW
    return request.param, SubmissionFactory(status=status)


@pytest.fixture
def member():
    """A function that makes a member of a submission's queue."""

    def make(submission: Submission):
        return MembershipFactory(queue=submission.queue).user

    return make


def unchanged(submission: Submission) -> bool:
    """Whether neither it nor its timeline nor its messages say that anything was done."""
    stored = Submission.objects.get(pk=submission.pk)
    names = ("status", "queue_id", "assignee_id", "priority", "version", "respond_by", "first_response_at")
    same = all(getattr(stored, name) == getattr(submission, name) for name in names)
    return same and not stored.timeline.exists() and not stored.messages.exists()


def test_it_is_recorded_with_who_did_it_and_counts_the_version(deed, member):
    name, submission = deed
    actor = member(submission)

    DEEDS[name][0](submission_id=submission.pk, actor=actor, version=1)

    entry = submission.timeline.get()
    assert (entry.event, entry.actor) == (DEEDS[name][1], actor)
    assert Submission.objects.get().version == 2


def test_a_note_is_recorded_and_counts_the_version_too(member):
    submission = SubmissionFactory()
    actor = member(submission)

    triage.note(submission_id=submission.pk, actor=actor, text="Do not answer yet.")

    entry = submission.timeline.get()
    assert (entry.event, entry.actor) == ("noted", actor)
    assert Submission.objects.get().version == 2, "so that who answers has read it"


@pytest.mark.parametrize("who", ["member of another queue", "former colleague", "member but no staff"])
def test_nobody_else_may(deed, who):
    name, submission = deed
    stranger = {
        "member of another queue": lambda: MembershipFactory().user,
        "former colleague": lambda: MembershipFactory(queue=submission.queue, user__is_active=False).user,
        "member but no staff": lambda: MembershipFactory(queue=submission.queue, user__is_staff=False).user,
    }[who]()

    with pytest.raises(PermissionDenied):
        DEEDS[name][0](submission_id=submission.pk, actor=stranger)

    assert unchanged(submission)


def test_nor_may_anybody_else_add_a_note():
    submission = SubmissionFactory()

    with pytest.raises(PermissionDenied):
        triage.note(submission_id=submission.pk, actor=MembershipFactory().user, text="Hello")

    assert unchanged(submission)


def test_an_administrator_may_everywhere(deed):
    name, submission = deed
    DEEDS[name][0](submission_id=submission.pk, actor=UserFactory(administrator=True))
    assert submission.timeline.filter(event=DEEDS[name][1]).exists()


@pytest.mark.parametrize("version", [0, 2])
def test_what_was_changed_meanwhile_is_left_alone(deed, member, version):
    name, submission = deed

    with pytest.raises(steps.ChangedMeanwhile):
        DEEDS[name][0](submission_id=submission.pk, actor=member(submission), version=version)

    assert unchanged(submission)


@pytest.mark.parametrize("status", [status for status in Status if status != Status.MERGED])
def test_what_the_table_does_not_allow_is_not_done(deed, member, status):
    name, submission = deed
    Submission.objects.update(status=status)
    submission.status = status
    actor = member(submission)
    also = [Status.HELD] if name == "mark_as_spam" else []
    if status in (CLOSED if name == "reopen" else [*OPEN_STATUSES, *also]):
        DEEDS[name][0](submission_id=submission.pk, actor=actor)
        assert not unchanged(submission)
        return

    with pytest.raises(workflow.MoveNotAllowed):
        DEEDS[name][0](submission_id=submission.pk, actor=actor)

    assert unchanged(submission)


@pytest.mark.parametrize("status", Status)
def test_a_note_may_be_added_in_any_state(status, member):
    submission = SubmissionFactory(status=status)
    triage.note(submission_id=submission.pk, actor=member(submission), text="They telephoned.")
    submission.refresh_from_db()
    assert submission.status == status


def test_nothing_of_a_deed_is_left_where_its_last_step_fails(deed, member, monkeypatch):
    name, submission = deed
    actor = member(submission)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the timeline is full")

    monkeypatch.setattr(steps, "record", broken)
    with pytest.raises(RuntimeError):
        DEEDS[name][0](submission_id=submission.pk, actor=actor)

    assert unchanged(submission)
    assert not Message.objects.exists()


def test_who_has_left_the_queue_since_may_do_nothing_more(deed, member):
    name, submission = deed
    actor = member(submission)
    actor.queue_memberships.all().delete()
    assert not access.may_triage(actor, submission)
    with pytest.raises(PermissionDenied):
        DEEDS[name][0](submission_id=submission.pk, actor=actor)
