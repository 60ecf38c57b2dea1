"""Every email that came in, with what became of it; for administrators, who look for what went nowhere."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from intake.admin.permissions import AdministratorsOnly, ReadOnly
from intake.models import InboundEmail
from intake.templatetags.downloads import for_staff


@admin.register(InboundEmail)
class InboundEmailAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    """A list to read; what an email says stands in its submission's conversation, or in the download."""

    list_display = ("stored_at", "sender", "outcome", "submission_link", "source", "error")
    list_display_links = None
    list_filter = ("outcome",)
    list_select_related = ("submission",)
    list_per_page = 50
    search_fields = ("sender",)
    search_help_text = "The sender’s address, or the beginning of it"
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is: the list's."""
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="intake_inboundemail_changelist")
        ]

    @admin.display(description="submission")
    def submission_link(self, email: InboundEmail) -> SafeString | str:
        """Link to the submission that it belongs to."""
        if not email.submission:
            return "none"
        url = reverse("admin:intake_submission_change", args=[email.submission.pk])
        return format_html('<a href="{}">{}</a>', url, email.submission.reference)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Return the columns: the last links to the email itself, for who looks at the list."""

        @admin.display(description="as it came")
        def download(email: InboundEmail) -> SafeString:
            url = for_staff("email", email.uuid, request.user.pk)
            return format_html('<a href="{}">Download email {}</a>', url, email.pk)

        return [*self.list_display, download]
