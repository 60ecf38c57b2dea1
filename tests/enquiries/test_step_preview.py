"""The preview of a form of several pages: each can be seen, nothing is asked of the answers."""

import pytest

from enquiries.models import Draft
from tests.enquiries import long_form
from tests.enquiries.visitor import Page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def preview(client):
    hire = long_form.make()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return lambda query="": Page(client.get(f"/admin/enquiries/enquirytype/{hire.pk}/preview/{query}"))


def test_one_steps_through_the_pages(preview):
    page, headings = preview(), []
    while True:
        headings.append(page.heading)
        onward = page.soup.select_one("main form a.govuk-button")
        if not onward:
            break
        page = preview(onward["href"])
    assert headings == [
        "Hall hire – step 1 About you",
        "Hall hire – step 2 What you plan",
        "Hall hire – step 3 of 4 Your party",
        "Hall hire – step 4 of 4 The day",
    ]
    assert page.control("music")
    assert page.soup.select_one("main button[disabled]")


def test_one_steps_back_and_nothing_is_saved(preview):
    page = preview("?page=event&width=phone")
    assert page.soup.select_one("a.govuk-back-link")["href"] == "?page=you&width=phone"
    assert not page.soup.select("#save-and-go-back")
    assert not Draft.objects.exists()


def test_an_unknown_page_is_the_first(preview):
    assert "About you" in preview("?page=nowhere").heading
