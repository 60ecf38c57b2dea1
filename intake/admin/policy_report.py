"""What browsers refused to load on our pages, for administrators: a list to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from intake.admin.permissions import AdministratorsOnly, ReadOnly
from intake.models import PolicyReport


@admin.register(PolicyReport)
class PolicyReportAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    """Each kind of breach of the content security policy, the latest first."""

    list_display = ("directive", "blocked", "page", "count", "last_seen", "first_seen")
    list_display_links = None
    list_per_page = 50
    # The one order that has an index; a wide list without a link could not be scrolled by keyboard.
    sortable_by = ("last_seen",)
    show_full_result_count = False
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is: the list's."""
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="intake_policyreport_changelist")
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list by its name: there is nothing to select."""
        return super().changelist_view(request, {"title": "Refused content", **(extra_context or {})})
