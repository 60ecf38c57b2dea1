"""A private file's answer to a browser: always a download, never a page of ours."""

from django.http import FileResponse, Http404

from intake.models import Attachment


def as_download(attachment: Attachment) -> FileResponse:
    """Return `attachment` as a download that no browser shows, sniffs or runs.

    Raises:
        Http404: the file is gone from the storage, or the virus scanner found something in it.
    """
    if attachment.scan == Attachment.Scan.INFECTED:
        raise Http404("The virus scanner found something in this file.")
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404("This file is gone.") from error
    response = FileResponse(
        file, as_attachment=True, filename=attachment.name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
