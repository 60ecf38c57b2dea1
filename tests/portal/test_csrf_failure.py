"""A form without a good CSRF token: said in plain words, and the answers are not lost."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from enquiries.models import Draft
from tests.enquiries import long_form
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """A visitor with an open form, whose browser is asked for its CSRF token."""
    visitor = Visitor(EnquiryTypeFactory(asks_who=True), Client(enforce_csrf_checks=True))
    visitor.opens()
    return visitor


def hidden(page: Page) -> dict[str, Any]:
    return {box["name"]: box["value"] for box in page.soup.select("main form input[type=hidden]")}


def test_answers_are_given_back_and_sent_on_with_one_press(visitor):
    page = Page(visitor.answers(WHO | {"message": 'With "quotes" & <b>\nin two lines'}))

    assert page.status == 403
    assert page.soup.h1.text == "Your form was not sent"
    form = page.soup.select_one("main form")
    assert (form["action"], form["method"]) == (visitor.url, "post")
    assert form.select_one("button").text == "Continue with your answers"
    assert not Draft.objects.exists()
    answer = visitor.client.post(form["action"], hidden(page))
    assert answer.status_code == 303
    assert Draft.objects.get().answers["message"] == 'With "quotes" & <b>\nin two lines'


def test_a_page_of_a_long_form_goes_on_where_it_was():
    visitor = Visitor(long_form.make(), Client(enforce_csrf_checks=True))
    visitor.opens()
    page = Page(visitor.posts("you", long_form.YOU))

    action = page.soup.select_one("main form")["action"]
    assert action == visitor.step("you")
    assert visitor.client.post(action, hidden(page))["Location"] == visitor.step("event")


def test_old_token_is_replaced(visitor):
    page = Page(visitor.answers(WHO, csrfmiddlewaretoken="old"))

    tokens = page.soup.select("main [name=csrfmiddlewaretoken]")
    assert len(tokens) == 1
    assert tokens[0]["value"] != "old"


def test_several_answers_to_one_question_are_all_given_back(visitor):
    page = Page(visitor.answers({"some": ["a", "b"]}))

    assert [box["value"] for box in page.controls("some")] == ["a", "b"]


def test_files_must_be_added_again(visitor):
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")

    assert "you need to add them again" in Page(visitor.answers(WHO, attachments=file)).text
    assert "you need to add them again" not in Page(visitor.answers(WHO)).text


def test_check_page_can_be_sent_on_too(visitor):
    visitor.client.handler.enforce_csrf_checks = False
    visitor.answers(WHO)
    visitor.client.handler.enforce_csrf_checks = True

    page = Page(visitor.sends())

    assert page.status == 403
    assert visitor.client.post(f"{visitor.url}check/", hidden(page)).status_code == 303
    assert visitor.arrives().status == 200


def test_other_form_is_explained_and_linked():
    page = Page(Client(enforce_csrf_checks=True).post("/track/", {"email": "jo@example.com"}))

    assert page.status == 403
    assert not page.soup.select("main form")
    assert "jo@example.com" not in page.text
    assert "/track/" in [link["href"] for link in page.soup.select("main a")]
