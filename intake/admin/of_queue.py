"""What one team has, or every team: a lead edits what is of their own queues, administrators all."""

from typing import Any

from django import forms
from django.db.models import ForeignKey
from django.http import HttpRequest

from intake import access
from intake.admin.permissions import may_inspect, may_manage

_SHOWN = 80


class OfQueue:
    """For a ModelAdmin of rows with a `queue`, which is None for what every team has."""

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the queues that the person manages; what is for every team is the administrators'."""
        if db_field.name == "queue":
            kwargs["queryset"] = access.led_queues(request.user)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field, forms.ModelChoiceField) and db_field.name == "queue":
            field.required = not access.may_configure(request.user)
            field.empty_label = "Choose a queue" if field.required else "Every team"
        return field

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may look at any."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the person may look at its queue; of every team's, at what all share."""
        if obj and not obj.queue:
            return access.may_inspect_configuration(request.user)
        return may_inspect(request, obj.queue if obj else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person manages any queue."""
        return may_manage(request, None)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return whether the person manages its queue; what is for every team is the administrators'."""
        if obj and not obj.queue:
            return access.may_configure(request.user)
        return may_manage(request, obj.queue if obj else None)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for changing it."""
        return self.has_change_permission(request, obj)


def beginning(text: str) -> str:
    """Return enough of a text, in one line, to know it by."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
