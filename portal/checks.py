"""System checks that fail loudly on settings a production cannot work with."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from intake import mailbox


@register(Tags.security)
def production_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each setting that production needs and the environment does not give.

    The embedded default (no `DATABASE_URL`) has a working value for each and is never refused.
    """
    errors: list[CheckMessage] = []
    if urlsplit(settings.SITE_URL).scheme not in ("http", "https"):
        errors.append(Error("SITE_URL must begin with http:// or https://.", id="portal.E001"))
    if settings.EMBEDDED:
        return errors
    if len(settings.SECRET_KEY) < 50:
        errors.append(
            Error(
                "SECRET_KEY must be set to at least 50 random characters.",
                hint='python3 -c "import secrets; print(secrets.token_urlsafe(50))"',
                id="portal.E002",
            )
        )
    if not settings.EMAIL_BACKEND:
        errors.append(
            Error(
                "EMAIL_BACKEND must name the email provider's backend.",
                hint="For example anymail.backends.mailgun.EmailBackend, with its ANYMAIL_... settings.",
                id="portal.E003",
            )
        )
    if not settings.DEFAULT_FROM_EMAIL:
        errors.append(Error("DEFAULT_FROM_EMAIL must be an address of yours.", id="portal.E004"))
    return errors


@register(Tags.security)
def inbound_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each setting of email that comes in with which none would."""
    errors: list[CheckMessage] = []
    if settings.INBOUND_DOMAIN and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", settings.INBOUND_DOMAIN):
        errors.append(Error("INBOUND_DOMAIN must be a domain, such as in.example.org.", id="portal.E010"))
    for name, url in settings.INBOUND_IMAP.items():
        try:
            mailbox.address_of(url)
        except ValueError as error:
            errors.append(Error(f"INBOUND_IMAP_{name} {error}.", id="portal.E011"))
    return errors
