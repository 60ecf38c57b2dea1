"""The council's directory as allauth's OpenID Connect provider, with what allauth leaves open closed."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string

from intake.directory import tokens

PROVIDER_ID = "directory"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")


def app() -> SocialApp:
    """Return the one client that we are, from the environment; the database keeps none."""
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=PROVIDER_ID,
        name=settings.OIDC_NAME,
        client_id=settings.OIDC_CLIENT_ID,
        secret=settings.OIDC_CLIENT_SECRET,
        settings={"server_url": settings.OIDC_SERVER_URL, "oauth_pkce_enabled": True},
    )


class DirectoryClient(OpenIDConnectOAuth2Adapter):
    """What is asked of the provider, and which answers are believed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself, which must be the one that was asked.

        Raises:
            OAuth2Error: it is another, or does not say where to go.
        """
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer")).rstrip("/") != settings.OIDC_SERVER_URL:
            raise OAuth2Error("The provider calls itself by another address than OIDC_SERVER_URL.")
        if not all(_is_safe(config.get(name)) for name in _ENDPOINTS):
            raise OAuth2Error("The provider does not say where to go.")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return our own address, which no Host header changes."""
        return settings.SITE_URL + reverse("admin:directory_callback")

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Return who signed in: what the signed token says, and what else the provider says of the same.

        Raises:
            OAuth2Error: the token does not hold, or the provider speaks of another person.
        """
        try:
            claims = tokens.read(
                kwargs["response"].get("id_token"),
                keys=self._keys(),
                issuer=self.openid_config["issuer"],
                client_id=app.client_id,
            )
        except tokens.Untrue as error:
            raise OAuth2Error(str(error)) from error
        more = self._fetch_user_info(token.token)
        if more.get("sub") != claims["sub"]:
            raise OAuth2Error("The provider speaks of another person.")
        return self.get_provider().sociallogin_from_response(request, {"id_token": {**more, **claims}})

    def _keys(self) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys: dict[str, Any] = response.json()
        return keys


class DirectoryProvider(OpenIDConnectProvider):
    """Sends the browser to the provider, with a question of its own."""

    oauth2_adapter_class = DirectoryClient

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the browser where it goes afterwards, and nothing else of what the provider is asked.

        allauth would take more of the address: other scopes, another address to return to, or that an
        account is to be connected.
        """
        nonce = get_random_string(43)
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            # Sent to the provider, and kept in the session until its answer comes.
            "auth_params": {"nonce": nonce},
            "nonce": nonce,
        }


def _is_safe(address: Any) -> bool:
    parts = urlsplit(str(address or ""))
    return bool(parts.hostname) and parts.scheme in ("https", urlsplit(settings.OIDC_SERVER_URL).scheme)
