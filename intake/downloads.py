"""A private file's answer to a browser: always a download, never a page of ours, by a link that soon ends.

Access is decided by who asks for it. The link's signature is for one file and one person as well and lasts an
hour, so that an address copied out of a page, a log or a history opens nothing to anybody.
"""

import datetime as dt
import uuid
from typing import IO

from django.core import signing
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from intake import scanner
from intake.models import Attachment, InboundEmail

LINK_LIFE = dt.timedelta(hours=1)
#: The parameter of an address that holds the signature.
SIGNATURE = "signature"
_EMAIL_PATIENCE_SECONDS = 20.0
_SIGNER = signing.TimestampSigner(salt="intake.downloads")


def signature(file: uuid.UUID, person: str) -> str:
    """Return what opens `file` to `person`, as `staff`, `sender` or `supplier` name them, for an hour."""
    return _SIGNER.sign(_signed(file, person)).removeprefix(_signed(file, person) + _SIGNER.sep)


def is_signed(file: uuid.UUID, person: str, given: str) -> bool:
    """Return whether `given` is the signature of `file` for `person`, and not over."""
    try:
        _SIGNER.unsign(_signed(file, person) + _SIGNER.sep + given, max_age=LINK_LIFE)
    except signing.BadSignature:
        return False
    return True


def staff(user_id: object) -> str:
    """Name a member of staff."""
    return f"staff {user_id}"


def sender(token: str) -> str:
    """Name who follows a submission by a link."""
    return f"sender {token}"


def supplier(email: str) -> str:
    """Name who is in for a supplier."""
    return f"supplier {email}"


def as_download(attachment: Attachment) -> FileResponse:
    """Return `attachment` as a download that no browser shows, sniffs or runs.

    Raises:
        Http404: the file is gone from the storage, or may not be opened: it was not scanned for viruses yet
            or could not be, or there is one in it.
    """
    if not attachment.may_be_opened:
        raise Http404("Nobody can open this file.")
    return _download(_opened(attachment.file), attachment.name, attachment.content_type)


def email_as_download(email: InboundEmail) -> FileResponse:
    """Return an email as it came, for a mail program, with files in it that were never kept on their own.

    It is scanned for viruses at this moment, where there is a scanner.

    Raises:
        Http404: it is gone from the storage, was erased after its time, or the scanner finds a virus in
            it or does not answer.
    """
    if not email.raw:
        raise Http404("This email is kept without the file that it came in.")
    if scanner.is_configured():
        _require_clean(email)
    return _download(_opened(email.raw), f"email-{email.stored_at:%Y-%m-%d}-{email.pk}.eml", "message/rfc822")


def _require_clean(email: InboundEmail) -> None:
    try:
        with _opened(email.raw):
            verdict = scanner.scan(email.raw.chunks(), patience=_EMAIL_PATIENCE_SECONDS).verdict
    except scanner.Unavailable as error:
        raise Http404("This email cannot be checked for viruses at the moment.") from error
    if verdict != scanner.Verdict.CLEAN:
        raise Http404("The virus scanner found something in this email.")


def _signed(file: uuid.UUID, person: str) -> str:
    return f"{file} {person}"


def _opened(file: FieldFile) -> IO[bytes]:
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404("This file is gone.") from error


def _download(content: IO[bytes], name: str, content_type: str) -> FileResponse:
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
