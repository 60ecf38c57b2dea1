"""History of configuration: who changed what and when, to read and not to go back to."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from simple_history.admin import SimpleHistoryAdmin


class HistoryAdmin(SimpleHistoryAdmin):
    """A model's admin whose history page lists its changes.

    simple_history's own page of one past version is left out: it writes that version back past every check
    of the form.
    """

    object_history_list_template = "admin/includes/history_list.html"

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses of a plain model admin."""
        return admin.ModelAdmin.get_urls(self)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes; an address that can be no object's is not found."""
        try:
            self.model._meta.pk.to_python(object_id)
        except ValidationError as error:
            raise Http404 from error
        context = {"may_change": self.has_change_permission(request), **(extra_context or {})}
        return super().history_view(request, object_id, context)

    def get_history_queryset(self, *args: Any) -> QuerySet:
        """Return the changes with who made them, which simple_history forgets for some models."""
        return super().get_history_queryset(*args).select_related("history_user")

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Always: see the class."""
        return True
