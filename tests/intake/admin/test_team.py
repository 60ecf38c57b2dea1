"""A lead adds colleagues to their queue, and invites those who have no account yet."""

import datetime as dt
import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intake import team
from intake.models import Message, QueueMembership
from tests.factories import MembershipFactory, UserFactory
from tests.intake.admin.staff import Colleague, Page

pytestmark = pytest.mark.django_db

PASSWORD = "a horse of another colour"
INVITED = {"first_name": "Nia", "last_name": "New", "email": "nia.new@example.org", "role": "member"}


def url(queue) -> str:
    return f"/admin/intake/queue/{queue.pk}/team/"


def link() -> str:
    """The path of the newest invitation's link."""
    text = Message.objects.filter(kind="invitation").latest("pk").text
    return re.search(r"http://portal\.example\.org(/admin/invitation/\S+)", text)[1]


def chooses(client: Client, path: str, password: str = PASSWORD) -> Page:
    """Follow the link, and choose a password."""
    page = Page(client.get(path, follow=True))
    if not page.field("new_password1"):
        return page
    address = page.response.redirect_chain[-1][0]
    return Page(client.post(address, {"new_password1": password, "new_password2": password}, follow=True))


def test_a_colleague_is_found_by_name_and_added(lead, widgets):
    nora = UserFactory(first_name="Nora", last_name="Newcombe")
    page = lead.opens(f"{url(widgets)}?q=newc+nora")
    assert "Nora Newcombe" in page.text

    page = lead.posts(url(widgets), user=nora.pk, role="lead")

    assert page.messages == ["Nora Newcombe is a lead of Widgets now."]
    assert QueueMembership.objects.get(user=nora, queue=widgets).role == "lead"
    history = lead.opens(f"/admin/intake/queue/{widgets.pk}/history/")
    assert "Nora Newcombe: added as lead Lena Lead" in history.text


def test_and_by_their_email_address(lead, widgets):
    UserFactory(first_name="Nora", email="nora@example.org")
    assert "Nora" in lead.opens(f"{url(widgets)}?q=nora@example.org").text


def test_who_is_in_the_queue_or_cannot_work_in_one_is_not_found(lead, ada, widgets):
    UserFactory(first_name="Ada", last_name="Left", is_active=False)
    UserFactory(first_name="Ada", last_name="Public", is_staff=False)
    assert "Nobody is found" in lead.opens(f"{url(widgets)}?q=ada").text


def test_an_invited_colleague_chooses_a_password_and_signs_in(lead, widgets, client):
    page = lead.posts(url(widgets), **INVITED)
    assert page.messages == ["Nia New is invited: an email is on its way to nia.new@example.org."]
    message = Message.objects.get(kind="invitation")
    assert (message.recipient, message.queue, message.author) == ("nia.new@example.org", widgets, lead.user)
    assert "Lena Lead has made an account for you" in message.text
    nia = User.objects.get(email="nia.new@example.org")
    assert (nia.is_staff, nia.is_superuser, nia.has_usable_password()) == (True, False, False)

    page = chooses(client, link())

    assert page.messages == ["Your password is set. Sign in with your email address."]
    assert client.post("/admin/login/", {"username": nia.email, "password": PASSWORD}).status_code == 302
    assert list(nia.queues.all()) == [widgets]


def test_a_link_is_spent_with_the_password(lead, widgets, client):
    lead.posts(url(widgets), **INVITED)
    path = link()
    chooses(client, path)
    assert "This link cannot be used any more" in chooses(Client(), path, "another horse entirely").title


def test_looking_at_a_link_spends_nothing(lead, widgets, client):
    lead.posts(url(widgets), **INVITED)
    for _ in range(3):
        assert Page(client.get(link(), follow=True)).field("new_password1")


