"""What the portal tells django-allauth: staff sign in, nobody signs up, and an account is found our way."""

import base64
import secrets
import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import InvalidToken
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from intake import access, clients, sign_in_limits, signing_in, staff_sessions
from intake.directory import passwords
from intake.encryption import fernet

TOO_MANY = (
    f"There were too many attempts. Wait {sign_in_limits.MINUTES} minutes, then try again. "
    "If you cannot get in, ask an administrator of the portal."
)
_PURPOSE = b"intake.second_factors"


class SignInAdapter(DefaultAccountAdapter):
    """Staff's accounts are made by invitation; allauth only signs them in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody makes an account of their own."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the account that the name and the password are those of, if it may use the staff pages.

        Raises:
            ValidationError: there were too many attempts; nothing was looked at.
        """
        name = str(credentials.get("username", ""))
        client = clients.digest(clients.address_of(request))
        if not sign_in_limits.may_try(name=name, client=client):
            signing_in.refused_for_now()
            raise ValidationError(TOO_MANY)
        user = authenticate(request, **credentials)
        if user and access.is_staff(user):
            sign_in_limits.forgive(name=name)
            return user
        sign_in_limits.note_failure(client=client)
        signing_in.failed()
        return None

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """Let nobody on who may not use the staff pages, or not sign in by what they signed in by."""
        by_the_directory = "sociallogin" in (kwargs.get("signal_kwargs") or {})
        if not access.is_staff(user) or not (by_the_directory or passwords.may_have_one(user)):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Lead back to the sign-in page; who gets here has shown who they are, and may be told."""
        clear_login(request)
        messages.error(request, "This account may not use the staff pages.")
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in; who did it with a password alone may have to set up a second factor now."""
        methods = {each["method"] for each in get_authentication_records(request, user)}
        owes = methods == {"password"} and signing_in.owes_second_factor(user)
        super().login(request, user)
        staff_sessions.owe_second_factor(request.session, owes)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Return whether the password is asked again: not of who has just signed in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Return how one shows again who one is: by the password, or a code where there is none."""
        if user.is_authenticated and not user.has_usable_password():
            way = {"id": "mfa_reauthenticate", "description": "Use a code"}
            return [{**way, "url": reverse("mfa_reauthenticate")}]
        way = {"id": "reauthenticate", "description": "Use the password"}
        return [{**way, "url": reverse("account_reauthenticate")}]

    def add_message(
        self, request: HttpRequest, level: int, *args: Any, message: str = "", **kwargs: Any
    ) -> None:
        """Pass on what went wrong; the portal's own pages say what has been done."""
        if message:
            messages.add_message(request, level, message)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors are encrypted at rest."""

    def encrypt(self, text: str) -> str:
        """Return what is stored."""
        return fernet(_PURPOSE).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was kept; where no key that we have opens it, a secret that nobody knows."""
        try:
            return fernet(_PURPOSE).decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002
        """Return what a passkey is called where nobody calls it anything."""
        return "Passkey"
