"""How a try to send ended: the only place that knows the errors of providers and their libraries."""

import datetime as dt
import smtplib
import socket
import ssl
from email.utils import parsedate_to_datetime
from enum import Enum

import requests
from anymail.exceptions import AnymailAPIError, AnymailError
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.mail import BadHeaderError
from django.utils import timezone
from urllib3.exceptions import NewConnectionError

_LONGEST_ASKED_SECONDS = 60 * 60
_KEY_REFUSED_HTTP = {401, 403}
_PASSING_HTTP = {408, 429, 500, 502, 503, 504}
_NEVER_SENDABLE = (
    ValidationError,
    BadHeaderError,
    ImproperlyConfigured,
    ImportError,
    FileNotFoundError,
    smtplib.SMTPNotSupportedError,
)
_NEVER_CONNECTED = (
    requests.ConnectTimeout,
    requests.exceptions.SSLError,
    ssl.SSLCertVerificationError,
    ConnectionRefusedError,
    socket.gaierror,
)


class Ending(Enum):
    """How a try that raised an error ended."""

    TEMPORARY = "a definite refusal that may pass"
    KEY_REFUSED = "our own key or password is refused"
    AMBIGUOUS = "nobody knows whether the provider took it"
    PERMANENT = "a refusal that will not pass"


def ending_of(error: Exception) -> Ending:
    """Return how a try that raised `error` ended. The only place that knows providers' errors."""
    if isinstance(error, _NEVER_SENDABLE):
        return Ending.PERMANENT
    if isinstance(error, AnymailError) and not isinstance(error, AnymailAPIError):
        return Ending.PERMANENT
    if _never_connected(error):
        return Ending.TEMPORARY
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Ending.KEY_REFUSED
    smtp_code = _smtp_code(error)
    if smtp_code >= 400:
        return Ending.TEMPORARY if smtp_code < 500 else Ending.PERMANENT
    http_status = getattr(error, "status_code", None) or 0
    if http_status in _KEY_REFUSED_HTTP:
        return Ending.KEY_REFUSED
    if http_status >= 400:
        return Ending.TEMPORARY if http_status in _PASSING_HTTP else Ending.PERMANENT
    return Ending.AMBIGUOUS


def _never_connected(error: Exception) -> bool:
    """Whether the connection was never made, so that nothing can have been sent."""
    if isinstance(error, _NEVER_CONNECTED):
        return True
    # requests wraps urllib3's error, which says whether there was a connection; its own type does not.
    wrapped = error.__cause__ if isinstance(error, AnymailAPIError) else error
    reason = getattr(next(iter(getattr(wrapped, "args", ())), None), "reason", None)
    return isinstance(reason, NewConnectionError)


def _smtp_code(error: Exception) -> int:
    """The code of an SMTP server's refusal, or 0. Each email has one recipient only: one code says all."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((code for code, _ in error.recipients.values()), 0)
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def retry_after(error: Exception) -> dt.timedelta:
    """Return how long the provider asks us to wait (RFC 9110 section 10.2.3), an hour at most."""
    headers = getattr(getattr(error, "response", None), "headers", {})
    asked = str(headers.get("Retry-After", "")).strip()
    if asked.isdecimal():
        seconds = float(asked[:6])
    else:
        try:
            seconds = (parsedate_to_datetime(asked) - timezone.now()).total_seconds()
        except (TypeError, ValueError):
            return dt.timedelta()
    return dt.timedelta(seconds=min(max(seconds, 0), _LONGEST_ASKED_SECONDS))
