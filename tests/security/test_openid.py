"""Signing in through the council's directory, against a real OpenID provider on this machine.

The browser is Django's client; everything between the portal and the provider goes over HTTP.
"""

import html
import re
import time
from urllib.parse import urlsplit

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from intake.models import DirectoryAccount
from tests import openid_provider
from tests.factories import GroupMappingFactory, QueueFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]

START, CALLBACK = "/admin/sign-in/directory/", "/admin/sign-in/directory/callback/"


@pytest.fixture(scope="module")
def running():
    with openid_provider.running() as provider:
        yield provider


@pytest.fixture
def provider(running, settings):
    """The provider, which tells the truth, and where Ada of the group `press` has an account."""
    for what in ("claims", "answers", "user_info", "configuration"):
        setattr(running, what, openid_provider.unchanged)
    settings.OIDC_SERVER_URL = running.url
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "portal", "the client’s secret"
    settings.OIDC_NAME = "Hackney account"
    ada = {"email": "ada@example.org", "email_verified": True, "name": "Ada Okoro", "groups": ["press"]}
    running.knows("ada-1", **ada)
    return running


@pytest.fixture(autouse=True)
def press():
    queue = QueueFactory(name="Press office")
    GroupMappingFactory(group="press", role="member", queue=queue)
    return queue


