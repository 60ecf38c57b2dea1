"""allauth's hooks: parse, call `sign_in`, answer. Nothing else of allauth's social accounts is used.

It keeps no row of theirs: neither what the provider said of a person nor its tokens are stored.
"""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.conf import settings
from django.http import HttpRequest

from intake.directory import claims, pages, tokens
from intake.directory.provider import DirectoryProvider, app
from intake.directory.sign_in import Refused, sign_in

log = logging.getLogger(__name__)


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """The one provider, and what becomes of whom it signs in."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the one client that the environment describes."""
        return [app()] if settings.OIDC_SERVER_URL else []

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> DirectoryProvider:
        """Return the directory, whatever provider is asked for."""
        return DirectoryProvider(request, app=self.get_app(request, provider))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Sign in the person's account here, or say why they do not get in."""
        said = sociallogin.account.extra_data["id_token"]
        try:
            tokens.require_nonce(said, sociallogin.state.get("nonce"))
            person = claims.person(said, groups_claim=settings.OIDC_GROUPS_CLAIM)
        except (tokens.Untrue, ValueError) as error:
            log.warning("Sign-in through the directory failed: %s", error)
            raise ImmediateHttpResponse(pages.failed(request)) from error
        try:
            sociallogin.user = sign_in(person=person)
        except Refused as refused:
            raise ImmediateHttpResponse(pages.refused(request, refused.reason)) from refused

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: DirectoryProvider,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Answer with a page of ours. What the provider said may name a person, and stays out of the log."""
        log.warning(
            "Sign-in through the directory failed: %s", type(exception).__name__ if exception else error
        )
        cancelled = error == AuthError.CANCELLED
        raise ImmediateHttpResponse(pages.cancelled(request) if cancelled else pages.failed(request))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Have nobody sign up: `sign_in` makes the accounts."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> None:
        """Find nobody by their address: `sign_in` knows when that may be."""
        return
