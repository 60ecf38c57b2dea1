"""Forged posts: no field, id or header of a request changes what is not the person's to change."""

import pytest
from django.test import Client

from intake.admin.actions import ACTIONS
from intake.models import Auditor, BulkJob, BulkLine, Message, QueueMembership, Submission, TimelineEntry
from tests.factories import PASSWORD, SubmissionFactory, UserFactory
from tests.intake.admin.staff import LIST, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]

#: Every field of a submission that an attacker might name, besides what the actions read.
EXTRA = {
    "queue": "1",
    "status": "resolved",
    "assignee": "",
    "priority": "40",
    "actor": "1",
    "submission_id": "1",
    "text": "Hello",
    "note_text": "x",
    "reason": "x",
    "is_superuser": "on",
    "role": "lead",
}


@pytest.fixture
def foreign(gadgets):
    return SubmissionFactory(queue=gadgets)


@pytest.mark.parametrize("action", ACTIONS)
def test_no_action_reaches_another_teams_submission(ada, foreign, widgets, action):
    page = ada.posts(
        url_of(foreign), action=action, version=1, **(EXTRA | {"queue": widgets.pk, "assignee": ada.user.pk})
    )
    assert page.status == 404
    assert Submission.objects.get() == foreign
    assert Submission.objects.filter(version=1, status="new", assignee=None, queue=foreign.queue).exists()
    assert not Message.objects.exists()
    assert not TimelineEntry.objects.exists()


@pytest.mark.parametrize("move", ["assign_to_me", "resolve", "mark_as_spam"])
def test_no_bulk_move_does(ada, foreign, move):
    ada.posts(LIST, move=move, ticked=[foreign.pk], confirmed="yes", **EXTRA)
    assert Submission.objects.filter(version=1, status="new", assignee=None).exists()


def test_an_action_changes_what_it_is_for_and_nothing_else(ada, widgets, gadgets):
    mine = SubmissionFactory(queue=widgets)
    ada.posts(url_of(mine), action="note", version=1, **(EXTRA | {"queue": gadgets.pk}))
    mine.refresh_from_db()
    assert (mine.queue, mine.status, mine.assignee, mine.priority) == (widgets, "new", None, 20)
    assert mine.timeline.get().actor == ada.user


def test_nobody_is_assigned_who_would_not_see_it(ada, widgets, stranger):
    mine = SubmissionFactory(queue=widgets)
    page = ada.posts(url_of(mine), action="assign", version=1, assignee=stranger.user.pk)
    assert "not one of the available choices" in page.problem
    mine.refresh_from_db()
    assert mine.assignee is None


def test_a_member_makes_nobody_a_lead(ada, widgets):
    membership = QueueMembership.objects.get(user=ada.user)
    fields = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": membership.pk,
        "memberships-0-queue": widgets.pk,
        "memberships-0-user": ada.user.pk,
        "memberships-0-role": "lead",
    }
    ada.client.post(f"/admin/intake/queue/{widgets.pk}/change/", fields)
    membership.refresh_from_db()
    assert membership.role == "member"


def test_without_a_token_nothing_is_done(ada, widgets):
    mine = SubmissionFactory(queue=widgets)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada.user)
    for url, fields in (
        (url_of(mine), {"action": "mark_as_spam", "version": 1}),
        (LIST, {"move": "resolve", "ticked": mine.pk}),
        ("/admin/login/", {"username": "ada", "password": PASSWORD}),
    ):
        assert strict.post(url, fields).status_code == 403
    assert Submission.objects.filter(version=1).exists()


def test_without_signing_in_nothing_is_done(client, widgets):
    mine = SubmissionFactory(queue=widgets)
    for url in ("/admin/", LIST, url_of(mine), "/admin/intake/queue/", "/admin/auth/user/"):
        for response in (client.get(url), client.post(url, {"action": "mark_as_spam", "version": 1})):
            assert response.status_code == 302
            assert response["Location"].startswith("/admin/login/?next=")
    assert Submission.objects.filter(version=1).exists()


def job_of(user, submission):
    job = BulkJob.objects.create(actor=user, move="resolve", said="resolved")
    BulkLine.objects.create(job=job, submission=submission)
    return job, f"{LIST}bulk/{job.pk}/"


def test_a_change_of_many_is_followed_by_who_began_it(ada, lead, administrator, widgets):
    job, address = job_of(ada.user, SubmissionFactory(queue=widgets))
    for colleague in (lead, administrator):
        assert colleague.client.get(address).status_code == 404
        assert colleague.client.post(address).status_code == 404
    job.refresh_from_db()
    assert not job.finished_at
    assert ada.client.get(address).status_code == 200
    ada.client.post(address)
    job.refresh_from_db()
    assert job.finished_at


def test_who_became_an_auditor_stops_no_change_of_many(ada, widgets):
    job, address = job_of(ada.user, SubmissionFactory(queue=widgets))
    Auditor.objects.create(user=ada.user)
    assert ada.client.post(address).status_code == 403
    job.refresh_from_db()
    assert not job.finished_at


def test_who_loses_their_place_loses_it_at_once(ada, widgets):
    mine = SubmissionFactory(queue=widgets)
    opened = ada.opens(url_of(mine))
    QueueMembership.objects.all().delete()
    page = ada.acts(mine, "mark_as_spam", page=opened)
    assert page.status == 404
    assert Submission.objects.filter(version=1).exists()
    assert ada.lists("view=everything").references == []


def test_a_look_does_not_change_anything(ada, widgets):
    mine = SubmissionFactory(queue=widgets)
    ada.client.get(url_of(mine), {"action": "mark_as_spam", "version": 1})
    ada.client.get(LIST, {"move": "resolve", "ticked": mine.pk})
    assert Submission.objects.filter(version=1).exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_no_other_method_does_either(ada, widgets, method):
    mine = SubmissionFactory(queue=widgets)
    getattr(ada.client, method)(url_of(mine), data="action=mark_as_spam&version=1")
    getattr(ada.client, method)(LIST, data=f"move=resolve&ticked={mine.pk}")
    assert Submission.objects.filter(version=1, status="new").exists()


def test_the_way_back_leads_nowhere_else(ada, widgets):
    mine = SubmissionFactory(queue=widgets)
    page = ada.opens(f"{url_of(mine)}?list=//evil.example.com/%22%3E%3Cscript%3E")
    crumbs = [str(a["href"]) for a in page.soup.select(".breadcrumbs a")]
    assert all(crumb.startswith("/admin/") for crumb in crumbs)
    assert page.soup.select("main script") == []


def test_a_superuser_who_is_no_staff_has_no_way_in():
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=False))
    assert client.get(LIST).status_code == 302
