"""A body of a length that is no number: refused (RFC 9110 section 8.6), before anything counts with it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class ContentLengthMiddleware:
    """Refuses what says that it is of no length that there is; servers may let it through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, unless the length is none."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (str(length).isascii() and str(length).isdigit()):
            raise BadRequest("a request with a Content-Length that is no number")
        return self.get_response(request)
