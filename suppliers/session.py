"""Who is in: the email address whose owner has come in by the door, in Django's session, apart from staff's.

It ends after `SESSION_COOKIE_AGE` without use, and a day after it began. Staff who are signed in as well
stay so, no longer: how long theirs lives is written in it (`intake.staff_sessions`).
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

_KEY = "supplier"
#: A page does not write the session anew within this time.
_NOTED_EVERY = dt.timedelta(minutes=5)
_AT_MOST = dt.timedelta(days=1)
View = Callable[..., HttpResponse]


def come_in(request: HttpRequest, email: str) -> None:
    """Note that the owner of `email` is in; the session gets a new key, which nobody knows beforehand."""
    request.session.cycle_key()
    _note(request, email, came_at=timezone.now().isoformat())


def leave(request: HttpRequest) -> None:
    """Forget who was in."""
    request.session.pop(_KEY, None)


def email_of(request: HttpRequest) -> str:
    """Return the email address of who is in, or "" where nobody is, or no longer."""
    noted = request.session.get(_KEY)
    if not noted:
        return ""
    idle = timezone.now() - dt.datetime.fromisoformat(noted["used_at"])
    if idle > dt.timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return ""
    # Who came in before this was noted counts from their last use.
    came_at = noted.get("came_at", noted["used_at"])
    if timezone.now() - dt.datetime.fromisoformat(came_at) > _AT_MOST:
        return ""
    if idle > _NOTED_EVERY:
        _note(request, noted["email"], came_at=came_at)
    return str(noted["email"])


def signed_in(*, otherwise: Callable[..., bool] | None = None) -> Callable[[View], View]:
    """Give a view the argument `email`, of who is in; anybody else is asked to have a link sent.

    Args:
        otherwise: called first where nobody is in; returns whether it has kept what was posted.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            email = email_of(request)
            if email:
                response = view(request, *args, email=email, **kwargs)
            else:
                kept = bool(otherwise and otherwise(request, *args, **kwargs))
                response = _ask(request, kept)
            return private(response)

        return wrapped

    return decorate


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of caches, search engines and other sites' logs."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _ask(request: HttpRequest, kept: bool) -> HttpResponse:
    query = {"next": request.get_full_path()} | ({"kept": "yes"} if kept else {})
    response = HttpResponseRedirect(f"{reverse('suppliers:register')}?{urlencode(query)}")
    response.status_code = 303
    return response


def _note(request: HttpRequest, email: str, *, came_at: str) -> None:
    used_at = timezone.now().isoformat()
    request.session[_KEY] = {"email": email, "came_at": came_at, "used_at": used_at}
