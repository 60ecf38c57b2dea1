"""An email taken apart: from whom, to whom, what it answers, its text and its files; never an error.

Python's older, forgiving parser reads it: the newer one fails on headers as they really come.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from intake.inbound import flowed, headers, html
from intake.inbound.headers import Address

#: Pictures below this size that a text shows are logos and lines of a signature.
_SMALLEST_PICTURE_BYTES = 10 * 1024
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Forwarded-To", "To", "Cc")


@dataclass(frozen=True)
class File:
    """A file that came with an email."""

    name: str
    content: bytes
    content_type: str

    @property
    def is_winmail(self) -> bool:
        """Whether it is Outlook's own wrapping, of which only Outlook reads the files."""
        return self.content_type == "application/ms-tnef" or self.name.lower() == "winmail.dat"


@dataclass(frozen=True)
class Email:
    """An email, taken apart.

    Attributes:
        parsed: Python's own reading of it.
        froms: whom it names as its senders; usually one.
        recipients: the addresses that it was sent or delivered to.
        message_id: its own id, without angle brackets.
        answers: the ids of what it answers, the nearest first.
        text: its text; where it has none, that of its HTML.
        html: its HTML, made harmless, or "".
        text_is_html: whether `text` had to be made from the HTML.
        sealed: whether it is encrypted, or signed in a way that hides its text.
        files: what came with it.
    """

    parsed: Message
    froms: list[Address]
    recipients: list[str]
    subject: str
    message_id: str
    answers: list[str]
    text: str
    html: str
    text_is_html: bool
    sealed: bool
    files: list[File]

    @property
    def sender(self) -> Address:
        """Whom it is from; the first where it names several."""
        return self.froms[0] if self.froms else Address("", "")

    def header(self, name: str) -> str:
        """Return the first header called `name`, or ""."""
        return headers.decoded(raw_header(self.parsed, name))

    def has(self, name: str) -> bool:
        """Return whether it has a header called `name`, an empty one too."""
        return name in self.parsed


def read(raw: bytes) -> Email:
    """Take an email apart, however broken it is."""
    parsed = message_from_bytes(raw)
    leaves = list(_leaves(parsed))
    plain = "\n\n".join(filter(None, (_text(part) for part in leaves if _is_text(part, "text/plain"))))
    markup = html.harmless("\n".join(_text(part) for part in leaves if _is_text(part, "text/html")))
    return Email(
        parsed=parsed,
        froms=headers.addresses(raw_header(parsed, "From")),
        recipients=list(
            dict.fromkeys(
                address.email
                for name in _DELIVERED_TO
                for address in headers.addresses(raw_header(parsed, name))
                if address.email
            )
        ),
        subject=headers.decoded(raw_header(parsed, "Subject")),
        message_id=next(iter(headers.message_ids(raw_header(parsed, "Message-ID"))), ""),
        answers=[
            *headers.message_ids(raw_header(parsed, "In-Reply-To")),
            *reversed(headers.message_ids(raw_header(parsed, "References"))),
        ],
        text=plain or html.as_text(markup),
        html=markup,
        text_is_html=bool(markup and not plain),
        sealed=any(part.get_content_type() in _SEALED for part in parsed.walk()),
        files=[file for part in leaves if (file := _file(part))],
    )


def raw_header(part: Message, name: str) -> str:
    """Return the first header called `name` as it came, or ""."""
    return next((str(value) for key, value in part.raw_items() if key.lower() == name.lower()), "")


def content_of(part: Message) -> bytes:
    """Return what is in a part, decoded; an email that is in it, whole."""
    if part.is_multipart():
        return b"\n".join(_source(inner) for inner in part.get_payload() if isinstance(inner, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _source(part: Message) -> bytes:
    try:
        return bytes(part)
    except (ValueError, LookupError, TypeError, AttributeError):
        # Python reads more than it can write again. The email itself is kept as it came.
        return headers.printable(str(part.get_payload())).encode()


def _leaves(parsed: Message) -> Iterator[Message]:
    """The parts that are no containers; an email within the email is one, and is not looked into."""
    waiting = [parsed]
    while waiting:
        part = waiting.pop(0)
        if part.is_multipart() and part.get_content_maintype() != "message":
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
        else:
            yield part


def _is_text(part: Message, content_type: str) -> bool:
    if _name(part) or part.get_content_disposition() == "attachment" or part.is_multipart():
        return False
    # Whose boundary is missing is no container to the parser: all there is to read is its source.
    is_broken = part.get_content_maintype() == "multipart" and content_type == "text/plain"
    return is_broken or part.get_content_type() == content_type


def _text(part: Message) -> str:
    text = headers.text_in(content_of(part), str(part.get_param("charset", "") or ""))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = flowed.joined(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text.strip()


def _file(part: Message) -> File | None:
    content_type = part.get_content_type()
    if _is_text(part, "text/plain") or _is_text(part, "text/html"):
        return None
    if content_type in _SIGNATURES or content_type == "message/delivery-status":
        return None
    file = File(_name(part) or _made_name(part), content_of(part), content_type)
    is_shown = "Content-ID" in part and part.get_content_disposition() != "attachment"
    if is_shown and content_type.startswith("image/") and len(file.content) < _SMALLEST_PICTURE_BYTES:
        return None
    return file


def _name(part: Message) -> str:
    return headers.decoded(str(part.get_filename() or ""))


def _made_name(part: Message) -> str:
    endings = {"message/rfc822": "eml", "text/calendar": "ics", "image/jpeg": "jpg"}
    kind = part.get_content_type()
    return f"file.{endings.get(kind, kind.rpartition('/')[2])}"
