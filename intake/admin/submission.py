"""Submissions in the admin: the worklist, a submission's page, its attachments and emails.

Nothing is added or deleted here.
"""

from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, re_path

from intake import access, audit, downloads, kinds
from intake.admin import submission_urls
from intake.admin.bulk_pages import bulk_page, job_page
from intake.admin.figures_page import figures_page, report_as_pdf, report_page, table_as_csv
from intake.admin.list_changes import list_changes
from intake.admin.list_settings import choose_columns, views_page
from intake.admin.permissions import MadeElsewhere
from intake.admin.submission_export import export
from intake.admin.submission_list import submission_list
from intake.admin.submission_page import submission_page
from intake.admin.writing import canned_view, draft_view, picture_view, presence_view
from intake.models import Attachment, Submission


@admin.register(Submission)
class SubmissionAdmin(MadeElsewhere, admin.ModelAdmin):
    """Triage; what a person may see is `access`'s to say, with no model permission."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses there are."""
        protect = self.admin_site.admin_view
        return [
            path("", protect(self.list_view), name="intake_submission_changelist"),
            re_path(
                r"^export\.(?P<file_format>csv|xlsx)$",
                protect(self.export_view),
                name="intake_submission_export",
            ),
            path("figures/", protect(self.figures_view), name="intake_submission_figures"),
            path("figures/report/", protect(self.report_view), name="intake_submission_report"),
            path("figures/report.pdf", protect(self.report_file_view), name="intake_submission_report_pdf"),
            path("figures/<slug:slug>.csv", protect(self.table_view), name="intake_submission_figures_csv"),
            path("changes/", protect(self.changes_view), name="intake_submission_changes"),
            path("columns/", protect(self.columns_view), name="intake_submission_columns"),
            path("views/", protect(self.saved_views_view), name="intake_submission_views"),
            path("bulk/", protect(self.bulk_view), name="intake_submission_bulk"),
            path("bulk/<int:job_id>/", protect(self.job_view), name="intake_submission_job"),
            path("<int:submission_id>/change/", protect(self.page_view), name="intake_submission_change"),
            path(
                "attachments/<uuid:uuid>/", protect(self.attachment_view), name="intake_submission_attachment"
            ),
            path("attachments/<uuid:uuid>/picture/", protect(picture_view), name="intake_submission_picture"),
            path("<int:submission_id>/draft/", protect(draft_view), name="intake_submission_draft"),
            path("<int:submission_id>/presence/", protect(presence_view), name="intake_submission_presence"),
            path(
                "<int:submission_id>/canned/<int:template_id>/",
                protect(canned_view),
                name="intake_submission_canned",
            ),
            path("emails/<uuid:uuid>/", protect(self.email_view), name="intake_submission_email"),
            *submission_urls.beside(self.admin_site),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the list."""
        return submission_list(request, self.admin_site)

    def export_view(self, request: HttpRequest, file_format: str) -> HttpResponseBase:
        """Send what a list holds as a file."""
        return export(request, file_format)

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        """Show the figures of a period."""
        return figures_page(request, self.admin_site)

    def table_view(self, request: HttpRequest, slug: str) -> HttpResponseBase:
        """Send one table of the figures as a file."""
        return table_as_csv(request, slug)

    def report_view(self, request: HttpRequest) -> HttpResponse:
        """Show a queue's month on one page, for print."""
        return report_page(request, self.admin_site)

    def report_file_view(self, request: HttpRequest) -> HttpResponse:
        """Send a queue's month as a file."""
        return report_as_pdf(request)

    def desk_view(self, request: HttpRequest, extra_context: dict[str, Any]) -> HttpResponse:
        """Show the list as the first page of the staff's site."""
        return submission_list(request, self.admin_site, extra_context)

    def changes_view(self, request: HttpRequest) -> HttpResponse:
        """Say what has happened to a page of the list since it was shown."""
        return list_changes(request)

    def columns_view(self, request: HttpRequest) -> HttpResponse:
        """Keep the person's columns."""
        return choose_columns(request)

    def saved_views_view(self, request: HttpRequest) -> HttpResponse:
        """Show, save or delete views."""
        return views_page(request, self.admin_site)

    def bulk_view(self, request: HttpRequest) -> HttpResponse:
        """Change many submissions at once, or show one's latest such changes."""
        return bulk_page(request, self.admin_site)

    def job_view(self, request: HttpRequest, job_id: int) -> HttpResponse:
        """Show how far a change of many submissions is, or stop it."""
        return job_page(request, self.admin_site, job_id)

    def page_view(self, request: HttpRequest, submission_id: int) -> HttpResponse:
        """Show a submission, or do one action."""
        return submission_page(request, self.admin_site, submission_id)

    def attachment_view(self, request: HttpRequest, uuid: UUID) -> HttpResponseBase:
        """Send a file that came with a submission the person may see."""
        file = get_object_or_404(
            access.visible_attachments(request.user).select_related("submission"), uuid=uuid
        )
        if _is_signed(request, uuid):
            answer = downloads.as_download(file)
            _record_download(request, file)
            return answer
        return redirect("admin:intake_submission_change", file.submission_id)

    def email_view(self, request: HttpRequest, uuid: UUID) -> HttpResponseBase:
        """Send an email of a submission the person may see, as it came."""
        email = get_object_or_404(access.visible_inbound_emails(request.user), uuid=uuid)
        if _is_signed(request, uuid):
            answer = downloads.email_as_download(email)
            audit.record(audit.Action.DOWNLOADED_EMAIL, actor=request.user, about=email)
            return answer
        if email.submission_id:
            return redirect("admin:intake_submission_change", email.submission_id)
        return redirect("admin:intake_inboundemail_changelist")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """Return what the person may see."""
        return access.visible_submissions(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """All staff; who is in no queue sees an empty list."""
        return access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Submission | None = None) -> bool:
        """As for a submission's page."""
        if obj is None:
            return access.is_staff(request.user)
        return access.may_triage(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Submission | None = None) -> bool:
        """As for a submission's page."""
        return self.has_view_permission(request, obj)


def _record_download(request: HttpRequest, file: Attachment) -> None:
    """Write who took which file; what came with a registration is a supplier's document."""
    submission = file.submission
    of_supplier = submission is not None and kinds.staff_page(submission)
    action = audit.Action.DOWNLOADED_DOCUMENT if of_supplier else audit.Action.DOWNLOADED_ATTACHMENT
    detail = {"submission": submission.reference} if submission else {}
    audit.record(action, actor=request.user, about=("attachment", file.uuid), detail=detail)


def _is_signed(request: HttpRequest, file: UUID) -> bool:
    """Whether the address was made for this person within the last hour; if not, a page has a new one."""
    person = downloads.staff(request.user.pk)
    return downloads.is_signed(file, person, request.GET.get(downloads.SIGNATURE, ""))
