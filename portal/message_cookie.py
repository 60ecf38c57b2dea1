"""What became of the button that somebody pressed, kept until their next page says it: in a cookie."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    """Django's, which a neighbouring host can neither set nor read (RFC 6265bis 4.1.3)."""

    @property
    def cookie_name(self) -> str:  # type: ignore[override]
        """Return its name, with the prefix where there is HTTPS."""
        return name()


class MessageStorage(FallbackStorage):
    """In the cookie; in the session what is too long for one."""

    storage_classes = (MessageCookie, SessionStorage)


def name() -> str:
    """Return the cookie's name."""
    return "__Host-messages" if settings.SITE_IS_HTTPS else "messages"
