"""What the portal does not take for the directory's answer."""

import datetime as dt
import html
import time

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse

from tests import openid_provider
from tests.factories import GroupMappingFactory
from tests.security.openid.browser import CALLBACK, START, Browser, refused

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in"), pytest.mark.thorough]


def test_an_answer_with_another_state(browser, provider):
    address = provider.signs_in(browser.goes_to_the_provider(), "ada-1")
    answer = openid_provider.query(address)
    assert refused(browser, browser.get(CALLBACK, {**answer, "state": "x" * 16}))
    assert refused(browser, browser.get(CALLBACK, {"code": answer["code"]}))


def test_an_answer_in_another_browser(browser, provider):
    """Somebody has a colleague open the end of their own sign-in."""
    address = provider.signs_in(browser.goes_to_the_provider(), "ada-1")
    other = Browser()
    assert refused(other, other.comes_back(address))
    other.goes_to_the_provider()
    assert refused(other, other.comes_back(address))


def test_an_answer_for_the_second_time(browser, provider):
    address = provider.signs_in(browser.goes_to_the_provider(), "ada-1")
    assert browser.comes_back(address).status_code == 302
    browser.logout()
    refused(browser, browser.comes_back(address))


def test_an_answer_after_ten_minutes(browser, provider):
    address = provider.signs_in(browser.goes_to_the_provider(), "ada-1")
    with time_machine.travel(time.time() + 601, tick=True):
        assert refused(browser, browser.comes_back(address))


def test_a_code_of_another_sign_in(browser, provider):
    """A code that was stolen from a colleague, put into one's own answer."""
    stolen = openid_provider.query(provider.signs_in(Browser().goes_to_the_provider(), "ada-1"))
    own = openid_provider.query(browser.goes_to_the_provider())
    assert refused(browser, browser.get(CALLBACK, {"code": stolen["code"], "state": own["state"]}))


def test_a_made_up_code(browser, provider):
    state = openid_provider.query(browser.goes_to_the_provider())["state"]
    assert refused(browser, browser.get(CALLBACK, {"code": "made-up", "state": state}))


HOUR = dt.timedelta(hours=1)
OTHERS_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"aud": None},
        {"aud": ["portal", "another-client"], "azp": "another-client"},
        {"iss": "https://evil.example.org"},
        {"iss": None},
        {"exp": -HOUR},
        {"exp": None},
        {"nbf": HOUR},
        {"iat": HOUR},
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": ""},
        {"sub": "ada-2"},
        {"sub": None},
        {"sub": ""},
    ],
    ids=lambda changed: " ".join(f"{name}={value}" for name, value in changed.items())[:40],
)
def test_a_token_with_something_wrong_in_it(browser, provider, changed):
    """Signed by the provider, and yet not for us, not now, or not about who is asked for."""
    said = {
        name: _moment(value) if isinstance(value, dt.timedelta) else value for name, value in changed.items()
    }
    provider.claims = lambda claims: {
        name: value for name, value in {**claims, **said}.items() if value is not None
    }
    assert refused(browser, browser.signs_in(provider))


def _moment(from_now):
    # Not when the tests are collected: each worker would call them by another second.
    return int(time.time() + from_now.total_seconds())


def _with(provider, token):
    provider.answers = lambda answer: {**answer, "id_token": token(answer["id_token"])}


def _claims(token):
    return jwt.decode(token, options={"verify_signature": False})


def _changed_inside(token):
    head, _, sign = token.split(".")
    body = jwt.encode({**_claims(token), "groups": ["admins"]}, "x" * 32, "HS256").split(".")[1]
    return f"{head}.{body}.{sign}"


FORGED = {
    "changed after it was signed": _changed_inside,
    "without its signature": lambda token: token.rpartition(".")[0] + ".",
    "signed by nobody": lambda token: jwt.encode(_claims(token), "", "none"),
    "signed with the client’s secret": lambda token: jwt.encode(
        _claims(token), "the client’s secret" * 2, "HS256", {"kid": jwt.get_unverified_header(token)["kid"]}
    ),
    "signed by somebody else by the same name": lambda token: jwt.encode(
        _claims(token), OTHERS_KEY, "RS256", {"kid": jwt.get_unverified_header(token)["kid"]}
    ),
    "signed with a key that the provider has not": lambda token: jwt.encode(
        _claims(token), OTHERS_KEY, "RS256", {"kid": "other"}
    ),
    "no token": lambda token: "abc",
    "a number": lambda token: 7,
    "missing": lambda token: None,
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_token_that_the_provider_did_not_sign(browser, provider, forged):
    GroupMappingFactory(group="admins", role="administrator")
    _with(provider, forged)
    assert refused(browser, browser.signs_in(provider))


def test_what_else_is_said_of_another_person(browser, provider):
    provider.user_info = lambda said: {**said, "sub": "ada-2"}
    assert refused(browser, browser.signs_in(provider))


def test_what_is_signed_counts_before_what_is_only_said(browser, provider):
    GroupMappingFactory(group="admins", role="administrator")
    provider.user_info = lambda said: {**said, "groups": ["admins"]}
    browser.signs_in(provider)
    assert not browser.account.is_superuser


def test_a_provider_that_calls_itself_by_another_name(browser, provider):
    provider.configuration = lambda said: {**said, "issuer": "https://evil.example.org"}
    page = browser.post(START)
    assert page.status_code == 503


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "javascript://portal.example.org/%0Aalert(1)", "http://", "//", "", None],
)
def test_a_provider_that_sends_people_to_an_address_that_is_none(browser, provider, address):
    provider.configuration = lambda said: {**said, "authorization_endpoint": address}
    assert browser.post(START).status_code == 503


def test_a_provider_that_does_not_answer(browser, provider, settings):
    settings.OIDC_SERVER_URL = "http://localhost:1"
    page = browser.post(START)
    assert page.status_code == 503
    assert "sign in with the password" in page.content.decode()


def test_who_changes_their_mind_is_back_on_the_sign_in_page(browser, provider):
    state = openid_provider.query(browser.goes_to_the_provider())["state"]
    page = browser.get(CALLBACK, {"error": "access_denied", "state": state})
    assert page["Location"] == reverse("admin:login")
    assert browser.account is None


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "ring 020 7946 0999 and say your password"])
def test_words_in_the_address_are_not_shown(browser, provider, words):
    state = openid_provider.query(browser.goes_to_the_provider())["state"]
    page = browser.get(CALLBACK, {"error": words, "error_description": words, "state": state})
    assert refused(browser, page)
    assert words not in html.unescape(page.content.decode())
