"""What protects an account is changed by its owner alone, and is no weaker than it looks."""

import json
from unittest.mock import patch

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.utils import timezone

from intake import sign_in_limits, signing_in
from intake.encryption import fernet
from tests.factories import PASSWORD, UserFactory
from tests.intake.admin.staff import Page
from tests.security import production
from tests.security.staff_door import STEP, YOURS, code_of, has_app, sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.security("sign-in"),
    pytest.mark.usefixtures("asked"),
]

REMOVE = f"{YOURS}app/remove/"


def test_who_signed_in_a_while_ago_is_asked_again(client, ada):
    with time_machine.travel("2026-03-04 10:00:00Z", tick=False) as clock:
        sign_in(client, "ada")
        assert client.get(f"{YOURS}app/").status_code == 200
        clock.shift(301)
        assert client.get(f"{YOURS}app/")["Location"].startswith(f"{YOURS}confirm/")


def test_the_password_is_not_guessed_there_either(client, ada):
    client.force_login(ada)
    for _ in range(sign_in_limits.ACCOUNT.amount):
        client.post(f"{YOURS}confirm/", {"password": "wrong"})
    page = Page(client.post(f"{YOURS}confirm/", {"password": PASSWORD}))
    assert "There were too many attempts." in page.problem
    assert client.get(f"{YOURS}app/")["Location"].startswith(f"{YOURS}confirm/")


def test_who_has_no_password_shows_a_code(client):
    nia = UserFactory(username="nia", password="!")
    secret = has_app(nia)
    client.force_login(nia)
    assert client.get(REMOVE)["Location"].startswith(f"{YOURS}confirm/code/")
    assert "not right" in Page(client.post(f"{YOURS}confirm/code/", {"code": "000000"})).problem
    assert client.get(REMOVE).status_code == 302
    client.post(f"{YOURS}confirm/code/", {"code": code_of(secret)})
    assert client.get(REMOVE).status_code == 200


def test_the_first_codes_of_an_app_are_counted(client, ada):
    sign_in(client, "ada")
    client.get(f"{YOURS}app/")
    assert "not right" in Page(client.post(f"{YOURS}app/", {"code": "000000"})).problem
    for _ in range(sign_in_limits.CODES.amount - 1):
        assert sign_in_limits.may_try_code(ada.pk)
    assert "There were too many attempts." in Page(client.post(f"{YOURS}app/", {"code": "000000"})).problem


def test_recovery_codes_alone_are_no_second_factor(ada):
    has_app(ada)
    Authenticator.objects.filter(user=ada, type="totp").delete()
    ada.last_login = timezone.now()
    ada.save()
    assert signing_in.owes_second_factor(ada)


def test_where_the_key_is_lost_no_code_is_right(settings, ada):
    has_app(ada)
    settings.SECRET_KEY = "another " * 10
    app = Authenticator.objects.get(user=ada, type="totp").wrap()
    # What anybody could work out who knows that the secret cannot be read.
    assert not any(app.validate_code(code_of(secret)) for secret in ("", "AAAAAAAA"))


def test_what_is_encrypted_for_one_purpose_is_not_opened_for_another():
    kept = fernet(b"one").encrypt(b"secret")
    assert fernet(b"one").decrypt(kept) == b"secret"
    with pytest.raises(InvalidToken):
        fernet(b"two").decrypt(kept)


def test_a_passkey_proves_who_is_there_and_finds_the_account_by_itself(client, ada):
    sign_in(client, "ada")
    form = Page(client.get(f"{YOURS}passkeys/add/")).soup.select_one("form[data-passkey]")
    chosen = json.loads(form["data-options"])["publicKey"]["authenticatorSelection"]
    assert (chosen["userVerification"], chosen["residentKey"]) == ("required", "required")


def test_a_passkey_of_a_production_is_for_https_and_staff_show_more_than_a_password():
    said = (
        "from portal import settings as s; print(s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, s.STAFF_SECOND_FACTOR)"
    )
    assert production.runs("-c", said).stdout == "False on\n"


def test_a_passkey_as_the_second_step_proves_who_is_there(client, ada):
    has_app(ada)
    sign_in(client, "ada")
    Authenticator.objects.create(user=ada, type="webauthn", data={})
    with patch("allauth.mfa.webauthn.internal.auth.get_credentials", return_value=[]):
        form = Page(client.get(STEP)).soup.select_one("form[data-passkey]")
    assert json.loads(form["data-options"])["publicKey"]["userVerification"] == "required"
