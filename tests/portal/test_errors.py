"""Error pages: in the site's look, and without leaning on what may be broken."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, override_settings
from django.urls import include, path

from tests.enquiries.visitor import Page


def _raise(error: type[Exception]):
    def view(request):
        raise error("told to nobody outside")

    return view


class WithFaults:
    """The site's addresses and some that fail."""

    urlpatterns = [
        path("bad/", _raise(SuspiciousOperation)),
        path("forbidden/", _raise(PermissionDenied)),
        path("broken/", _raise(RuntimeError)),
        path("", include("portal.urls")),
    ]
    handler400 = "portal.views.bad_request"
    handler403 = "portal.views.forbidden"
    handler404 = "portal.views.not_found"
    handler500 = "portal.views.server_error"


@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/bad/", 400, "We could not understand that request"),
        ("/forbidden/", 403, "You do not have access to this page"),
        ("/missing/", 404, "Page not found"),
        ("/broken/", 500, "Sorry, there is a problem with this site"),
    ],
)
def test_error_has_a_page_in_the_sites_look_without_the_database(address, status, heading):
    # Without the mark `django_db` a query fails the test.
    with override_settings(ROOT_URLCONF=WithFaults):
        page = Page(Client(raise_request_exception=False).get(address))

    assert page.status == status
    assert page.soup.h1.text == heading
    assert page.title == f"{heading} – Hackney Learning Trust"
    assert page.soup.select_one(".portal-header__name").text == "Hackney Learning Trust"
    assert "told to nobody outside" not in page.response.content.decode()


@pytest.mark.security("hosts")
def test_wrong_host_gets_the_page_for_bad_requests():
    page = Page(Client().get("/accessibility/", headers={"host": "elsewhere.example.com"}))

    assert page.status == 400
    assert page.soup.h1.text == "We could not understand that request"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/enquiries/no-such-type/", "/enquiries/no-such-type/check/"])
def test_unknown_type_is_not_found_in_the_sites_look(client, address):
    page = Page(client.get(address))

    assert page.status == 404
    assert page.title.endswith("Hackney Learning Trust")


@pytest.mark.parametrize(
    "address", ["/", "/contacts/", "/privacy/", "/accessibility/", "/healthz", "/readyz"]
)
def test_page_that_takes_nothing_refuses_a_post(address):
    assert Client().post(address).status_code == 405
