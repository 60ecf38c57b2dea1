"""What a page of the list asks every few seconds: what is new, and which of its rows look different."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from intake import access, arrivals, paging, worklist
from intake.admin.asked import asked_by
from intake.admin.submission_list import rail_context, rows_context, shown


def list_changes(request: HttpRequest) -> HttpResponse:
    """Answer with what is new in words, and, for htmx to put in their places, rows, counts and the rest."""
    user = access.signed_in(request.user)
    asked = asked_by(request.GET, user)
    happened = arrivals.since(
        user,
        asked.criteria,
        _shown(request.GET.get("shown", "")),
        is_first="is_first" in request.GET,
        has_more="has_more" in request.GET,
    )
    said = _said(happened.new)
    context = {
        "said": said,
        "here": asked.query(),
        "list_query": asked.query(),
        "rows": happened.rows,
        "left": happened.left,
        "lost": happened.lost,
        "shown": shown(happened.states),
        "view": asked.view,
        "glance": "glance" in request.GET,
        **rows_context(user, happened.rows),
        **rail_context(user, asked),
    }
    response = TemplateResponse(request, "admin/intake/submission/changes.html", context)
    if said == request.GET.get("said", ""):
        # What was said already is not said again to those who hear the page.
        response["HX-Reswap"] = "none"
    return response


def _said(new: int) -> str:
    if not new:
        return ""
    return f"{new} new" if new < worklist.PAGE_SIZE else f"{new} or more new"


def _shown(typed: str) -> dict[int, str]:
    pairs = (each.partition(".") for each in typed.split(",")[: worklist.PAGE_SIZE])
    return {int(pk): state for pk, _, state in pairs if paging.is_id(pk)}
