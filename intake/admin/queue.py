"""Queues in the admin: administrators edit all of them, leads their own."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from simple_history.template_utils import HistoricalRecordContextHelper

from intake import access, hours, paging, queues, team
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import may_inspect, may_manage
from intake.admin.queue_form import QueueForm
from intake.admin.team import team_page
from intake.models import PriorityTarget, Queue, QueueMembership
from intake.models.submission import Priority
from intake.templatetags.triage import person


class HoursInWords(HistoricalRecordContextHelper):
    """Says in a queue's history when its team works as people write it."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Return what is shown of a value."""
        if change.field == "weekday_hours":
            return hours.weekdays_in_words(value or {}).replace("\n", "; ")
        if change.field == "closures":
            return hours.closures_in_words(value or []).replace("\n", "; ")
        return super().prepare_delta_change_value(change, value)


class OfQueue(admin.StackedInline):
    """What is edited on its queue's page, by who manages the queue."""

    def has_view_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """As for the queue itself."""
        return may_inspect(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """As for the queue itself."""
        return may_manage(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """As for the queue itself."""
        return may_manage(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """As for the queue itself."""
        return may_manage(request, obj)


class PriorityTargetInline(OfQueue):
    """The targets of single priorities."""

    model = PriorityTarget
    extra = 1
    max_num = len(Priority)
    fields = ("priority", ("response_target", "response_unit"), ("resolution_target", "resolution_unit"))
    verbose_name = "priority with targets of its own"
    verbose_name_plural = "priorities with targets of their own"


class MembershipInline(OfQueue):
    """The queue's team."""

    model = QueueMembership
    extra = 1
    fields = (("user", "role", "wants_alerts"),)
    verbose_name = "member"
    verbose_name_plural = "members"

    def get_queryset(self, request: HttpRequest) -> QuerySet[QueueMembership]:
        """Return the memberships with what their headings name."""
        return super().get_queryset(request).select_related("queue", "user")

    def get_formset(self, request: HttpRequest, obj: Queue | None = None, **kwargs: Any) -> Any:
        """Offer staff by their names, asked for once for the whole team."""
        formset = super().get_formset(request, obj, **kwargs)
        if "user" in formset.form.base_fields:
            field: Any = formset.form.base_fields["user"]
            field.queryset = access.possible_members(queue_id=obj.pk if obj else None)
            field.choices = [("", "Choose"), *((user.pk, person(user)) for user in field.queryset)]
        return formset


@admin.register(Queue)
class QueueAdmin(HistoryAdmin):
    """A queue's contact, targets, assignment and team."""

    list_display = ("name", "telephone", "targets", "assignment", "team_size", "active", "is_catch_all")
    form = QueueForm
    change_form_template = "admin/intake/queue/form.html"
    object_history_template = "admin/intake/queue/history.html"
    inlines = (PriorityTargetInline, MembershipInline)
    actions = ("make_catch_all",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "active", "is_catch_all", "position")}),
        ("Contacts page", {"fields": ("listed", "contact_name", "purpose", "telephone")}),
        ("Email", {"fields": ("reply_to", "alert_address")}),
        (
            "Targets",
            {
                "fields": (
                    ("response_target", "response_unit"),
                    ("resolution_target", "resolution_unit"),
                    ("opens_at", "closes_at"),
                    "other_hours",
                    "closing_times",
                )
            },
        ),
        ("Work", {"fields": ("assignment", "retention_days")}),
    )

    @admin.display(description="replies / resolves within")
    def targets(self, queue: Queue) -> str:
        """Both targets in words."""
        reply = f"{queue.response_target} {queue.get_response_unit_display()}"
        return f"{reply} / {queue.resolution_target} {queue.get_resolution_unit_display()}"

    @admin.display(description="days of the week with other hours")
    def other_hours(self, queue: Queue) -> str:
        """What the form asks for, to who may only read it."""
        return hours.weekdays_in_words(queue.weekday_hours)

    @admin.display(description="closed, besides bank holidays")
    def closing_times(self, queue: Queue) -> str:
        """What the form asks for, to who may only read it."""
        return hours.closures_in_words(queue.closures)

    @admin.display(description="members")
    def team_size(self, queue: Any) -> int:
        """How many members it has."""
        return int(queue.team_size)

    @admin.action(description="Make it the catch-all queue", permissions=["configure"])
    def make_catch_all(self, request: HttpRequest, queryset: QuerySet[Queue]) -> None:
        """Make the one ticked queue the catch-all."""
        chosen = list(queryset[:2])
        if len(chosen) != 1:
            self.message_user(request, "Tick one queue only: there is one catch-all.", messages.ERROR)
            return
        try:
            queue = queues.make_catch_all(queue_id=chosen[0].pk, actor=access.signed_in(request.user))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return
        self.message_user(request, f"{queue} is now the catch-all queue.", messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which a colleague is added."""
        page = self.admin_site.admin_view(self.team_view)
        return [path("<int:queue_id>/team/", page, name="intake_queue_team"), *super().get_urls()]

    def team_view(self, request: HttpRequest, queue_id: int) -> HttpResponse:
        """Add a colleague, or invite one."""
        return team_page(request, self.admin_site, queue_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes of the queue, and of its team."""
        changes = team.changes(int(object_id)) if paging.is_id(object_id) else ()
        return super().history_view(request, object_id, {"team_changes": changes, **(extra_context or {})})

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        """Return what words the changes."""
        return HoursInWords(self.model, historical_record)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Queue]:
        """Return the queues that the person manages or may look at."""
        seen = access.inspected_queues(request.user).values("pk")
        return Queue.objects.filter(pk__in=seen).annotate(team_size=Count("memberships"))

    def get_readonly_fields(self, request: HttpRequest, obj: Queue | None = None) -> tuple[str, ...]:
        """Return what the person may not change, by `access`."""
        return access.fixed_queue_fields(request.user)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Queue | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Suggest a slug for a new queue."""
        return {} if obj else {"slug": ("name",)}

    def has_configure_permission(self, request: HttpRequest) -> bool:
        """Return whether the person is an administrator."""
        return access.may_configure(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person manages any queue, or may look at all of them."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """Return whether the person manages it, or may look at all of them."""
        return may_inspect(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """Return whether the person manages it."""
        return may_manage(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person is an administrator."""
        return access.may_configure(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Queue | None = None) -> bool:
        """Nobody: a queue that is not wanted any more is made inactive, and its submissions stay readable."""
        return False
