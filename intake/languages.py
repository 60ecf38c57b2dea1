"""Languages: that of who asks, that of who sent something, and English, which staff read."""

from django.conf import settings
from django.utils import translation

#: How pages and emails name the language that Django calls "en-gb".
_NAMES = {"en-gb": "en"}


def asked_for() -> str:
    """Return the language in which the person is answered who asks for something now."""
    return known(translation.get_language() or "")


def known(language: str) -> str:
    """Return `language`, or English where the portal does not speak it, or no longer."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_english() -> translation.override:
    """Return a context in which texts are those that staff read, and what is kept of answers is."""
    return translation.override(settings.LANGUAGE_CODE)


def name_in_html() -> str:
    """Return the language of the page or email that is being made, as HTML names it."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return _NAMES.get(language, language)


def is_right_to_left() -> bool:
    """Return whether the page or email that is being made is read from right to left."""
    return translation.get_language_bidi()