class Browser(Client):
    """A colleague's browser."""

    def goes_to_the_provider(self, **form):
        """Press the button, and return the address that the page goes on to."""
        page = self.post(START, form)
        assert page.status_code == 200, page.content.decode()
        address = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())
        return html.unescape(address[1])

    def comes_back(self, address):
        """Follow the provider's answer to the portal."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"http://portal.example.org{CALLBACK}"
        return self.get(CALLBACK, openid_provider.query(address))

    def signs_in(self, provider, sub="ada-1", **form):
        """Go all the way."""
        return self.comes_back(provider.signs_in(self.goes_to_the_provider(**form), sub))

    @property
    def account(self):
        """Who is signed in here."""
        return User.objects.filter(pk=self.session.get("_auth_user_id")).first()


@pytest.fixture
def browser():
    return Browser()


def refused(browser, page, words="could not be used", status=401):
    """Hold that nobody is signed in, nothing was made, and that the page says so."""
    assert page.status_code == status
    assert words in html.unescape(page.content.decode())
    assert browser.account is None
    return not DirectoryAccount.objects.exists()


# ------------------------------------------------------------ it works
def test_a_colleague_signs_in_and_sees_their_queue(browser, provider, press):
    page = browser.signs_in(provider)
    assert page.status_code == 302
    assert page["Location"] == reverse("admin:index")
    assert (browser.account.username, browser.account.get_full_name()) == ("ada", "Ada Okoro")
    assert list(browser.account.queues.all()) == [press]
    assert browser.get(page["Location"]).status_code == 200


def test_the_sign_in_page_offers_it_first(browser, provider):
    page = browser.get("/admin/login/").content.decode()
    assert page.index("Sign in with Hackney account") < page.index('name="password"')


def test_there_is_nothing_of_it_where_there_is_no_directory(browser, settings):
    settings.OIDC_SERVER_URL = ""
    assert "directory" not in browser.get("/admin/login/").content.decode()
    assert browser.post(START).status_code == browser.get(CALLBACK).status_code == 404


def test_they_come_back_to_where_they_wanted_to_go_and_nowhere_else(browser, provider):
    wanted = reverse("admin:intake_submission_changelist")
    assert browser.signs_in(provider, next=wanted)["Location"] == wanted
    for evil in ("https://evil.example.org/", "//evil.example.org/", "/\\evil.example.org"):
        assert Browser().signs_in(provider, next=evil)["Location"] == reverse("admin:index")


def test_it_begins_with_a_form_of_ours_only(provider):
    assert Browser().get(START).status_code == 405
    assert Browser(enforce_csrf_checks=True).post(START).status_code == 403


def test_the_session_has_a_new_key_and_another_persons_is_left(browser, provider):
    browser.force_login(UserFactory(username="somebody-else"))
    before = browser.session.session_key
    browser.signs_in(provider)
    assert browser.account.username == "ada"
    assert browser.session.session_key != before


def test_nothing_that_the_provider_said_is_kept_but_who_it_is(browser, provider):
    browser.signs_in(provider)
    row = DirectoryAccount.objects.get()
    assert (row.issuer, row.subject) == (provider.url, "ada-1")
    from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken

    assert not any(model.objects.exists() for model in (SocialAccount, SocialApp, SocialToken))


# ------------------------------------------------------------ what is asked of it
def test_the_question_carries_state_nonce_and_a_challenge(browser, provider):
    asked = openid_provider.query(browser.goes_to_the_provider())
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) == 43
    assert asked["state"]
    assert asked["response_type"] == "code"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    again = openid_provider.query(browser.goes_to_the_provider())
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_no_address_changes_what_is_asked(browser, provider):
    evil = "https://evil.example.org/"
    page = browser.post(
        f"{START}?auth_params=redirect_uri%3D{evil}%26nonce%3D1&scope=offline_access&process=connect",
        headers={"host": "localhost"},
    )
    address = re.search(r"url=([^\"]+)", page.content.decode())
    asked = openid_provider.query(html.unescape(address[1]))
    assert asked["redirect_uri"] == f"http://portal.example.org{CALLBACK}"
    assert "offline_access" not in asked["scope"]
    assert len(asked["nonce"]) == 43


def test_the_code_is_spent_with_the_verifier_that_the_browser_does_not_see(browser, provider):
    asked = openid_provider.query(browser.goes_to_the_provider())
    browser.signs_in(provider)
    assert provider.spent["code_verifier"] not in asked.values()
    assert provider.spent["client_secret"] == "the client’s secret"


def test_a_code_without_its_verifier_is_nothing(browser, provider, monkeypatch):
    from intake.directory.provider import DirectoryProvider

    monkeypatch.setattr(DirectoryProvider, "get_pkce_params", lambda self: {})
    assert refused(browser, browser.signs_in(provider))


# ------------------------------------------------------------ what is not taken for an answer
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


NOW = int(time.time())
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
        {"exp": NOW - 3600},
        {"exp": None},
        {"nbf": NOW + 3600},
        {"iat": NOW + 3600},
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
    provider.claims = lambda claims: {
        name: value for name, value in {**claims, **changed}.items() if value is not None
    }
    assert refused(browser, browser.signs_in(provider))


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


def test_a_provider_that_sends_people_to_an_address_that_is_none(browser, provider):
    provider.configuration = lambda said: {**said, "authorization_endpoint": "javascript:alert(1)"}
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


# ------------------------------------------------------------ who does not get in
def test_nobody_without_a_group_and_they_are_told_whom_to_ask(browser, provider):
    provider.knows("ben-1", email="ben@example.org", groups=["canteen"])
    page = browser.signs_in(provider, "ben-1")
    assert refused(browser, page, "Ask your manager", 403)
    assert reverse("contacts") in page.content.decode()


def test_who_lost_their_group_loses_what_it_gave_at_the_next_sign_in(browser, provider):
    UserFactory(administrator=True)
    browser.signs_in(provider)
    provider.knows("ada-1", email="ada@example.org", groups=[])
    other = Browser()
    refused(other, other.signs_in(provider), "none of your groups", 403)
    # The session that is still open shows nothing any more.
    assert browser.get(reverse("admin:index")).status_code == 302
    assert not browser.account.queues.exists()


def test_a_closed_account_stays_out(browser, provider):
    browser.signs_in(provider)
    User.objects.update(is_active=False)
    other = Browser()
    refused(other, other.signs_in(provider), "is closed", 403)


def test_more_groups_than_fit_into_a_token(browser, provider):
    provider.claims = lambda claims: {
        **{name: value for name, value in claims.items() if name != "groups"},
        "_claim_names": {"groups": "src1"},
    }
    provider.user_info = lambda said: {name: value for name, value in said.items() if name != "groups"}
    assert refused(browser, browser.signs_in(provider), "more groups than", 403)


def test_google_and_its_domain(browser, provider, settings):
    settings.OIDC_GROUPS_CLAIM = "hd"
    GroupMappingFactory(group="hackney.example", role="staff")
    provider.knows("g-1", email="ada@hackney.example", email_verified=True, hd="hackney.example")
    provider.knows("g-2", email="ada@hackney.example", email_verified=True)
    assert browser.signs_in(provider, "g-1").status_code == 302
    other = Browser()
    refused(other, other.signs_in(provider, "g-2"), "none of your groups", 403)


def test_nothing_personal_in_the_log(browser, provider, caplog):
    provider.knows("ben-1", email="ben.planted@example.org", name="Ben Planted", groups=["planted-group"])
    browser.signs_in(provider, "ben-1")
    provider.user_info = lambda said: {**said, "sub": "planted-2"}
    browser.signs_in(provider, "ben-1")
    ours = [record for record in caplog.records if record.name not in ("werkzeug", "oidc_provider_mock")]
    said = " ".join(record.getMessage() for record in ours)
    assert "refused: no_group" in said
    assert "planted" not in said.lower()
    assert "ben-1" not in said
