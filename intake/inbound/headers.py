"""Headers as people read them, whatever was done to them on their way."""

import binascii
import re
from email.utils import getaddresses
from itertools import groupby
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_LONGEST = 20_000
_IDS_AT_MOST = 50
_WORD = re.compile(r"=\?([^?\s]+)\?([BbQq])\?([^?]*)\?=")
_WORDS = re.compile(rf"{_WORD.pattern}(?:\s*{_WORD.pattern})*")
#: Python knows encodings besides these, which are no charset of any email and not safe on a stranger's bytes.
_CHARSET = re.compile(r"(utf|us-ascii|ascii|iso|windows|cp|koi8|big5|gb|euc|shift|mac|latin|hz|tis)")


class Address(NamedTuple):
    """A name, as given, and an email address in small letters; either may be empty."""

    name: str
    email: str


def decoded(raw: str) -> str:
    """Return a header's text on one line, with its encoded words (RFC 2047) read and 8-bit letters kept."""
    text = _eight_bits(raw)
    return printable(" ".join(_WORDS.sub(_of_words, text).split()))


def addresses(raw: str) -> list[Address]:
    """Return the addresses of a header; what is no email address is left out unless it has a name."""
    # Names are decoded last: a decoded comma or angle bracket would be taken for the header's own.
    try:
        pairs = getaddresses([_eight_bits(raw)])
    except (RecursionError, IndexError):
        # Comments within comments within comments: nothing that a person's program writes.
        return []
    found = [Address(decoded(name)[:200], _email(address)) for name, address in pairs]
    return [address for address in found if address.name or address.email]


def message_ids(raw: str) -> list[str]:
    """Return the message ids in a header, without their angle brackets."""
    return re.findall(r"<([^<>\s]{1,250})>", _eight_bits(raw))[:_IDS_AT_MOST]


def text_in(content: bytes, charset: str) -> str:
    """Return bytes as text: by the charset that is declared, else by what they most probably are.

    What calls itself ISO-8859-1 is read as Windows-1252, which has it all and is what such mailers mean.
    """
    name = charset.strip().lower()
    if name in ("iso-8859-1", "iso8859-1", "latin1", "latin-1"):
        name = "cp1252"
    for encoding in filter(_CHARSET.match, [name, "utf-8", "cp1252"]):
        try:
            return printable(content.decode(encoding))
        except (LookupError, ValueError):
            continue
    return printable(content.decode("cp1252", "replace"))


def printable(text: str) -> str:
    """Return `text` without what no text has: control characters, and halves of a letter."""
    lines = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ud800-\udfff\ufeff]", "", lines)


def _eight_bits(raw: str) -> str:
    """Undo how Python's parser marks bytes that are not ASCII."""
    return text_in(raw[:_LONGEST].encode("utf-8", "surrogateescape"), "utf-8")


def _of_words(run: re.Match[str]) -> str:
    words = [(charset, _bytes(how, text)) for charset, how, text in _WORD.findall(run[0])]
    # One letter's bytes may be split between two words.
    return "".join(
        text_in(b"".join(content for _, content in group), charset.partition("*")[0])
        for charset, group in groupby(words, key=lambda word: word[0].lower())
    )


def _bytes(how: str, text: str) -> bytes:
    plain = text.encode("utf-8")
    if how in "Qq":
        return binascii.a2b_qp(plain, header=True)
    try:
        return binascii.a2b_base64(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return plain


def _email(address: str) -> str:
    email = "".join(address.split()).lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= 254 else ""
