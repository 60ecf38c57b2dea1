"""Which browser is asking: a signed cookie with a random secret, for as long as the browser is open.

A form's address holds its token; without the cookie that address opens nothing.
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_SALT = "enquiries.browser"


def knows_browser(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Give `view` the browser's secret as the argument `browser`; a browser that has none gets one."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = request.get_signed_cookie(cookie_name(), default="", salt=_SALT)
        secret = known or secrets.token_urlsafe(24)
        response = view(request, *args, browser=secret, **kwargs)
        if not known:
            response.set_signed_cookie(
                cookie_name(),
                secret,
                salt=_SALT,
                secure=settings.SITE_IS_HTTPS,
                httponly=True,
                samesite="Lax",
            )
        return response

    return wrapped


def cookie_name() -> str:
    """Return the cookie's name; its prefix keeps a neighbouring host from setting it (RFC 6265bis 4.1.3)."""
    return "__Host-form" if settings.SITE_IS_HTTPS else "form"
