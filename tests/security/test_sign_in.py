"""The first step of signing in: a name and a password, how often, and what the answer gives away."""

from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from intake import rate_limits, sign_in_limits
from intake.models import AuditEntry
from tests.factories import PASSWORD, UserFactory
from tests.intake.admin.staff import Page
from tests.security.staff_door import LOGIN, YOURS, is_in, sign_in, signs_in_past_the_password

pytestmark = [pytest.mark.django_db, pytest.mark.security("sign-in")]

SOMEWHERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@pytest.mark.parametrize("typed", ["ada", "ada@example.org", "ADA@example.org"])
def test_a_name_or_an_address_and_a_password_open_the_staff_pages_again_and_again(ada, typed):
    for _ in range(3):
        client = Client()
        assert sign_in(client, typed)["Location"] == "/admin/"
        assert is_in(client)


@pytest.mark.parametrize("account", [{}, {"is_active": False}, {"is_staff": False}, {"password": "!"}, None])
def test_nobody_learns_from_the_answer_whether_there_is_such_an_account(client, account):
    if account is not None:
        UserFactory(username="ada", **account)
    refused = sign_in(client, "ada", "wrong")
    assert refused.status_code == 200
    problem = Page(refused).problem
    assert problem == Page(sign_in(client, "nobody-at-all", "wrong")).problem
    assert "do not belong together" in problem
    assert not is_in(client)


@pytest.mark.parametrize("account", [{"is_active": False}, {"is_staff": False}])
def test_the_right_password_of_who_may_not_be_here_gets_the_same_answer(client, account):
    UserFactory(username="gone", **account)
    assert "do not belong together" in Page(sign_in(client, "gone")).problem
    assert not is_in(client)


@pytest.mark.parametrize("account", [{}, {"is_active": False}, {"is_staff": False}, {"password": "!"}, None])
@pytest.mark.parametrize("typed", ["ada", "ada@example.org"])
def test_nobody_learns_it_from_the_time_either(client, account, typed):
    """What takes time is to digest a password: that is done once, whoever is named."""
    if account is not None:
        UserFactory(username="ada", email="ada@example.org", **account)
    with patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as work:
        sign_in(client, typed, "wrong")
    assert work.call_count == 1


def test_too_many_wrong_passwords_close_an_account_to_all_for_a_while(ada):
    for _ in range(sign_in_limits.ACCOUNT.amount):
        assert "do not belong together" in Page(sign_in(Client(), "ada", "wrong")).problem
    assert "There were too many attempts." in Page(sign_in(Client(), "ada")).problem
    with time_machine.travel(timezone.now() + sign_in_limits.PAUSE, tick=False):
        assert sign_in(Client(), "ada").status_code == 302


def test_an_account_that_there_is_not_closes_just_so(client):
    for _ in range(sign_in_limits.ACCOUNT.amount):
        assert "do not belong together" in Page(sign_in(client, "nobody", "wrong")).problem
    assert "There were too many attempts." in Page(sign_in(client, "nobody", "wrong")).problem


@pytest.mark.parametrize("spelling", ["ADA", " ada ", "aDa"])
def test_another_spelling_is_no_further_account(client, ada, spelling):
    for _ in range(sign_in_limits.ACCOUNT.amount):
        sign_in(client, spelling, "wrong")
    assert "There were too many attempts." in Page(sign_in(client, "ada")).problem


def test_who_knows_the_password_begins_anew(client, ada):
    for _ in range(3 * sign_in_limits.ACCOUNT.amount):
        sign_in(client, "ada", "wrong")
        assert sign_in(Client(), "ada").status_code == 302


def test_one_address_tries_no_long_list_of_accounts(client, ada):
    for number in range(sign_in_limits.ADDRESS.amount):
        sign_in(client, f"nobody{number}", "wrong", REMOTE_ADDR=SOMEWHERE)
    assert "There were too many attempts." in Page(sign_in(client, "ada", REMOTE_ADDR=SOMEWHERE)).problem
    assert sign_in(client, "ada", REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_an_office_that_signs_in_at_nine_is_not_counted(client, ada):
    for _ in range(2 * sign_in_limits.ADDRESS.amount):
        assert sign_in_limits.may_try(name="ada", client="an office")
        sign_in_limits.forgive(name="ada")


def test_attempts_are_counted_in_redis_for_all_processes(settings, redis_url):
    settings.REDIS_URL = redis_url
    for _ in range(sign_in_limits.ACCOUNT.amount):
        assert sign_in_limits.may_try(name="grace", client="")
    rate_limits.limiter.cache_clear()  # another process
    assert not sign_in_limits.may_try(name="grace", client="")
    sign_in_limits.forgive(name="grace")
    assert sign_in_limits.may_try(name="grace", client="")


def test_nothing_in_redis_tells_who_it_was(settings, redis_url):
    import redis

    settings.REDIS_URL = redis_url
    sign_in_limits.may_try(name="hopper@example.org", client="")
    keys = b" ".join(redis.Redis.from_url(redis_url).keys("*"))
    assert b"sign-in-account" in keys
    assert b"hopper" not in keys


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "login/code", "inactive", "login"])
def test_allauths_other_pages_have_no_address(client, ada, path):
    client.force_login(ada)
    for prefix in ("/accounts/", "/admin/sign-in/"):
        assert client.get(f"{prefix}{path}/").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "mfa_signup_webauthn", "mfa_edit_webauthn"],
)
def test_nobody_makes_an_account_or_changes_its_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "next_page", ["https://evil.example.com/", "//evil.example.com", "javascript:alert(1)"]
)
def test_one_is_not_led_elsewhere(client, ada, next_page):
    fields = {"username": "ada", "password": PASSWORD, "next": next_page}
    assert client.post(LOGIN, fields)["Location"] == "/admin/"


def test_without_a_token_nobody_is_signed_in_by_another_site(ada):
    assert sign_in(Client(enforce_csrf_checks=True), "ada").status_code == 403


@pytest.mark.parametrize("path", ["/admin/logout/", f"{YOURS}everywhere/"])
def test_nor_is_anybody_signed_out_by_one(ada, path):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    assert client.post(path).status_code == 403
    assert client.get(path).status_code == 405
    assert is_in(client)


def test_who_is_closed_loses_the_pages_at_once(client, ada):
    sign_in(client, "ada")
    ada.is_active = False
    ada.save()
    assert not is_in(client)
    # This page asks only who is signed in, and not for what.
    assert client.get(YOURS)["Location"].startswith(LOGIN)


@pytest.mark.parametrize("account", [{"is_active": False}, {"is_staff": False}])
def test_who_may_not_be_here_is_let_in_by_nothing_else_than_a_password_either(account):
    assert signs_in_past_the_password(UserFactory(**account)) is None
    assert signs_in_past_the_password(UserFactory())


def test_attempts_without_end_do_not_fill_the_audit_log(client):
    for _ in range(sign_in_limits.ACCOUNT.amount + 5):
        sign_in(client, "nobody", "wrong")
    assert AuditEntry.objects.filter(action="sign-in-refused").count() == sign_in_limits.ACCOUNT.amount


def test_the_log_names_nobody(client, caplog):
    caplog.set_level("INFO")
    UserFactory(username="planted", email="planted@example.org")
    sign_in(client, "planted@example.org", "wrong")
    sign_in(client, "planted")
    assert "sign_in_event" in caplog.text
    assert "planted" not in caplog.text
