"""Drafts: each person's own, kept until the reply is sent."""

import pytest
from django.core.exceptions import PermissionDenied

from intake import drafts, triage
from intake.models import Auditor, Draft, Submission
from tests.factories import MembershipFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return MembershipFactory().user


@pytest.fixture
def submission(member):
    return SubmissionFactory(queue=member.queues.get())


def save(submission, member, text, **more):
    drafts.save(submission_id=submission.pk, actor=member, text=text, **more)


def test_the_last_words_are_kept_and_nothing_else_changes(submission, member):
    save(submission, member, "Dear J")
    save(submission, member, "Dear Jo,\n")
    assert drafts.text_of(submission, member) == "Dear Jo,\n"
    assert Submission.objects.get().version == 1
    assert not submission.timeline.exists()


def test_it_is_ones_own(submission, member):
    save(submission, member, "Dear Jo")
    colleague = MembershipFactory(queue=submission.queue).user
    assert drafts.text_of(submission, colleague) == ""
    assert drafts.text_of(SubmissionFactory(queue=submission.queue), member) == ""


@pytest.mark.security("permission rows")
def test_an_auditor_keeps_none(submission):
    auditor = Auditor.objects.create(user=UserFactory()).user
    with pytest.raises(PermissionDenied):
        save(submission, auditor, "Dear Jo")
    assert not Draft.objects.exists()


def test_an_empty_one_is_none(submission, member):
    save(submission, member, "Dear Jo")
    save(submission, member, " \n")
    assert not Draft.objects.exists()


def test_sending_ends_it(submission, member):
    save(submission, member, "Dear Jo")
    triage.reply(submission_id=submission.pk, actor=member, text="Dear Jo, yes.")
    assert not Draft.objects.exists()


def test_what_comes_after_the_reply_it_became_is_not_kept(submission, member):
    triage.reply(submission_id=submission.pk, actor=member, text="Dear Jo, yes.")
    save(submission, member, "Dear Jo, ye", seen=0)
    assert not Draft.objects.exists()
    save(submission, member, "One more thing", seen=submission.timeline.last().pk)
    assert drafts.text_of(submission, member) == "One more thing"


def test_a_colleagues_reply_ends_no_draft_of_mine(submission, member):
    colleague = MembershipFactory(queue=submission.queue).user
    triage.reply(submission_id=submission.pk, actor=colleague, text="Yes.")
    save(submission, member, "Dear Jo", seen=0)
    assert drafts.text_of(submission, member) == "Dear Jo"


def test_a_stranger_keeps_none(submission):
    with pytest.raises(PermissionDenied):
        save(submission, MembershipFactory().user, "Dear Jo")
