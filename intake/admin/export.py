"""Exports in the admin: who took what out of the portal, to read only, for the leads of the queues in it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from intake import access
from intake.admin.permissions import ReadOnly, may_inspect
from intake.models import ExportLog


@admin.register(ExportLog)
class ExportLogAdmin(ReadOnly, admin.ModelAdmin):
    """A list, newest first; what was asked for may hold the words of a search."""

    list_display = ("at", "name", "rows", "format", "criteria", "whose")
    list_display_links = None
    list_filter = ("format",)
    list_per_page = 50
    show_full_result_count = False
    # A wide list without a link or button could not be scrolled by keyboard.
    sortable_by = ("at",)
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """Return the one address there is: the list's."""
        return [
            path("", self.admin_site.admin_view(self.changelist_view), name="intake_exportlog_changelist")
        ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list by its name: there is nothing to select."""
        return super().changelist_view(request, {"title": "Exports", **(extra_context or {})})

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExportLog]:
        """Return what concerns the person's queues."""
        return access.visible_exports(request.user).prefetch_related("queues")

    @admin.display(description="queues")
    def whose(self, export: ExportLog) -> str:
        """Name the queues whose submissions were in it."""
        return ", ".join(queue.name for queue in export.queues.all())

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person manages any queue, or reads everything."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the list."""
        return self.has_module_permission(request)
