"""The way to the directory and back, and the pages for who does not get in."""

import logging
from http import HTTPStatus
from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from intake.directory.provider import PROVIDER_ID, DirectoryClient

log = logging.getLogger(__name__)


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the directory.

    By a page that goes on at once, and not by a redirect: browsers hold every redirect after a form, also the
    provider's own, against our `form-action`, and nobody can list all the addresses that a provider uses.
    """
    response = _with_the_directory(OAuth2LoginView, request)
    if response.status_code != HTTPStatus.FOUND:
        return response
    return _page(request, f"Going to {settings.OIDC_NAME}", HTTPStatus.OK, address=response["Location"])


@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponseBase:
    """Take the directory's answer."""
    return _with_the_directory(OAuth2CallbackView, request)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Tell somebody whom the directory knows why they do not get in here."""
    return _page(request, "You cannot sign in here", HTTPStatus.FORBIDDEN, reason=reason)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that it did not work, to whoever it was."""
    return _page(request, "Signing in did not work", HTTPStatus.UNAUTHORIZED)


def unreachable(request: HttpRequest) -> HttpResponse:
    """Say that the directory does not answer."""
    return _page(
        request, f"{settings.OIDC_NAME} does not answer", HTTPStatus.SERVICE_UNAVAILABLE, unreachable=True
    )


def cancelled(request: HttpRequest) -> HttpResponse:
    """Go back to where they came from."""
    return redirect("admin:login")


def _with_the_directory(view: Any, request: HttpRequest) -> HttpResponseBase:
    if not settings.OIDC_SERVER_URL:
        raise Http404("There is no directory.")
    try:
        response: HttpResponseBase = view.adapter_view(DirectoryClient(request, PROVIDER_ID))(request)
    except (OAuth2Error, RequestException, ValueError) as error:
        log.warning("The directory does not answer: %s", type(error).__name__)
        return unreachable(request)
    return response


def _page(request: HttpRequest, title: str, status: HTTPStatus, **context: Any) -> HttpResponse:
    everywhere = admin.site.each_context(request)
    return render(request, "admin/directory.html", {**everywhere, "title": title, **context}, status=status)
