"""Changes on Django's own pages of rows that have no history, for the audit log."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest

from intake import audit
from intake.audit import Action

_CHANGED = "_fields_for_the_audit_log"


class Audited:
    """For a ModelAdmin; the fields' names are recorded, and nothing that was typed into them."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Remember which fields were changed, for the entry that follows."""
        setattr(request, _CHANGED, list(form.changed_data))
        return super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record it."""
        audit.record(Action.ADDED, actor=request.user, about=obj)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Record it, with the names of the fields."""
        fields = getattr(request, _CHANGED, [])
        audit.record(Action.CHANGED, actor=request.user, about=obj, detail={"fields": fields})
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        """Record each."""
        for each in queryset:
            audit.record(Action.DELETED, actor=request.user, about=each)
        return super().log_deletions(request, queryset)  # type: ignore[misc]
