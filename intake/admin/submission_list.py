"""The list of submissions: parses the view, the filters, the search and the bulk moves, and answers."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from intake import access, bulk, paging, worklist
from intake.admin.filters import FilterForm
from intake.models import Submission
from intake.models.submission import OPEN_STATUSES
from intake.worklist import View

_REASONS_SHOWN = 5


class BulkForm(forms.Form):
    """The submissions that were ticked, and what to do to them."""

    move = forms.ChoiceField(choices=bulk.BulkMove.choices)
    ticked = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take any number that can be an id: which of them are the person's own, `bulk` finds out."""
        super().__init__(*args, **kwargs)
        posted: Any = self.data
        typed = posted.getlist("ticked")[: worklist.PAGE_SIZE]
        field: Any = self.fields["ticked"]
        field.choices = [(value, value) for value in typed if paging.is_id(value)]


def submission_list(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer a GET with a page of the list, and a POST with what became of a bulk move."""
    if request.method == "POST":
        access.require_act(request.user)
        return _bulk(request, site)
    form = _form(request)
    view = form.view
    found = worklist.matching(access.signed_in(request.user), form.criteria())
    page = worklist.page(found, before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    asked = dict(form.pairs())
    context = {
        **site.each_context(request),
        "title": "Submissions",
        "opts": Submission._meta,
        "form": form,
        "view": view,
        "views": [(each, _query(_understood_in(each, asked), view=each)) for each in View],
        "filtered": bool(asked),
        "count": worklist.count_in_words(found),
        "page": page,
        "newer": _query(asked, view=view, after=page.newer),
        "older": _query(asked, view=view, before=page.older),
        "everywhere": _query(asked, view=View.EVERYTHING),
        "here": _query(asked, view=view),
        "bulk_moves": bulk.BulkMove,
        "may_act": access.may_act(request.user),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/list.html", context)


def criteria_of(request: HttpRequest) -> worklist.Criteria:
    """Return what the list's address asks for, as the list itself and its exports understand it."""
    return _form(request).criteria()


def _form(request: HttpRequest) -> FilterForm:
    wanted = request.GET.get("view", View.OPEN)
    view = wanted if wanted in View.values else View.OPEN
    return FilterForm(request.GET, user=access.signed_in(request.user), view=view)


def _bulk(request: HttpRequest, site: AdminSite) -> HttpResponse:
    form = BulkForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Nothing was changed. Tick the submissions first, then choose what to do.")
        return HttpResponseRedirect(request.get_full_path())
    move, ticked = form.cleaned_data["move"], form.cleaned_data["ticked"]
    if move == bulk.BulkMove.MARK_AS_SPAM and "confirmed" not in request.POST:
        return _confirm(request, site, move, ticked)
    _say(request, bulk.apply(move=move, submission_ids=ticked, actor=access.signed_in(request.user)), move)
    return HttpResponseRedirect(request.get_full_path())


def _confirm(request: HttpRequest, site: AdminSite, move: str, ticked: list[int]) -> HttpResponse:
    found = worklist.matching(access.signed_in(request.user), worklist.Criteria(view=View.EVERYTHING)).filter(
        pk__in=ticked
    )
    context = {
        **site.each_context(request),
        "title": "Mark as spam?",
        "opts": Submission._meta,
        "move": move,
        "rows": worklist.page(found).rows,
        "list_url": request.get_full_path(),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/confirm_spam.html", context)


def _say(request: HttpRequest, outcome: bulk.Outcome, move: str) -> None:
    done = {
        bulk.BulkMove.ASSIGN_TO_ME: "assigned to you",
        bulk.BulkMove.RESOLVE: "resolved",
        bulk.BulkMove.MARK_AS_SPAM: "put away as spam",
    }[bulk.BulkMove(move)]
    if outcome.done:
        messages.success(request, f"{_submissions(outcome.done)} {done}.")
    refused = len(outcome.refused) + outcome.not_found
    if not refused:
        return
    reasons = outcome.refused[:_REASONS_SHOWN]
    if outcome.not_found:
        reasons.append(f"{_submissions(outcome.not_found)} not in your queues.")
    messages.warning(request, f"{_submissions(refused)} not changed. " + " ".join(reasons))


def _submissions(count: int) -> str:
    return "1 submission" if count == 1 else f"{count} submissions"


def _understood_in(view: str, asked: dict[str, str]) -> dict[str, str]:
    """What was asked for, without a state that `view` holds none of."""
    closed = view != View.EVERYTHING and asked.get("status", OPEN_STATUSES[0]) not in OPEN_STATUSES
    return {name: value for name, value in asked.items() if name != "status" or not closed}


def _query(asked: dict[str, str], **more: str) -> str:
    return urlencode({**asked, **{name: value for name, value in more.items() if value}})
