"""Accounts of staff, and tags: for administrators alone."""

import pytest
from django.contrib.auth.models import User

from intake.models import QueueMembership, Tag
from tests.factories import PASSWORD, TagFactory
from tests.intake.admin.staff import Colleague, fields_of

pytestmark = pytest.mark.django_db

USERS = "/admin/auth/user/"
TAGS = "/admin/intake/tag/"


def test_an_administrator_adds_a_colleague_who_can_sign_in(administrator, client):
    fields = fields_of(administrator.opens(f"{USERS}add/").soup.select_one("#user_form"))
    typed = {"username": "grace", "email": "grace@example.org", "is_staff": "on", "usable_password": "true"}
    password = {"password1": PASSWORD, "password2": PASSWORD}
    administrator.posts(f"{USERS}add/", **(fields | typed | password))

    signed_in = client.post("/admin/login/", {"username": "grace@example.org", "password": PASSWORD})
    assert signed_in.status_code == 302
    grace = User.objects.get(username="grace")
    assert (grace.is_staff, grace.is_superuser) == (True, False)


def test_an_administrator_puts_a_colleague_into_a_queue(administrator, ada, gadgets):
    url = f"{USERS}{ada.user.pk}/change/"
    fields = fields_of(administrator.opens(url).soup.select_one("#user_form"))
    page = administrator.posts(
        url, **(fields | {"queue_memberships-1-queue": gadgets.pk, "queue_memberships-1-role": "lead"})
    )
    assert "was changed successfully" in page.messages[0]
    assert QueueMembership.objects.get(user=ada.user, queue=gadgets).role == "lead"


def test_an_account_is_closed_by_making_it_inactive(administrator, ada):
    url = f"{USERS}{ada.user.pk}/change/"
    fields = fields_of(administrator.opens(url).soup.select_one("#user_form"))
    del fields["is_active"]
    administrator.posts(url, **fields)
    assert ada.client.get("/admin/").status_code == 302


def test_model_permissions_are_offered_to_nobody(administrator, ada):
    page = administrator.opens(f"{USERS}{ada.user.pk}/change/")
    assert page.field("user_permissions") is None
    assert page.field("groups") is None
    assert administrator.opens("/admin/auth/group/").status == 404


def test_the_password_page_sets_a_new_one(administrator, ada, client):
    url = f"{USERS}{ada.user.pk}/password/"
    assert administrator.opens(url).status == 200
    new = "another horse, another battery"
    administrator.posts(url, password1=new, password2=new, usable_password="true")
    assert client.login(username="ada", password=new)


@pytest.mark.parametrize("way", ["", "add/", "{}/change/", "{}/password/", "{}/delete/", "{}/history/"])
def test_nobody_else_sees_or_changes_accounts(lead, ada, way):
    url = USERS + way.format(lead.user.pk)
    assert lead.client.get(url).status_code == 403
    forged = {"username": "lena", "is_superuser": "on", "is_staff": "on", "is_active": "on", "post": "yes"}
    assert lead.client.post(url, forged).status_code == 403
    lead.user.refresh_from_db()
    assert not lead.user.is_superuser


def test_everybody_changes_their_own_password(ada, client):
    page = ada.opens("/admin/password_change/")
    assert page.status == 200
    new = "another horse, another battery"
    ada.posts("/admin/password_change/", old_password=PASSWORD, new_password1=new, new_password2=new)
    assert client.login(username="ada", password=new)


def test_tags_are_added_and_found(administrator):
    TagFactory(name="lost")
    administrator.posts(f"{TAGS}add/", name="deadline")
    assert Tag.objects.filter(name="deadline").exists()
    page = administrator.opens(f"{TAGS}?q=dead")
    assert [row.get_text(strip=True) for row in page.soup.select("#result_list tbody th")] == ["deadline"]
    assert page.soup.select_one("label[for=searchbar]")


def test_leads_have_no_tags_to_change(lead):
    tag = TagFactory(name="lost")
    for url in (TAGS, f"{TAGS}add/", f"{TAGS}{tag.pk}/change/", f"{TAGS}{tag.pk}/delete/"):
        assert lead.client.get(url).status_code == 403
        assert lead.client.post(url, {"name": "mine", "post": "yes"}).status_code == 403
    tag.refresh_from_db()
    assert tag.name == "lost"


def test_an_administrator_who_is_no_staff_any_more_is_shut_out(administrator):
    administrator.user.is_staff = False
    administrator.user.save()
    assert Colleague(administrator.user).client.get(USERS).status_code == 302