def test_a_link_holds_for_a_week(lead, widgets, client):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False):
        team.invite(queue_id=widgets.pk, actor=lead.user, **INVITED)
    with time_machine.travel(dt.datetime(2026, 12, 2, 9, 59, tzinfo=dt.UTC), tick=False):
        assert Page(client.get(link(), follow=True)).field("new_password1")
    with time_machine.travel(dt.datetime(2026, 12, 2, 10, 1, tzinfo=dt.UTC), tick=False):
        page = Page(client.get(link(), follow=True))
        assert "An invitation holds for 7 days" in page.text
        # Nor does what was opened in time.
        assert Page(client.get(re.sub(r"[^/]+/$", "set-password/", link()))).field("new_password1") is None


@pytest.mark.parametrize("path", ["MQ/cq4-abc/", "x/y/", "OTk5OTk5/set-password/"])
def test_a_link_that_never_was_opens_nothing(client, path):
    page = Page(client.get(f"/admin/invitation/{path}"))
    assert (page.status, page.field("new_password1")) == (200, None)
    assert "cannot be used" in page.title


def test_a_link_of_a_closed_account_opens_nothing(lead, widgets, client):
    lead.posts(url(widgets), **INVITED)
    User.objects.filter(email=INVITED["email"]).update(is_active=False)
    assert "cannot be used" in chooses(client, link()).title


def test_a_weak_password_is_refused_and_said(lead, widgets, client):
    lead.posts(url(widgets), **INVITED)
    page = chooses(client, link(), "short")
    assert "There is a problem" in page.problem
    assert page.field("new_password1")


def test_a_new_link_is_sent_to_who_has_lost_theirs(lead, widgets, client):
    lead.posts(url(widgets), **INVITED)
    nia = User.objects.get(email=INVITED["email"])
    page = lead.posts(url(widgets), user=nia.pk, again="yes")
    assert page.messages == ["A new link is on its way to nia.new@example.org."]
    chooses(client, link())
    assert "Nia New" not in lead.opens(url(widgets)).text
    page = lead.posts(url(widgets), user=nia.pk, again="yes")
    assert "They can sign in already" in page.messages[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "ADA@example.org"}, "There is an account with this address already"),
        ({"email": "nobody"}, "Enter a valid email address"),
        ({"first_name": ""}, "First name: This field is required"),
        ({"role": "administrator"}, "Role: Select a valid choice"),
    ],
)
def test_what_is_wrong_with_an_invitation_is_said_and_what_was_typed_is_kept(lead, ada, widgets, typed, said):
    page = lead.posts(url(widgets), **(INVITED | typed))
    assert said in page.problem
    assert page.field("last_name")["value"] == "New"
    assert not Message.objects.exists()
    assert not User.objects.filter(last_name="New").exists()


def test_two_of_one_name_get_an_account_each(lead, widgets):
    lead.posts(url(widgets), **INVITED)
    lead.posts(url(widgets), **(INVITED | {"email": "nia.new@schools.example.org"}))
    assert set(User.objects.filter(last_name="New").values_list("username", flat=True)) == {
        "nia-new",
        "nia-new-2",
    }


@pytest.mark.parametrize(
    "posted", [{}, {"user": "1"}, {"user": "x", "role": "lead"}, {"user": "1", "role": "boss"}]
)
def test_what_makes_no_sense_changes_nothing(lead, widgets, posted):
    page = lead.posts(url(widgets), **posted)
    assert page.messages == ["That is nothing that can be done here. Nothing was changed."]


def test_a_membership_taken_away_is_in_the_history(lead, ada, widgets):
    QueueMembership.objects.get(user=ada.user).delete()
    page = lead.opens(f"/admin/intake/queue/{widgets.pk}/history/")
    assert "Ada Okoro: taken off the team" in page.text


def test_the_page_asks_as_often_however_large_the_team_is(lead, widgets):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            lead.opens(f"{url(widgets)}?q=ada")
        return len(asked)

    queries()
    few = queries()
    UserFactory.create_batch(5)
    MembershipFactory.create_batch(20, queue=widgets)
    assert queries() == few <= 10


def test_the_page_of_another_team_is_not_there(lead: Colleague, gadgets):
    assert lead.client.get(url(gadgets)).status_code == 404
    assert lead.client.post(url(gadgets), INVITED).status_code == 404
    assert not Message.objects.exists()
