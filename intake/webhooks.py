"""Webhooks of email providers may post more than people do: a whole email, with its files, in one body."""

import logging
from collections.abc import Callable

from anymail.exceptions import AnymailConfigurationError
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

logger = logging.getLogger(__name__)

_WEBHOOKS = "/anymail/"


class LargeWebhooksMiddleware:
    """Reads a webhook's body up to its own limit; every other body has Django's, which is far smaller."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the body where it is a webhook's and not too large; a form's parts are Django's to read."""
        is_form = request.content_type == "multipart/form-data"
        if (
            request.path.startswith(_WEBHOOKS)
            and not is_form
            and _length(request) <= settings.INBOUND_MAX_BYTES
        ):
            # Django's `body` is what was read before, if anything was.
            request._body = request.read(settings.INBOUND_MAX_BYTES)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 404 at the address of a provider that is not set up: anybody may ask; nothing is broken."""
        if not isinstance(exception, AnymailConfigurationError):
            return None
        logger.warning("a webhook of a provider that is not set up: %s", exception)
        return page_not_found(request, exception)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
