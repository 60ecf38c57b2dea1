"""Held submissions in the admin: the list to decide on, and what each threshold of screening does."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from intake import access, bulk, paging
from intake.admin.audited import Audited
from intake.admin.bulk_pages import say_what_became
from intake.admin.permissions import AdministratorsOnly, ReadOnly
from intake.models import KnownBad, Screening
from intake.models.bulk import BulkMove
from intake.screening import review, thresholds

#: What may be done to what is held, and how it is said.
_DECISIONS = {BulkMove.PASS_ON: "passed on", BulkMove.MARK_AS_SPAM: "put away as spam"}


@admin.register(Screening)
class ScreeningAdmin(ReadOnly, admin.ModelAdmin):
    """The review list, and the page of thresholds."""

    def get_urls(self) -> list[URLPattern]:
        """Return the addresses there are."""
        protect = self.admin_site.admin_view
        return [
            path("", protect(self.list_view), name="intake_screening_changelist"),
            path("thresholds/", protect(self.thresholds_view), name="intake_screening_thresholds"),
        ]

    def list_view(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for review, or decide on one or many."""
        if request.method == "POST":
            access.require_act(request.user)
            return self._decide(request)
        person = access.signed_in(request.user)
        waiting = review.waiting(person)
        page = review.page(waiting, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
        context = {
            "title": "Held submissions",
            "page": page,
            "count": paging.count_in_words(waiting, "submission"),
            "may_act": access.may_act(person),
        }
        return self._answer(request, "list", context)

    def thresholds_view(self, request: HttpRequest) -> HttpResponse:
        """Show each threshold, its value, and what it did lately."""
        context = {
            "title": "Thresholds",
            "thresholds": thresholds.shown_to(access.signed_in(request.user)),
            "columns": thresholds.COLUMNS,
            "days": thresholds.DAYS,
            "may_list": access.may_inspect_configuration(request.user),
        }
        return self._answer(request, "thresholds", context)

    def _decide(self, request: HttpRequest) -> HttpResponse:
        """Do what the pressed button says: its value is one submission, or "ticked"."""
        move = next((each for each in _DECISIONS if each.value in request.POST), None)
        here = reverse("admin:intake_screening_changelist")
        pressed = request.POST.get(move.value, "") if move else ""
        chosen = request.POST.getlist("ticked") if pressed == "ticked" else [pressed]
        ids = [int(value) for value in chosen[: bulk.AT_MOST] if paging.is_id(value)]
        if not move or not ids:
            messages.error(
                request, "Nothing was changed. Tick the submissions first, then choose what to do."
            )
            return HttpResponseRedirect(here, status=303)
        job = bulk.start(
            move=move, submission_ids=ids, actor=access.signed_in(request.user), said=_DECISIONS[move]
        )
        return say_what_became(request, job, here)

    def _answer(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        request.current_app = self.admin_site.name
        shared = {**self.admin_site.each_context(request), "opts": Screening._meta}
        return TemplateResponse(request, f"admin/intake/screening/{name}.html", {**shared, **context})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """All staff; who is in no queue sees an empty list."""
        return access.is_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for the list."""
        return access.is_staff(request.user)


@admin.register(KnownBad)
class KnownBadAdmin(Audited, AdministratorsOnly, admin.ModelAdmin):
    """The list of what is known to be bad."""

    list_display = ("value", "kind", "note", "added_at")
    list_filter = ("kind",)
    search_fields = ("value", "note")
    search_help_text = "A part of the entry or of its note"
    show_full_result_count = False
