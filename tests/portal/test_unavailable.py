"""The database goes away in the middle of a form: a page that says so, and nothing typed is lost."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from intake.models import Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, catch_all_queue

pytestmark = pytest.mark.django_db


def away(execute, sql, params, many, context):
    raise OperationalError("server closed the connection unexpectedly, with its secrets")


@pytest.fixture
def visitor():
    catch_all_queue()
    visitor = Visitor(EnquiryTypeFactory(asks_who=True), Client())
    visitor.opens()
    return visitor


def hidden(page: Page) -> dict[str, str]:
    return {box["name"]: box["value"] for box in page.soup.select("main form input[type=hidden]")}


def test_answers_come_back_and_are_taken_once_the_database_is_there_again(visitor):
    with connection.execute_wrapper(away):
        page = Page(visitor.answers(WHO))

    assert page.status == 503
    assert page.response["Retry-After"] == "30"
    assert "secrets" not in page.text
    assert page.soup.select_one("main form button").text == "Try again with your answers"
    assert visitor.client.post(visitor.url, hidden(page)).status_code == 303
    visitor.sends()
    assert Submission.objects.get().sender_name == "Jo Brown"


def test_a_form_that_could_not_be_sent_is_sent_once_by_however_many_presses(visitor):
    visitor.answers(WHO)
    with connection.execute_wrapper(away):
        page = Page(visitor.sends())

    assert page.status == 503
    assert not Submission.objects.exists()
    for _ in range(2):
        assert visitor.client.post(f"{visitor.url}check/", hidden(page)).status_code == 303
    assert Submission.objects.count() == 1


def test_a_page_that_cannot_be_shown_says_so(client):
    with connection.execute_wrapper(away):
        page = Page(client.get("/"))

    assert page.status == 503
    assert not page.soup.select("main form")
