"""Types of enquiry and the register of schools in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse

from enquiries import schools
from enquiries.models import EnquiryType, Notice, Question, School
from enquiries.types import add_common_questions
from intake import access
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import AdministratorsOnly


class QuestionInline(AdministratorsOnly, admin.StackedInline):
    """The questions of a type's form, in order; what is seldom needed is folded away."""

    model = Question
    extra = 0
    fieldsets = (
        (None, {"fields": (("position", "name"), "label", "hint", ("kind", "required"), "choices")}),
        (
            "More",
            {
                "classes": ("collapse",),
                "fields": (
                    "meaning",
                    ("min_length", "max_length"),
                    "future_only",
                    "autocomplete",
                    ("only_if_question", "only_if_value"),
                ),
            },
        ),
    )


class NoticeInline(AdministratorsOnly, admin.StackedInline):
    """The words that a type's form or confirmation shows besides."""

    model = Notice
    extra = 0
    fields = (("position", "place", "important"), "text", ("field", "operator", "value"))


@admin.register(EnquiryType)
class EnquiryTypeAdmin(AdministratorsOnly, HistoryAdmin):
    """A type of enquiry: on the site as soon as it is saved."""

    list_display = ("name", "slug", "usual_queue", "position", "active")
    list_select_related = ("usual_queue",)
    inlines = (QuestionInline, NoticeInline)
    fieldsets = (
        (None, {"fields": ("name", "slug", "active", "position", "usual_queue")}),
        ("Words", {"fields": ("summary", "introduction", "next_steps")}),
    )

    def view_on_site(self, enquiry_type: EnquiryType) -> str:
        """Return the address of its form."""
        return reverse("enquiries:form", args=[enquiry_type.slug])

    def get_readonly_fields(self, request: HttpRequest, obj: EnquiryType | None = None) -> tuple[str, ...]:
        """Keep a type's address: links, routing rules and stored submissions name it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: EnquiryType | None = None
    ) -> dict[str, tuple[str, ...]]:
        """Suggest an address for a new type."""
        return {} if obj else {"slug": ("name",)}

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save the questions, and give a new type those that every enquiry asks."""
        super().save_related(request, form, formsets, change)
        if not change:
            add_common_questions(enquiry_type=form.instance)


@admin.register(School)
class SchoolAdmin(admin.ModelAdmin):
    """The register of schools, to look things up; `manage.py import_schools` is what writes it."""

    list_display = ("name", "urn", "establishment_type", "phase", "postcode", "is_open")
    search_fields = ("search_name", "urn__startswith", "postcode")
    search_help_text = "A name, URN or postcode"
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[School], search_term: str
    ) -> tuple[QuerySet[School], bool]:
        """Search as the school question does, without case, accents and punctuation."""
        return super().get_search_results(request, queryset, schools.searchable(search_term))

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person works for HLT: the register is public."""
        return access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Return whether the person works for HLT."""
        return access.is_staff(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Nobody."""
        return False
