"""Keeps the sessions of staff alive while they are used, and who owes a second factor at setting it up."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from intake import staff_sessions

#: What who owes a second factor can reach of the staff's pages.
_OPEN = ("/admin/sign-in/", "/admin/login/", "/admin/logout/", "/admin/jsi18n/")


class StaffSessionMiddleware:
    """Stands behind Django's sessions and sign-in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send on who owes a second factor; else answer, and prolong the session."""
        if _is_owing(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        response = self.get_response(request)
        if request.session.accessed:
            staff_sessions.keep(
                request.session,
                is_used=_is_used(request),
                browser=request.headers.get("User-Agent", ""),
            )
        return response


def _is_owing(request: HttpRequest) -> bool:
    """Whether the session is not good for the page; nothing outside /admin/ asks who is signed in."""
    path = request.path_info
    if not path.startswith("/admin/") or path.startswith(_OPEN):
        return False
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return staff_sessions.owes_second_factor(request.session)


def _is_used(request: HttpRequest) -> bool:
    """Whether a person used a page of the staff: one that is open by itself asks for news by a script."""
    return request.path_info.startswith("/admin/") and _is_navigated(request)


def _is_navigated(request: HttpRequest) -> bool:
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
