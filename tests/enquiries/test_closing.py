"""A type with a closing date: nobody begins it any more, and nobody who had begun it loses anything."""

import datetime as dt

import pytest
import time_machine

from intake.models import Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory, catch_all_queue

pytestmark = pytest.mark.django_db

CLOSES = dt.datetime(2027, 3, 1, 17, 0, tzinfo=dt.UTC)


@pytest.fixture
def grant():
    """A type that closes at 5pm on 1 March 2027."""
    catch_all_queue()
    return EnquiryTypeFactory(
        name="Grant request",
        slug="grant",
        asks_who=True,
        closes_at=CLOSES,
        closed_message="Ask again in May.",
    )


def at(**after: int) -> time_machine.travel:
    return time_machine.travel(CLOSES + dt.timedelta(**after), tick=False)


@pytest.mark.parametrize("path", ["/", "/enquiries/", "/contacts/"])
def test_it_is_offered_until_it_closes(client, grant, path):
    with at(seconds=-1):
        before = client.get(path).content.decode()
    with at():
        after = client.get(path).content.decode()

    assert "/enquiries/grant/" in before or path == "/contacts/"
    assert "/enquiries/grant/" not in after


def test_its_page_says_that_it_is_closed_in_htls_words(client, grant):
    with at():
        page = Page(client.get("/enquiries/grant/"))

    assert page.status == 200
    assert "Grant request: this form is closed Ask again in May" in page.text
    assert not page.control("name")


def test_without_words_of_htl_it_says_when_it_closed(client, grant):
    grant.closed_message = ""
    grant.save()

    with at():
        assert "It closed on Monday 1 March 2027 at 5pm." in Page(client.get("/enquiries/grant/")).text


def test_who_had_begun_it_finishes_it(grant):
    visitor = Visitor(grant)
    with at(minutes=-5):
        visitor.opens()
        visitor.answers(WHO)
    with at(hours=20):
        assert visitor.checks().status == 200
        assert visitor.opens(f"?form={visitor.token}").control("name")["value"] == WHO["name"]
        visitor.sends()

    assert Submission.objects.get().sender_name == WHO["name"]


@pytest.mark.parametrize(("minutes", "taken"), [(59, True), (60, False)])
def test_who_had_it_open_has_an_hour(grant, minutes, taken):
    visitor = Visitor(grant)
    with at(minutes=-5):
        visitor.opens()
    with at(minutes=minutes):
        response = visitor.answers(WHO)

    assert (response.status_code == 303) is taken
    assert taken or "this form is closed" in Page(response).text


def test_a_type_without_a_date_never_closes(client, grant):
    grant.closes_at = None
    grant.save()

    with at(days=1000):
        assert Page(client.get("/enquiries/grant/")).control("name")
