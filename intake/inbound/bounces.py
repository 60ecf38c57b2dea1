"""What a mail server reports (RFC 3464): an email of ours that did not arrive."""

import re
import uuid
from dataclasses import dataclass
from email import message_from_string
from email.message import Message as ParsedMessage

from django.conf import settings

from intake.inbound import headers, threads
from intake.inbound.reading import Email, content_of, raw_header


@dataclass(frozen=True)
class Report:
    """A mail server's report.

    Attributes:
        message_uuid: the message of ours that it is about, if it says so.
        has_failed: whether it was given up; a report may also say that it is late, or was delivered or read.
        recipient: whom it did not reach.
        words: the server's own.
    """

    message_uuid: uuid.UUID | None
    has_failed: bool
    recipient: str
    words: str


def read(email: Email) -> Report:
    """Read a mail server's report."""
    fields = [part for part in email.parsed.walk() if raw_header(part, "Action")]
    failed = next((part for part in fields if _said(part, "Action").lower().startswith("failed")), None)
    said = failed or (fields[0] if fields else None)
    words = [_said(said, name) for name in ("Status", "Diagnostic-Code")] if said else [email.subject]
    return Report(
        message_uuid=_original(email),
        has_failed=failed is not None,
        recipient=_said(said, "Final-Recipient").rpartition(";")[2].strip()[:254] if said else "",
        words=" ".join(filter(None, words))[:2000],
    )


def _said(part: ParsedMessage, name: str) -> str:
    return headers.decoded(raw_header(part, name))


def _original(email: Email) -> uuid.UUID | None:
    """The id of the email of ours that came back: by its own headers, else by wherever the report has it."""
    ids = [each for part in email.parsed.walk() for each in _ids_of_original(part)]
    domain = re.escape(settings.SITE_HOST)
    ids += email.answers + re.findall(rf"<([0-9a-fA-F-]{{36}}@{domain})>", email.text)
    return next(filter(None, map(threads.our_uuid, ids)), None)


def _ids_of_original(part: ParsedMessage) -> list[str]:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return [
            found
            for inner in part.get_payload()
            if isinstance(inner, ParsedMessage)
            for found in headers.message_ids(raw_header(inner, "Message-ID"))
        ]
    if part.get_content_type() == "text/rfc822-headers":
        original = message_from_string(headers.text_in(content_of(part), "utf-8"))
        return headers.message_ids(raw_header(original, "Message-ID"))
    return []
