"""Webhooks of email providers may post more than people do: a whole email, with its files, in one body.

What is posted may also be broken, or not what anymail expects: an email is kept then as it was posted, for
people to look at, and anything else is refused. An error of ours stays one, so that the provider posts again.
"""

import hashlib
import logging
from collections.abc import Callable
from email.errors import MessageError
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailConfigurationError
from anymail.signals import tracking
from anymail.webhooks.base import AnymailCoreWebhookView
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.views.defaults import page_not_found

from intake.inbound import storing

logger = logging.getLogger(__name__)

_WEBHOOKS = "/anymail/"
#: What anymail, and Python's email package, raise of a post that is not as they expect it.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)


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


class _Forgiving(AnymailCoreWebhookView):
    """A webhook of anymail's, of which no post ends in an error because of what it says."""

    def run_validators(self, request: HttpRequest) -> None:
        """Refuse what cannot be signed, as nothing can be read in it."""
        try:
            super().run_validators(request)
        except (AnymailAPIError, *_BROKEN) as error:
            raise _refusal(error) from None

    def parse_events(self, request: HttpRequest) -> list[Any]:
        """Return what is told; of an email that cannot be read, which is kept as it came, nothing is."""
        try:
            return list(super().parse_events(request))
        except (AnymailAPIError, *_BROKEN) as error:
            # Anymail's own error may also be of a server that it asks for the email: that one may pass.
            if isinstance(error, AnymailAPIError) and not isinstance(error.__cause__, _BROKEN):
                raise
            if self.signal is tracking:
                raise _refusal(error) from None
            _keep(request, self.esp_name, error)
            return []


def forgiving(view_class: type[AnymailCoreWebhookView]) -> Callable[..., Any]:
    """Return the view of a webhook of anymail's, with what a broken post comes to."""
    return type(view_class.__name__, (_Forgiving, view_class), {}).as_view()  # type: ignore[attr-defined]


def _refusal(error: Exception) -> BadRequest:
    # Its own words may be those of a person.
    return BadRequest(f"a webhook was posted what cannot be read ({type(error).__name__})")


def _keep(request: HttpRequest, provider: str, error: Exception) -> None:
    raw = _as_posted(request)
    storing.store_unread(
        raw,
        source=provider,
        key=f"{provider}:unread:{hashlib.sha256(raw).hexdigest()}",
        error=f"{type(error).__name__}: {error}",
    )
    logger.error("an email that was posted cannot be read (%s)", type(error).__name__)


def _as_posted(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RawPostDataException:
        # A form with files, which Django has taken apart already: its fields, and its files as they are.
        fields = [(name, value.encode()) for name, values in request.POST.lists() for value in values]
        files = [(name, file.read()) for name, files in request.FILES.lists() for file in files]
        return b"\n\n".join(name.encode() + b": " + content for name, content in fields + files)
