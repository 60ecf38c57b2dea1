"""The headers of every answer that no middleware of Django's or of a library's sets."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class HeadersMiddleware:
    """Keeps other sites from loading what is ours, and others at this browser from reading staff's pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the headers."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SITE_IS_HTTPS:
            # Where browsers report what the content security policy made them refuse.
            response.headers["Reporting-Endpoints"] = f'csp="{settings.CSP_REPORTS}"'
        # A few of the admin's own pages say nothing of it, such as that of a new password.
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and request.path_info.startswith(reverse("admin:index")):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
