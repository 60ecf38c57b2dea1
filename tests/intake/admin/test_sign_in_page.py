"""The sign-in page."""

import pytest
from django.test import Client

from tests.factories import PASSWORD, SubmissionFactory, UserFactory
from tests.intake.admin.staff import Page, url_of

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"


def signs_in(client: Client, username: str, password: str = PASSWORD, next_page: str = "/admin/"):
    fields = {"username": username, "password": password, "next": next_page}
    return client.post(f"{LOGIN}?next={next_page}", fields)


@pytest.mark.parametrize("typed", ["ada", " ADA@example.org "])
def test_by_name_or_address_one_comes_to_ones_work(client, ada, typed):
    page = Page(client.get(LOGIN))
    assert page.title == "Log in – Hackney Learning Trust"
    assert page.part("h1") == "Sign in"
    assert page.part("label[for=id_username]") == "Name or email address"
    response = signs_in(client, typed)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200


def test_one_comes_to_the_page_that_one_wanted(client, ada, widgets):
    wanted = url_of(SubmissionFactory(queue=widgets))
    asked = client.get(wanted)
    assert asked["Location"] == f"{LOGIN}?next={wanted}"
    assert signs_in(client, "ada", next_page=wanted)["Location"] == wanted


def test_one_is_not_led_elsewhere(client, ada):
    assert signs_in(client, "ada", next_page="https://evil.example.com/")["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("username", "password"), [("ada", "wrong"), ("nobody", PASSWORD), ("nobody@example.org", PASSWORD)]
)
def test_a_mistake_is_said_the_same_whatever_it_was(client, ada, username, password):
    page = Page(signs_in(client, username, password))
    assert page.problem == (
        "That name or email address and password do not belong together. "
        "Check both; capital and small letters differ in the password."
    )
    assert page.field("username")["value"] == username
    assert not page.field("password").get("value")


@pytest.mark.parametrize("account", [{"is_staff": False}, {"is_active": False}])
def test_who_does_not_work_here_gets_the_same_answer(client, account):
    UserFactory(username="gone", **account)
    assert "do not belong together" in Page(signs_in(client, "gone")).problem


def test_an_empty_field_is_named(client):
    page = Page(signs_in(client, "", ""))
    assert "Name or email address: This field is required." in page.problem
    assert page.soup.select_one(".errornote a[href='#id_username']")


def test_who_is_signed_in_but_no_staff_is_told_so(client):
    client.force_login(UserFactory(username="visitor", is_staff=False))
    page = Page(client.get(f"{LOGIN}?next=/admin/"))
    assert "You are signed in as visitor, who may not use the staff pages." in page.problem


def test_signing_out_is_a_button(ada):
    page = ada.opens("/admin/")
    assert page.soup.select_one("form#logout-form[method=post] button")
    ada.client.post("/admin/logout/")
    assert ada.client.get("/admin/").status_code == 302
