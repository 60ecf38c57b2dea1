"""Languages: that of who asks, that of who sent something, and English, which staff read."""

from django.conf import settings
from django.utils import translation


def asked_for() -> str:
    """Return the language in which the person is answered who asks for something now."""
    return known(translation.get_language() or "")


def known(language: str) -> str:
    """Return `language`, or English where the portal does not speak it, or no longer."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def in_english() -> translation.override:
    """Return a context in which texts are those that staff read, and what is kept of answers is."""
    return translation.override(settings.LANGUAGE_CODE)
