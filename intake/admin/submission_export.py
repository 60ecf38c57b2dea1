"""A list of submissions as a file: parses the list's address, and answers row by row."""

from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from intake import access, exporting, submission_export
from intake.admin.asked import asked_by


def export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Answer with all that a list's address asks for, as CSV or as an Excel workbook."""
    user = access.signed_in(request.user)
    made = submission_export.begin(
        user=user, criteria=asked_by(request.GET, user).criteria, file_format=file_format
    )
    response: HttpResponseBase
    if file_format == submission_export.Format.CSV:
        lines = exporting.csv_lines(made.headers, made.rows)
        response = StreamingHttpResponse(lines, content_type=exporting.CSV)
    else:
        workbook = exporting.xlsx(made.headers, made.rows, title="Submissions")
        response = FileResponse(workbook, content_type=exporting.XLSX)
    exporting.mark_as_download(response, f"submissions-{timezone.localdate():%Y-%m-%d}.{file_format}")
    return response
