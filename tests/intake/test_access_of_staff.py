"""What staff have besides submissions, and who they lead: one's own, one's queues', and nobody else's."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from intake import access
from intake.models import (
    Auditor,
    BulkJob,
    EmailWording,
    ExportLog,
    InboundEmail,
    Queue,
    ReplyTemplate,
    SavedView,
)
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]


@pytest.fixture
def own():
    return QueueFactory()


@pytest.fixture
def foreign():
    return QueueFactory()


@pytest.fixture
def member(own):
    return MembershipFactory(queue=own).user


@pytest.fixture
def lead(own):
    return MembershipFactory(queue=own, role="lead").user


@pytest.fixture
def auditor(own):
    """Somebody who was a lead: it gives them nothing any more."""
    return Auditor.objects.create(user=MembershipFactory(queue=own, role="lead").user).user


@pytest.fixture
def administrator():
    return UserFactory(administrator=True)


@pytest.fixture
def gone(own):
    """A lead who has left."""
    return MembershipFactory(queue=own, role="lead", user__is_active=False).user


@pytest.fixture
def public(own):
    """An account that is no staff's."""
    return MembershipFactory(queue=own, role="lead", user__is_staff=False).user


def test_staff_act_and_nobody_else(member, lead, administrator, auditor, gone, public):
    for user in (member, lead, administrator):
        assert access.may_act(user)
        access.require_act(user)
    for user in (auditor, gone, public, AnonymousUser()):
        assert not access.may_act(user)
        with pytest.raises(PermissionDenied):
            access.require_act(user)


def test_an_administrator_acts_whatever_the_rows_say(administrator):
    Auditor.objects.create(user=administrator)
    assert access.may_act(administrator)
    assert administrator in access.possible_members()


def test_something_new_is_entered_in_ones_own_queues_that_take_it(member, auditor, own, foreign):
    assert set(access.worked_queues(member)) == {own}
    assert not access.worked_queues(auditor).exists()
    Queue.objects.filter(pk=own.pk).update(active=False)
    assert not access.worked_queues(member).exists()


def test_an_auditor_leads_no_queue_that_they_led(auditor, own):
    assert not access.led_queues(auditor).exists()
    assert not access.may_manage(auditor, own)
    assert own in access.inspected_queues(auditor)


def test_what_every_queue_shares_is_looked_at_by_administrators_and_auditors(
    member, lead, auditor, administrator
):
    for asked in (
        access.may_inspect_configuration,
        access.may_inspect_privacy,
        access.may_read_audit_log,
    ):
        assert [asked(user) for user in (member, lead, auditor, administrator)] == [False, False, True, True]


def test_administrators_alone_erase_hold_and_give_out(member, lead, auditor, administrator):
    access.require_privacy(administrator)
    for user in (member, lead, auditor):
        with pytest.raises(PermissionDenied):
            access.require_privacy(user)


def test_a_lead_edits_canned_replies_and_wordings_of_their_own_queues(member, lead, auditor, own, foreign):
    for queue in (own, foreign, None):
        ReplyTemplate.objects.create(name="x", text="x", queue=queue)
        EmailWording.objects.create(email="reply", queue=queue)
    assert [each.queue for each in access.managed_reply_templates(lead)] == [own]
    assert [each.queue for each in access.visible_email_wordings(lead)] == [own]
    for found in (access.managed_reply_templates, access.visible_email_wordings):
        assert not found(member).exists()
    assert not access.managed_reply_templates(auditor).exists()
    assert access.visible_reply_templates(auditor).filter(queue=foreign).exists()


def test_emails_as_they_came_are_those_of_ones_own_queues(member, auditor, own, foreign):
    mine = InboundEmail.objects.create(submission=SubmissionFactory(queue=own), key="1", source="Test")
    InboundEmail.objects.create(submission=SubmissionFactory(queue=foreign), key="2", source="Test")
    InboundEmail.objects.create(submission=None, key="3", source="Test")
    assert list(access.visible_inbound_emails(member)) == [mine]
    assert access.visible_inbound_emails(auditor).count() == 3


def test_exports_are_known_to_the_leads_of_their_queues(member, lead, auditor, own, foreign):
    for queue in (own, foreign):
        ExportLog.objects.create(name="Max", format="csv", rows=1).queues.add(queue)
    assert [set(each.queues.all()) for each in access.visible_exports(lead)] == [{own}]
    assert not access.visible_exports(member).exists()
    assert access.visible_exports(auditor).count() == 2


def test_nothing_is_done_to_what_was_erased_nor_by_an_auditor(member, auditor, administrator, own):
    submission = SubmissionFactory(queue=own)
    assert access.may_triage(member, submission)
    assert not access.may_triage(auditor, submission)
    submission.erased_at = timezone.now()
    for user in (member, administrator):
        assert not access.may_triage(user, submission)
        with pytest.raises(PermissionDenied, match="was erased"):
            access.require_triage(user, submission)


def test_a_lead_leads_who_is_in_their_queues_and_who_has_open_work_there(lead, member, own, foreign):
    other = MembershipFactory(queue=foreign).user
    assert access.leads(lead, member)
    SubmissionFactory(queue=own, assignee=other, status="resolved")
    SubmissionFactory(queue=foreign, assignee=other, status="open")
    assert not access.leads(lead, other)
    SubmissionFactory(queue=own, assignee=other, status="open")
    assert access.leads(lead, other)
    assert not access.leads(member, lead)


def test_an_auditor_marks_no_days_not_even_their_own(member, lead, auditor):
    assert access.may_mark_away(member, member)
    assert access.may_mark_away(lead, member)
    assert not access.may_mark_away(member, lead)
    assert not access.may_mark_away(auditor, auditor)


def test_a_lead_is_offered_the_members_of_their_own_queues(lead, member, gone, foreign, administrator):
    stranger = MembershipFactory(queue=foreign).user
    assert set(access.led_people(lead)) == {lead, member}
    assert {stranger, lead} <= set(access.led_people(administrator))
    assert gone not in access.led_people(administrator)


def test_work_is_handed_to_the_members_of_its_queues(member, gone, auditor, own, foreign, administrator):
    stranger = MembershipFactory(queue=foreign).user
    assert set(access.assignable_in(Queue.objects.filter(pk=own.pk).values("pk"))) == {member, administrator}
    assert stranger in access.assignable_in(Queue.objects.values("pk"))


def test_who_has_left_works_in_no_team(member, gone, public):
    assert {each.user for each in access.working_members()} == {member}


def test_who_has_left_has_no_saved_views_and_follows_no_change_of_many(member, gone, public, own):
    for user in (member, gone, public):
        SavedView.objects.create(name="Mine", owner=user, query={})
        BulkJob.objects.create(actor=user, move="resolve", said="resolved")
    assert [each.owner for each in access.visible_saved_views(member)] == [member]
    assert [each.actor for each in access.visible_bulk_jobs(member)] == [member]
    for user in (gone, public):
        assert not access.visible_saved_views(user).exists()
        assert not access.visible_bulk_jobs(user).exists()


def test_the_session_of_an_account_that_is_closed_is_nobodys(member):
    client = Client()
    client.force_login(member)
    assert access.NameOrEmailBackend().get_user(member.pk) == member
    member.is_active = False
    member.save()
    assert access.NameOrEmailBackend().get_user(member.pk) is None
    assert client.get("/admin/").status_code == 302
