"""Somebody at the staff's door: a client that signs in by what it types, and the codes of an app."""

import time

from allauth.account.utils import perform_login
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory

from tests.factories import PASSWORD

LOGIN, STEP, YOURS = "/admin/login/", "/admin/sign-in/step/", "/admin/sign-in/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(client: Client, name: str, password: str = PASSWORD, **headers: str) -> HttpResponse:
    """Type a name and a password."""
    return client.post(LOGIN, {"username": name, "password": password}, **headers)


def is_in(client: Client) -> bool:
    """Whether the first page of the staff opens."""
    return client.get("/admin/").status_code == 200


def code_of(secret: str, *, steps: int = 0) -> str:
    """What an app shows now, or some half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def has_app(user: User) -> str:
    """Give an account an authenticator app and recovery codes; return the app's secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def codes_left(user: User) -> list[str]:
    """The recovery codes of an account that were not used."""
    return (
        Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    )


def signs_in_past_the_password(user: User) -> str | None:
    """Go through the end of allauth's sign-in, as by a passkey; return who is signed in then."""
    request = RequestFactory().post(LOGIN)
    SessionMiddleware(lambda request: None).process_request(request)
    MessageMiddleware(lambda request: None).process_request(request)
    request.user = AnonymousUser()
    with context.request_context(request):
        perform_login(request, user)
    return request.session.get("_auth_user_id")
