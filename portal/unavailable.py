"""When the database is away: a page that says so and keeps what was typed, instead of an error."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal import posted_again

logger = logging.getLogger(__name__)

_RETRY_AFTER_SECONDS = "30"


class DatabaseUnavailableMiddleware:
    """Answers 503 to whatever the database was not there for; a form's answers come back to be sent again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Wrap the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page where the database is what failed; anything else stays an error."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logger.error("the database is not there: %s", type(exception).__name__)
        context = posted_again.context(request)
        response = render(request, "portal/unavailable.html", context, status=503)
        response["Retry-After"] = _RETRY_AFTER_SECONDS
        return response
