"""Types of enquiry and the register of schools in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db.models import DateTimeField, QuerySet
from django.forms import BaseInlineFormSet, ModelForm, all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from enquiries import (
    access,
    admin_files,
    definitions,
    rule_names,
    schools,
    type_check,
    type_history,
    type_preview,
)
from enquiries.models import EnquiryType, Notice, Page, Question, School, SuggestedAnswer
from enquiries.suggested_answer_admin import SuggestedAnswerAdmin
from enquiries.types import add_common_questions
from intake import access as intake_access
from intake import paging
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import ReadOnly, may_inspect, may_manage
from intake.admin.widgets import LabelledMoment


class OfType:
    """What is edited on its type's page, by who may edit the type."""

    def has_view_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """As for the type itself."""
        return may_inspect(request, access.owner(obj) if obj else None)

    def has_change_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """As for the type itself."""
        return may_manage(request, access.owner(obj)) if obj else intake_access.may_configure(request.user)

    def has_add_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """As for the type itself."""
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: EnquiryType | None = None) -> bool:
        """As for the type itself."""
        return self.has_change_permission(request, obj)


class QuestionFormSet(BaseInlineFormSet):
    """The questions as typed. Who may change no rule cannot rename what rules ask about."""

    may_change_rules = True

    def clean(self) -> None:
        """Refuse what would make a routing rule fall silent."""
        super().clean()
        if self.may_change_rules or any(form.errors for form in self.forms):
            return
        asked = rule_names.asked_about(self.instance)
        before = {question.pk: question for question in Question.objects.filter(enquiry_type=self.instance)}
        for form in (form for form in self.initial_forms if form.instance.pk in before):
            after = None if form in self.deleted_forms else form.instance
            problem = rule_names.problem(before[form.instance.pk], after, asked)
            if problem:
                raise ValidationError(problem)


class QuestionInline(OfType, admin.StackedInline):
    """The questions of a type's form, in order; what is seldom needed is folded away."""

    model = Question
    formset = QuestionFormSet
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

    def get_formset(self, request: HttpRequest, obj: EnquiryType | None = None, **kwargs: Any) -> Any:
        """Say whether the person may change the rules that ask about the questions."""
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.may_change_rules = intake_access.may_configure(request.user)
        return formset


class NoticeInline(OfType, admin.StackedInline):
    """The words that a type's form or confirmation shows besides."""

    model = Notice
    extra = 0
    fields = (("position", "place", "important"), "text", ("field", "operator", "value"))


@admin.register(EnquiryType)
class EnquiryTypeAdmin(HistoryAdmin):
    """A type of enquiry: on the site as soon as it is saved. Leads edit those that come to their queue."""

    change_form_template = "admin/enquiries/enquirytype/form.html"
    object_history_template = "admin/enquiries/enquirytype/history.html"
    list_display = ("name", "slug", "usual_queue", "position", "active")
    list_select_related = ("usual_queue",)
    inlines = (QuestionInline, NoticeInline)
    formfield_overrides = {DateTimeField: {"widget": LabelledMoment}}
    fieldsets = (
        (None, {"fields": ("name", "slug", "active", "position", "usual_queue")}),
        ("Closing", {"fields": ("closes_at", "closed_message")}),
        ("Words", {"fields": ("summary", "introduction", "next_steps")}),
    )

    def view_on_site(self, enquiry_type: EnquiryType) -> str:
        """Return the address of its form."""
        return reverse("enquiries:form", args=[enquiry_type.slug])

    def get_urls(self) -> list[URLPattern]:
        """Add the preview of a type as it is stored, and its file."""
        page = self.admin_site.admin_view(self.preview_view)
        preview = path("<int:pk>/preview/", page, name="enquiries_enquirytype_preview")
        return [preview, *admin_files.urls(self), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a stored type, active or not, as the public would see it."""
        enquiry_type = get_object_or_404(self.get_queryset(request), pk=pk)
        return type_preview.page(request, definitions.working_copy(enquiry_type))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save a type; for a preview, show what was typed as the public would see it."""
        previewed = self._previewed(request, object_id) if "_preview" in request.POST else None
        return previewed or super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Say besides what is wrong with the type as it is stored."""
        enquiry_type = context.get("original")
        if enquiry_type:
            context["type_problems"] = type_check.problems(definitions.working_copy(enquiry_type))
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the changes of the type, and of its questions and notices."""
        changes = type_history.of(int(object_id)) if paging.is_id(object_id) else []
        return super().history_view(
            request, object_id, {"question_changes": changes, **(extra_context or {})}
        )

    def _previewed(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """The preview of what was typed; None where something is wrong with it, which the form then says."""
        enquiry_type = self.get_object(request, unquote(object_id)) if object_id else None
        if not enquiry_type or not self.has_change_permission(request, enquiry_type):
            return None
        form = self.get_form(request, enquiry_type, change=True)(request.POST, instance=enquiry_type)
        checked = form.is_valid()
        formsets, _ = self._create_formsets(request, form.instance, change=True)
        if not (all_valid(formsets) and checked):
            return None
        questions, notices = (_as_typed(formset) for formset in formsets)
        as_typed = definitions.of_rows(
            form.instance, pages=_pages(form.instance), questions=questions, notices=notices
        )
        return type_preview.page(request, as_typed)

    def save_model(self, request: HttpRequest, obj: EnquiryType, form: ModelForm, change: bool) -> None:
        """Save the type; never for a preview."""
        if "_preview" in request.POST:
            raise SuspiciousOperation("A preview saves nothing.")
        super().save_model(request, obj, form, change)

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

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        """Save the questions, and give a new type those that every enquiry asks."""
        super().save_related(request, form, formsets, change)
        if not change:
            add_common_questions(enquiry_type=form.instance)

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


def _as_typed(formset: Any) -> list[Any]:
    """What a formset would leave: the rows as typed, without those to be deleted and empty new ones."""
    kept = [form for form in formset.forms if form not in formset.deleted_forms]
    rows = [form.instance for form in kept if form.instance.pk or form.has_changed()]
    # As they are stored; new ones will get the highest ids.
    return sorted(rows, key=lambda row: (row.position, row.pk is None, row.pk or 0))


def _pages(enquiry_type: EnquiryType) -> list[Page]:
    return list(enquiry_type.pages.all()) if enquiry_type.pk else []


admin.site.register(SuggestedAnswer, SuggestedAnswerAdmin)


@admin.register(School)
class SchoolAdmin(ReadOnly, admin.ModelAdmin):
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
        return intake_access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Return whether the person works for HLT."""
        return intake_access.is_staff(request.user)
