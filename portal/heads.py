"""A head that no body can have is refused, before anything counts with it or reads by it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class HeadsMiddleware:
    """Refuses a body of a length that is none (RFC 9110 section 8.6), or in an encoding that nobody reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on, unless the head is no good."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (str(length).isascii() and str(length).isdigit()):
            raise BadRequest("a request with a Content-Length that is no number")
        if not _is_readable((request.content_params or {}).get("charset") or "utf-8"):
            raise BadRequest("a request in an encoding that cannot be read")
        return self.get_response(request)


def _is_readable(encoding: str) -> bool:
    """Return whether it is one of text, which is read whatever its bytes are."""
    try:
        b"\xff".decode(encoding, "replace")
    except (LookupError, ValueError):
        return False
    return True
