"""Types of enquiry in the admin: their settings, which are in effect at once."""

from typing import Any

from django.contrib import admin
from django.db.models import DateTimeField, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse

from enquiries import access, definitions, type_check, type_history
from enquiries.admin import editor_urls, files
from enquiries.models import EnquiryType
from enquiries.types import add_common_questions
from intake import paging
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import may_inspect, may_manage
from intake.admin.widgets import LabelledMoment


@admin.register(EnquiryType)
class EnquiryTypeAdmin(HistoryAdmin):
    """A type of enquiry. Leads edit those that come to their queue; what its form asks, in the editor."""

    change_form_template = "admin/enquiries/enquirytype/form.html"
    object_history_template = "admin/enquiries/enquirytype/history.html"
    list_display = ("name", "slug", "usual_queue", "position", "active")
    list_select_related = ("usual_queue",)
    formfield_overrides = {DateTimeField: {"widget": LabelledMoment}}
    fieldsets = (
        (None, {"fields": ("name", "slug", "active", "position", "usual_queue", "summary")}),
        ("Closing", {"fields": ("closes_at", "closed_message")}),
    )

    def view_on_site(self, enquiry_type: EnquiryType) -> str:
        """Return the address of its form."""
        return reverse("enquiries:form", args=[enquiry_type.slug])

    def get_urls(self) -> list[URLPattern]:
        """Add the editor's pages, the previews, and the type's file."""
        own = [*editor_urls.urls(self.admin_site), *files.urls(self)]
        return [*own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say besides what is wrong with the form as it is edited."""
        enquiry_type = context.get("original")
        if enquiry_type:
            context["type_problems"] = type_check.problems(definitions.working_copy(enquiry_type))
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes of the type, and of its pages, questions and notices."""
        changes = type_history.of(int(object_id)) if paging.is_id(object_id) else []
        return super().history_view(
            request, object_id, {"question_changes": changes, **(extra_context or {})}
        )

    def save_model(self, request: HttpRequest, obj: EnquiryType, form: ModelForm, change: bool) -> None:
        """Save what was changed and no more: somebody may be editing the words of the form."""
        if change:
            obj.save(update_fields=form.changed_data)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Give a new type the questions that every enquiry asks."""
        super().save_related(request, form, formsets, change)
        if not change:
            add_common_questions(enquiry_type=form.instance)

    def response_post_save_add(self, request: HttpRequest, obj: EnquiryType) -> HttpResponseRedirect:
        """Lead on to what the form of a new type asks."""
        return HttpResponseRedirect(reverse("admin:enquiries_enquirytype_editor", args=[obj.pk]))

    def get_queryset(self, request: HttpRequest) -> QuerySet[EnquiryType]:
        """Return the types that the person may look at."""
        return access.visible_types(request.user).select_related("usual_queue")

    def get_readonly_fields(self, request: HttpRequest, obj: EnquiryType | None = None) -> tuple[str, ...]:
        """Return what the person may not change, by `access`."""
        return access.fixed_fields(request.user, is_new=obj is None)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: EnquiryType | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Suggest an address for a new type."""
        return {} if obj else {"slug": ("name",)}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may look at any type: whoever may look at any queue."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """Return whether the person may look at it: as for the queue that owns it."""
        return may_inspect(request, access.owner(obj) if obj else None)

    def has_change_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """Return whether the person may edit it: as for the queue that owns it."""
        return may_manage(request, access.owner(obj) if obj else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may put a new type on the site."""
        return access.may_add(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """Return whether the person may take one off it for good."""
        return access.may_add(request.user)
