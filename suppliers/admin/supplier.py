"""The register in the admin: the list, a comparison, files, a supplier's page, its history, merging.

Nothing is added or deleted here: suppliers register themselves.
"""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path, re_path

from intake.admin.permissions import MadeElsewhere
from suppliers import access
from suppliers.admin.merge_page import merge_page
from suppliers.admin.supplier_list import compare, export, supplier_list
from suppliers.admin.supplier_page import history_page, supplier_page
from suppliers.models import Supplier


@admin.register(Supplier)
class SupplierAdmin(MadeElsewhere, admin.ModelAdmin):
    """The register; what a person may see is `access`'s to say, with no model permission."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses there are."""
        protect = self.admin_site.admin_view
        return [
            path("", protect(self.list_view), name="suppliers_supplier_changelist"),
            path("compare/", protect(self.compare_view), name="suppliers_supplier_compare"),
            re_path(
                r"^export\.(?P<kind>csv|xlsx|json)$",
                protect(self.export_view),
                name="suppliers_supplier_export",
            ),
            path("<int:supplier_id>/change/", protect(self.page_view), name="suppliers_supplier_change"),
            path("<int:supplier_id>/history/", protect(self.past_view), name="suppliers_supplier_history"),
            path("<int:supplier_id>/merge/", protect(self.merge_view), name="suppliers_supplier_merge"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show what a search finds."""
        return supplier_list(request, self.admin_site)

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """Show the ticked suppliers side by side."""
        return compare(request, self.admin_site)

    def export_view(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        """Send what a search finds as a file."""
        return export(request, kind)

    def page_view(self, request: HttpRequest, supplier_id: int) -> HttpResponse:
        """Show a supplier, or do one action."""
        return supplier_page(request, self.admin_site, supplier_id)

    def past_view(self, request: HttpRequest, supplier_id: int) -> HttpResponse:
        """Show what has changed in a supplier's record."""
        return history_page(request, self.admin_site, supplier_id)

    def merge_view(self, request: HttpRequest, supplier_id: int) -> HttpResponse:
        """Merge a duplicate into a supplier."""
        return merge_page(request, self.admin_site, supplier_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Supplier]:
        """Return what the person may see."""
        return access.visible_suppliers(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """All staff."""
        return access.may_search(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Supplier | None = None) -> bool:
        """All staff, but for applicants, whom the procurement team sees."""
        if obj is None:
            return access.may_search(request.user)
        return access.visible_suppliers(request.user).filter(pk=obj.pk).exists()

    def has_change_permission(self, request: HttpRequest, obj: Supplier | None = None) -> bool:
        """As for seeing it: what a person may do there, each action says."""
        return self.has_view_permission(request, obj)
