"""Signing in through the council's directory, against a real OpenID provider on this machine.

The browser is Django's client; everything between the portal and the provider goes over HTTP.
"""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from intake.models import DirectoryAccount
from tests import openid_provider
from tests.factories import GroupMappingFactory, UserFactory
from tests.security.openid.browser import CALLBACK, START, Browser, refused

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in"), pytest.mark.thorough]


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


def test_nobody_connects_an_account_of_the_directory_with_their_own(browser, provider):
    browser.force_login(UserFactory(username="somebody-else"))
    page = browser.post(f"{START}?process=connect", {"process": "connect"})
    address = re.search(r'content="0; url=([^"]+)"', page.content.decode())
    browser.comes_back(provider.signs_in(html.unescape(address[1]), "ada-1"))
    assert browser.account.username == "ada"
    assert not User.objects.get(username="somebody-else").socialaccount_set.exists()


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
    provider.user_info = openid_provider.unchanged
    provider.claims = lambda claims: {**claims, "nonce": "another"}
    browser.signs_in(provider, "ben-1")
    provider.answers = lambda answer: {"error": "nobody", "error_description": "Ben Planted is away"}
    browser.signs_in(provider, "ben-1")
    ours = [record for record in caplog.records if record.name not in ("werkzeug", "oidc_provider_mock")]
    said = " ".join(record.getMessage() for record in ours)
    assert "refused: no_group" in said
    assert "planted" not in said.lower()
    assert "ben-1" not in said
