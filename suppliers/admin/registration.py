"""Registrations in the admin: the list of those to review, and the review page.

Nothing is added, deleted or changed here but by a review.
"""

import uuid

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from intake.admin.permissions import MadeElsewhere
from suppliers import access
from suppliers.admin.permissions import may_read
from suppliers.admin.registration_list import registration_list
from suppliers.admin.review import review_page
from suppliers.models import Registration


@admin.register(Registration)
class RegistrationAdmin(MadeElsewhere, admin.ModelAdmin):
    """Reviews; who may is `access`'s to say, with no model permission."""

    def get_urls(self) -> list[URLPattern]:
        """Return the two addresses there are."""
        protect = self.admin_site.admin_view
        return [
            path("", protect(self.list_view), name="suppliers_registration_changelist"),
            path("<uuid:pk>/", protect(self.review_view), name="suppliers_registration_review"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show a page of the list."""
        return registration_list(request, self.admin_site)

    def review_view(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        """Show a registration, or do one step of its review."""
        return review_page(request, self.admin_site, pk)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        """Return what the person may see."""
        return access.visible_registrations(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The procurement team, and auditors."""
        return may_read(request)

    def has_view_permission(self, request: HttpRequest, obj: Registration | None = None) -> bool:
        """As for the review page."""
        if not may_read(request):
            return False
        return obj is None or access.visible_registrations(request.user).filter(pk=obj.pk).exists()

    def has_change_permission(self, request: HttpRequest, obj: Registration | None = None) -> bool:
        """As for a step of the review."""
        return access.may_review(request.user, obj) if obj else may_read(request)
