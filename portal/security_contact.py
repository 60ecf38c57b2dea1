"""Whom to tell of a hole in the portal, for people and machines that look for one (RFC 9116)."""

import datetime as dt

from django.conf import settings

#: RFC 9116, 2.5.5: less than a year ahead.
_HOLDS = dt.timedelta(days=180)


def text(*, now: dt.datetime) -> str:
    """Return the file's text; it expires half a year after the day of `now`, counted in UTC."""
    expires = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0) + _HOLDS
    fields = {
        "Contact": settings.SECURITY_CONTACT or f"{settings.SITE_URL}/contacts/",
        "Expires": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "en",
        "Canonical": f"{settings.SITE_URL}/.well-known/security.txt",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())
