"""The text of an email as staff read it."""

from django.utils.html import linebreaks

from intake.inbound import quoting
from intake.inbound.quoting import Parts
from intake.inbound.reading import Email

_LONGEST = 50_000
_SEALED = "(The email is encrypted, or sealed with a signature, and cannot be read here.)"
_ONLY_QUOTED = "(The email says nothing new.)"
_EMPTY = "(The email has no text.)"


def parts_of(email: Email) -> Parts:
    """Return what is new in the text of `email`, and what it quotes."""
    text = email.text if len(email.text) <= _LONGEST else f"{email.text[:_LONGEST]}\n(The email goes on.)"
    new, rest = quoting.split(text, subject=email.subject)
    if new:
        return Parts(new, rest)
    if email.sealed:
        return Parts(_SEALED, "")
    return Parts(_ONLY_QUOTED if rest else _EMPTY, rest)


def whole_html(email: Email, parts: Parts) -> str:
    """Return the whole email as harmless HTML, or "" where its text shows all there is."""
    if email.text_is_html:
        return email.html[: 2 * _LONGEST]
    # The text that was split, not the HTML beside it: programs do not always quote the same in both.
    return linebreaks(email.text[:_LONGEST], autoescape=True) if parts.rest else ""
