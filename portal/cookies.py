"""The cookies that the site sets, for the privacy notice: each strictly necessary, so none needs consent.

Source: Privacy and Electronic Communications (EC Directive) Regulations 2003, reg. 6(4)(b).
"""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext, ngettext

from enquiries.browser import cookie_name
from portal import message_cookie
from portal.contacts import in_words

_HOUR = 60 * 60
_DAY = 24 * _HOUR


class Cookie(NamedTuple):
    """A cookie: its name, what it is for, and how long a browser keeps it."""

    name: str
    purpose: str
    life: str


def in_use() -> list[Cookie]:
    """Return every cookie that the site may set."""
    hours = settings.SESSION_COOKIE_AGE // _HOUR
    return [
        Cookie(
            cookie_name(),
            gettext("Lets only your browser open a form that you have begun."),
            gettext("It goes when you close your browser."),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            gettext("Makes sure that a form comes from you and not from another site."),
            gettext("It is kept for {time}.").format(time=in_words(settings.CSRF_COOKIE_AGE // _DAY)),
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            gettext(
                "Keeps our staff signed in, and suppliers who have come in by a link. Nobody else gets it."
            ),
            ngettext(
                "It is kept for {hours} hour; a supplier’s for as long after they last used it.",
                "It is kept for {hours} hours; a supplier’s for as long after they last used it.",
                hours,
            ).format(hours=hours),
        ),
        Cookie(
            message_cookie.name(),
            gettext("Tells our staff what became of the button that they pressed. Nobody else gets it."),
            gettext("It goes as soon as the next page has said so."),
        ),
        Cookie(
            "__Host-keys-…" if settings.SITE_IS_HTTPS else "keys-…",
            gettext(
                "Remembers that one of our staff has turned keyboard shortcuts off. Nobody else gets it."
            ),
            gettext("It is kept for a year, or until they turn them on again."),
        ),
    ]
