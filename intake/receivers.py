"""Signals of anymail, simple_history and sign-in, handed on: the only signal receivers in the house."""

import hashlib
from email import policy
from typing import Any

from allauth.mfa import signals as second_factors
from allauth.mfa.models import Authenticator
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent, inbound, tracking
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from simple_history.signals import post_create_historical_record

from intake import events, signing_in, staff_sessions, storable
from intake.audit import changes
from intake.inbound import storing

#: Headers as they came: nothing is folded anew, which strange ones do not survive.
_AS_IT_CAME = policy.default.clone(refold_source="none")


@receiver(tracking, dispatch_uid="intake.tracking")
def on_tracking(sender: Any, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """Store what a provider tells of an email."""
    events.store(event, esp_name)


@receiver(inbound, dispatch_uid="intake.inbound")
def on_inbound(sender: Any, event: AnymailInboundEvent, esp_name: str, **kwargs: Any) -> None:
    """Store an email that came in."""
    recipient = str(event.message.envelope_recipient or "").strip()
    storing.store(
        _raw(event.message),
        source=esp_name,
        key=f"{esp_name}:{_digest(event, recipient)}",
        envelope_recipient=recipient,
    )


@receiver(post_create_historical_record, dispatch_uid="intake.audit")
def on_past_version(sender: Any, instance: Any, history_instance: Any, **kwargs: Any) -> None:
    """Record a change of the configuration."""
    changes.note(instance, history_instance)


@receiver(user_logged_in, dispatch_uid="intake.signed_in")
def on_signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Begin a session of staff."""
    staff_sessions.begin(request.session, user=user, browser=request.headers.get("User-Agent", ""))
    signing_in.signed_in(user)


@receiver(user_logged_out, dispatch_uid="intake.signed_out")
def on_signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """End a session of staff."""
    staff_sessions.left(request.session)
    if user:
        signing_in.signed_out(user)


@receiver(second_factors.authenticator_added, dispatch_uid="intake.second_factor_added")
def on_second_factor_added(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Record a further second factor; recovery codes come with the first by themselves."""
    if authenticator.type in signing_in.FACTORS:
        signing_in.second_factor_added(user)


@receiver(second_factors.authenticator_removed, dispatch_uid="intake.second_factor_removed")
def on_second_factor_removed(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Record one second factor less."""
    if authenticator.type in signing_in.FACTORS:
        signing_in.second_factor_removed(user)


@receiver(second_factors.authenticator_reset, dispatch_uid="intake.recovery_codes_renewed")
def on_recovery_codes_renewed(sender: Any, user: User, **kwargs: Any) -> None:
    """Record that the old recovery codes are void."""
    signing_in.recovery_codes_renewed(user)


@receiver(second_factors.authenticator_used, dispatch_uid="intake.second_factor_used")
def on_second_factor_used(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Record that a recovery code is spent."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        signing_in.recovery_code_used(user)


@receiver(second_factors.authentication_failed, dispatch_uid="intake.second_factor_failed")
def on_second_factor_failed(sender: Any, user: User, **kwargs: Any) -> None:
    """Record that a code was wrong."""
    signing_in.failed(user)


def _raw(message: AnymailInboundMessage) -> bytes:
    """The email's source, with the sender on its envelope on top, as a mail server that delivers it does."""
    try:
        source = message.as_bytes(policy=_AS_IT_CAME)
    except (ValueError, LookupError, TypeError, AttributeError):
        source = _written_plainly(message)
    if message.envelope_sender is None or "Return-Path" in message:
        return source
    sender = "".join(storable.text(message.envelope_sender).split()).strip("<>")
    return f"Return-Path: <{sender}>\n".encode() + source


def _written_plainly(message: AnymailInboundMessage) -> bytes:
    """The headers and all that is text: some broken emails Python reads, and cannot write again."""
    headers = [
        f"{name}: {' '.join(str(value).split())}"
        for name, value in message.raw_items()
        if not name.lower().startswith("content-")
    ]
    texts = [str(part.get_payload()) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*headers, "", *texts]).encode("utf-8", "surrogateescape")


def _digest(event: AnymailInboundEvent, recipient: str) -> str:
    """What names the email: its own Message-ID with what else is the same whenever it is posted again.

    Not every provider has an id for it, or the same one again; nor is its source always the same.
    """
    message = event.message
    headers = {name.lower(): str(value) for name, value in message.raw_items()}
    named = [headers.get(name, "") for name in ("message-id", "date", "from", "subject")]
    if not named[0]:
        named = [str(event.event_id or ""), *named, message.text or message.html or ""]
    return hashlib.sha256("\n".join([recipient.lower(), *named]).encode("utf-8", "replace")).hexdigest()
