"""A private file's answer to a browser: always a download, never a page of ours."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from intake.models import Attachment, InboundEmail


def as_download(attachment: Attachment) -> FileResponse:
    """Return `attachment` as a download that no browser shows, sniffs or runs.

    Raises:
        Http404: the file is gone from the storage, or the virus scanner found something in it.
    """
    if attachment.scan == Attachment.Scan.INFECTED:
        raise Http404("The virus scanner found something in this file.")
    return _download(attachment.file, attachment.name, attachment.content_type)


def email_as_download(email: InboundEmail) -> FileResponse:
    """Return an email as it came, for a mail program; what is in it was not scanned.

    Raises:
        Http404: it is gone from the storage, or was erased after its time.
    """
    if not email.raw:
        raise Http404("This email is kept without the file that it came in.")
    return _download(email.raw, f"email-{email.stored_at:%Y-%m-%d}-{email.pk}.eml", "message/rfc822")


def _download(file: FieldFile, name: str, content_type: str) -> FileResponse:
    try:
        content = file.open("rb")
    except FileNotFoundError as error:
        raise Http404("This file is gone.") from error
    response = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
