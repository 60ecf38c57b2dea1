"""Suggested answers in the admin: who edits a type edits them, tries them, and sees what they spare."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from enquiries import access, suggested_answers
from enquiries.models import EnquiryType, SuggestedAnswer
from intake.admin.history import HistoryAdmin
from intake.admin.permissions import may_inspect, may_manage

_LONGEST_TRIAL = 5000


class TrialForm(forms.Form):
    """Words to try, as somebody would type them, and for which type."""

    enquiry_type = forms.ModelChoiceField(EnquiryType.objects.none(), label="Type", empty_label=None)
    text = forms.CharField(
        label="What somebody types",
        max_length=_LONGEST_TRIAL,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60, "autocomplete": "off"}),
        error_messages={"required": "Type a few words."},
    )

    def __init__(self, *args: Any, types: QuerySet[EnquiryType], **kwargs: Any) -> None:
        """Offer `types`."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field: Any = self.fields["enquiry_type"]
        field.queryset = types


@admin.register(SuggestedAnswer)
class SuggestedAnswerAdmin(HistoryAdmin):
    """What is to be tried before something is sent, with how often that was enough."""

    change_list_template = "admin/enquiries/suggestedanswer/list.html"
    list_display = ("title", "enquiry_type", "active", "shown_count", "solved_count", "sent_count", "share")
    list_select_related = ("enquiry_type",)
    list_filter = (("enquiry_type", admin.RelatedOnlyFieldListFilter), "active")
    search_fields = ("title", "text", "words")
    search_help_text = "A word of the title, the text or the words"
    fields = ("enquiry_type", "title", "text", "words", "active", "position")

    @admin.display(description="shown", ordering="shown")
    def shown_count(self, answer: Any) -> int:
        """For how many drafts it was shown."""
        return answer.shown

    @admin.display(description="solved it", ordering="solved")
    def solved_count(self, answer: Any) -> int:
        """How many were not sent, because it was enough."""
        return answer.solved

    @admin.display(description="sent all the same", ordering="sent")
    def sent_count(self, answer: Any) -> int:
        """How many were sent all the same."""
        return answer.sent

    @admin.display(description="share solved")
    def share(self, answer: Any) -> str:
        """The share of those that it spared."""
        return f"{round(100 * answer.solved / answer.shown)} %" if answer.shown else "–"

    def get_urls(self) -> list[URLPattern]:
        """Add the page on which answers are tried."""
        page = self.admin_site.admin_view(self.try_view)
        return [path("try/", page, name="enquiries_suggestedanswer_try"), *super().get_urls()]

    def try_view(self, request: HttpRequest) -> HttpResponse:
        """Show which answers fit words that are typed; nothing is counted or stored."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        types = access.visible_types(request.user)
        asked = request.POST if request.method == "POST" else None
        form = TrialForm(asked, types=types, initial={"enquiry_type": request.GET.get("type")})
        context = {**self.admin_site.each_context(request), "title": "Try the answers", "form": form}
        if form.is_valid():
            context["matches"] = suggested_answers.matches(**form.cleaned_data)
            context["shown_at_most"] = suggested_answers.SHOWN_AT_MOST
        return TemplateResponse(request, "admin/enquiries/suggestedanswer/try.html", context)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SuggestedAnswer]:
        """Return the answers of the types that the person may look at, with their counts."""
        answers = SuggestedAnswer.objects.filter(enquiry_type__in=access.visible_types(request.user))
        return suggested_answers.with_counts(answers.select_related("enquiry_type__usual_queue"))

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the types that the person edits."""
        if db_field.name == "enquiry_type":
            kwargs["queryset"] = access.edited_types(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Return whether the person may look at the answers of any type."""
        return may_inspect(request, None)

    def has_view_permission(self, request: HttpRequest, obj: SuggestedAnswer | None = None) -> bool:
        """Return whether the person may look at its type."""
        return may_inspect(request, access.owner(obj.enquiry_type) if obj else None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the person edits any type."""
        return may_manage(request, None)

    def has_change_permission(self, request: HttpRequest, obj: SuggestedAnswer | None = None) -> bool:
        """Return whether the person edits its type."""
        return may_manage(request, access.owner(obj.enquiry_type) if obj else None)

    def has_delete_permission(self, request: HttpRequest, obj: SuggestedAnswer | None = None) -> bool:
        """As for changing it."""
        return self.has_change_permission(request, obj)
