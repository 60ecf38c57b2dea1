"""System checks that fail loudly on settings a production cannot work with."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from intake import mailbox, scanner
from intake.screening.scoring import POINTS


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
    if settings.COMPANIES_HOUSE_API_KEY and not settings.COMPANIES_HOUSE_URL.startswith("https://"):
        errors.append(
            Error("COMPANIES_HOUSE_URL must begin with https://: the key goes there.", id="portal.E006")
        )
    if settings.EMAIL_BACKEND.startswith("anymail.") and not _webhooks_are_verified():
        errors.append(
            Error(
                "ANYMAIL_WEBHOOK_SECRET must be set, or the key with which the provider signs its webhooks.",
                hint="ANYMAIL_WEBHOOK_SECRET=name:password, both random; the webhook's address has them too.",
                id="portal.E005",
            )
        )
    return errors


#: How anymail calls the keys with which providers sign their webhooks.
_SIGNING_KEYS = (
    "MAILERSEND_SIGNING_SECRET",
    "MAILGUN_WEBHOOK_SIGNING_KEY",
    "MAILGUN_API_KEY",
    "MAILTRAP_SIGNING_SECRET",
    "MANDRILL_WEBHOOK_KEY",
    "POSTAL_WEBHOOK_KEY",
    "RESEND_SIGNING_SECRET",
    "SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",
    "UNISENDER_GO_API_KEY",
)


def _webhooks_are_verified() -> bool:
    """Whether anybody but the provider is refused at /anymail/: by a shared secret, or by its signature."""
    provider = settings.EMAIL_BACKEND.split(".")[2].upper()
    signing = [name for name in _SIGNING_KEYS if name.startswith(f"{provider}_")]
    return any(settings.ANYMAIL.get(name) for name in ("WEBHOOK_SECRET", *signing))


@register(Tags.security)
def sign_in_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where staff of a production would sign in with a password alone."""
    if settings.STAFF_SECOND_FACTOR not in ("on", "off"):
        return [Error("STAFF_SECOND_FACTOR must be on or off.", id="portal.E030")]
    if settings.STAFF_SECOND_FACTOR == "off" and not settings.EMBEDDED:
        return [Error("STAFF_SECOND_FACTOR may be off in the embedded default only.", id="portal.E031")]
    return []


@register(Tags.security)
def spam_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where points are given to something that is no sign of spam."""
    unknown = sorted(set(settings.SPAM_POINTS) - set(POINTS))
    if not unknown:
        return []
    return [
        Error(
            f"SPAM_POINTS names what is no sign: {', '.join(unknown)}.",
            hint=f"The signs are {', '.join(POINTS)}.",
            id="portal.E020",
        )
    ]


@register(Tags.security)
def scanner_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error where the virus scanner's address is none: no file could ever be opened."""
    if not settings.CLAMAV_URL:
        return []
    try:
        scanner.address(settings.CLAMAV_URL)
    except ValueError as error:
        return [Error(f"{error}.", id="portal.E007")]
    return []


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


@register(Tags.security)
def directory_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return an error for each setting without which nobody could sign in through the directory."""
    given = {name: getattr(settings, name) for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
    if not settings.OIDC_SERVER_URL:
        return [
            Error(f"{name} is set, but OIDC_SERVER_URL is not: the provider’s address.", id="portal.E040")
            for name, value in given.items()
            if value
        ]
    errors: list[CheckMessage] = [
        Error(f"{name} must be set: the provider gives it to you.", id="portal.E041")
        for name, value in given.items()
        if not value
    ]
    address = urlsplit(settings.OIDC_SERVER_URL)
    on_this_machine = address.scheme == "http" and address.hostname in ("localhost", "127.0.0.1", "::1")
    if not address.hostname or not (address.scheme == "https" or on_this_machine):
        errors.append(
            Error(
                "OIDC_SERVER_URL must begin with https://.",
                hint="For example https://login.microsoftonline.com/<tenant>/v2.0 or https://accounts.google.com.",
                id="portal.E042",
            )
        )
    if not settings.OIDC_GROUPS_CLAIM:
        errors.append(Error("OIDC_GROUPS_CLAIM must name the claim with the groups.", id="portal.E043"))
    shared = address.hostname == "login.microsoftonline.com" and address.path.strip("/").split("/")[0]
    if shared in ("common", "organizations", "consumers"):
        errors.append(
            Error(
                "OIDC_SERVER_URL must name your own tenant: this one is every organisation’s.",
                id="portal.E044",
            )
        )
    return errors
