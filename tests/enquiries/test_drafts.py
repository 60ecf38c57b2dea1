"""A draft opens in the browser that began it, for two days."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from enquiries import drafts
from enquiries.models import Draft
from enquiries.tasks import delete_old_drafts
from intake.models import Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import EnquiryTypeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("tokens")]


@pytest.fixture
def enquiry_type():
    return EnquiryTypeFactory(asks_who=True)


@pytest.fixture
def visitor(enquiry_type):
    return Visitor(enquiry_type)


@pytest.fixture
def stranger(enquiry_type, visitor):
    """Another browser that knows the visitor's token."""
    visitor.opens()
    visitor.answers(WHO)
    stranger = Visitor(enquiry_type)
    stranger.opens()
    stranger.token = visitor.token
    return stranger


def refuses(page):
    return page.status == 404 and "We cannot open this form" in page.text and "Jo" not in page.text


def test_another_browser_opens_nothing_by_the_token(stranger):
    assert refuses(Page(stranger.client.get(f"{stranger.url}?form={stranger.token}")))
    assert refuses(stranger.checks())
    assert refuses(Page(stranger.sends()))
    assert refuses(stranger.arrives())
    assert not Submission.objects.exists()


def test_another_browser_sees_nothing_of_what_was_sent(stranger, visitor):
    visitor.sends()
    assert refuses(stranger.arrives())
    assert refuses(Page(stranger.sends()))
    assert Submission.objects.count() == 1


def test_another_browser_changes_nothing_and_loses_nothing_of_its_own(stranger, visitor):
    page = Page(stranger.answers({**WHO, "name": "Stranger"}))
    assert page.status == 422
    assert page.control("name")["value"] == "Stranger"
    assert page.token != visitor.token
    assert visitor.checks().rows()["Your name"] == "Jo Brown"
    stranger.token = page.token
    assert stranger.answers({**WHO, "name": "Stranger"}).status_code == 303


def test_what_is_refused_looks_the_same_whether_it_exists_or_not(stranger):
    there = stranger.checks().text
    stranger.token = str(uuid.uuid4())
    assert stranger.checks().text == there


@pytest.mark.parametrize("cookie", ["", "forged", "forged:1uX:abc"])
def test_a_forged_cookie_is_no_cookie(visitor, cookie):
    visitor.opens()
    visitor.answers(WHO)
    visitor.client.cookies["form"] = cookie
    assert refuses(visitor.checks())


@pytest.mark.parametrize(
    "token", ["", "x", "0", "1f8e3827-41c7-4375-bc58-c8a9604d01aa", "\0", "9" * 5000, "../../etc"]
)
def test_a_token_that_names_nothing_is_refused_kindly(visitor, token):
    visitor.opens()
    visitor.token = token
    assert refuses(Page(visitor.client.get(f"{visitor.url}check/", {"form": token})))
    assert refuses(Page(visitor.sends()))
    assert refuses(Page(visitor.client.get("/enquiries/sent/", {"form": token})))
    assert refuses(Page(visitor.client.get(visitor.url, {"form": token})))


def test_the_confirmation_without_a_token_is_refused_kindly(client):
    assert refuses(Page(client.get("/enquiries/sent/")))


@pytest.mark.parametrize("token", [None, "", "rubbish"])
def test_answers_without_a_token_get_one(visitor, token):
    response = visitor.client.post(visitor.url, {**WHO, **({} if token is None else {"form_token": token})})
    assert response.status_code == 303
    assert Draft.objects.get().answers["name"] == "Jo Brown"


def test_a_token_is_of_one_type(visitor):
    visitor.opens()
    visitor.answers(WHO)
    other = Visitor(EnquiryTypeFactory(asks_who=True), visitor.client)
    other.token = visitor.token
    assert refuses(other.checks())
    assert refuses(Page(other.sends()))
    page = Page(other.answers({**WHO, "name": "Other"}))
    assert page.status == 422
    assert page.token != visitor.token
    assert visitor.checks().rows()["Your name"] == "Jo Brown"


def test_the_cookie_is_the_servers_only(visitor):
    visitor.opens()
    cookie = visitor.client.cookies["form"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]
    visitor.answers(WHO)
    secret = cookie.value.partition(":")[0]
    assert len(secret) == 32
    assert secret not in str(list(Draft.objects.values()))


def test_nobody_plants_the_secret_of_a_browser(visitor):
    visitor.client.cookies["form"] = "planted-by-a-neighbour"
    visitor.opens()
    assert visitor.client.cookies["form"].value != "planted-by-a-neighbour"


def test_the_cookie_is_bound_to_the_host_over_https(visitor, settings):
    settings.SITE_IS_HTTPS = True
    visitor.opens()
    cookie = visitor.client.cookies["__Host-form"]
    assert cookie["secure"]
    assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_a_browser_keeps_its_cookie(visitor):
    visitor.opens()
    assert not visitor.opens().response.cookies.get("form")


def test_what_was_sent_meanwhile_is_not_written_over(visitor):
    visitor.opens()
    visitor.answers(WHO)
    begun = Draft.objects.get()
    visitor.sends()
    before = Draft.objects.values().get()
    drafts.save(draft=begun, answers={"name": "Late"}, checked=False)
    assert Draft.objects.values().get() == before


def test_a_draft_expires_after_two_days(visitor):
    with time_machine.travel(dt.datetime(2026, 12, 1, 12, tzinfo=dt.UTC)) as clock:
        visitor.opens()
        visitor.answers(WHO)
        clock.shift(dt.timedelta(days=2, seconds=1))
        assert refuses(visitor.checks())
        assert refuses(Page(visitor.sends()))
        assert Page(visitor.answers(WHO)).token != visitor.token


def test_a_confirmation_does_not_expire_with_the_draft(visitor):
    visitor.goes_through(WHO)
    Draft.objects.update(created_at=timezone.now() - dt.timedelta(days=30))
    assert visitor.arrives().status == 200


def test_old_drafts_that_were_not_sent_are_deleted(visitor, enquiry_type):
    visitor.goes_through(WHO)
    Draft.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
    old, young = Visitor(enquiry_type), Visitor(enquiry_type)
    for filler in (old, young):
        filler.opens()
        filler.answers(WHO)
    Draft.objects.filter(pk=old.token).update(created_at=timezone.now() - dt.timedelta(days=2, minutes=1))
    delete_old_drafts()
    assert {str(draft.pk) for draft in Draft.objects.all()} == {visitor.token, young.token}


def test_deleting_says_how_many():
    assert drafts.delete_old() == 0
