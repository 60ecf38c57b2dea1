"""Canned replies in the admin: a lead edits those of their own queues, administrators all."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from intake import access
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import may_inspect, may_manage
from intake.models import ReplyTemplate


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(HistoryAdmin):
    """What teams write again and again."""

    list_display = ("name", "team", "beginning")
    fields = ("name", "queue", "text")
    search_fields = ("name", "text")
    search_help_text = "A word of the name or the text"

    @admin.display(description="for", ordering="queue__name")
    def team(self, template: ReplyTemplate) -> str:
        """Whose it is."""
        return template.queue.name if template.queue else "every team"

    @admin.display(description="text")
    def beginning(self, template: ReplyTemplate) -> str:
        """Enough of the text to know it by."""
        words = " ".join(template.text.split())
        return words if len(words) <= 80 else f"{words[:80]}…"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReplyTemplate]:
        """Return those that the person edits, or may look at."""
        return access.visible_reply_templates(request.user).select_related("queue")

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the queues that the person manages; what is for every team is the administrators'."""
        if db_field.name == "queue":
            kwargs["queryset"] = access.led_queues(request.user)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, forms.ModelChoiceField) and db_field.name == "queue":
            field.required = not access.may_configure(request.user)
            field.empty_label = "Choose a queue" if field.required else "Every team"
        return field

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may look at any."""
        return may_inspect(request, None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person manages any queue."""
        return may_manage(request, None)

    def has_view_permission(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> bool:
        """Return whether the person may look at its queue; of every team's, at what all share."""
        if obj and not obj.queue:
            return access.may_inspect_configuration(request.user)
        return may_inspect(request, obj.queue if obj else None)

    def has_change_permission(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> bool:
        """Return whether the person manages its queue; what is for every team is the administrators'."""
        if obj and not obj.queue:
            return access.may_configure(request.user)
        return may_manage(request, obj.queue if obj else None)

    def has_delete_permission(self, request: HttpRequest, obj: ReplyTemplate | None = None) -> bool:
        """As for changing it."""
        return self.has_change_permission(request, obj)
