"""The desk: the list of submissions with its views, filters, search, columns and saved views."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from intake import access, arrivals, bulk, columns, counts, worklist
from intake.admin.asked import Asked, asked_by, understood_in
from intake.admin.bulk_forms import BULK_BUTTONS
from intake.admin.list_settings import SaveForm
from intake.columns import Column
from intake.models import SavedView, Submission
from intake.screening import review
from intake.worklist import Sort, View

#: What the links to the pages before and after say, by order.
_BEFORE_AND_AFTER = {Sort.NEWEST: ("Newer", "Older"), Sort.OLDEST: ("Older", "Newer")}


def submission_list(
    request: HttpRequest, site: AdminSite, extra_context: dict[str, Any] | None = None
) -> HttpResponse:
    """Show a page of the list; with `extra_context`, as the first page of the staff's site."""
    user = access.signed_in(request.user)
    asked = asked_by(request.GET, user)
    found = worklist.matching(user, asked.criteria)
    count = worklist.counted(found)
    sort = Sort(asked.criteria.sort)
    page = worklist.page(
        found, before=request.GET.get("before", ""), after=request.GET.get("after", ""), sort=sort
    )
    rail = rail_context(user, asked)
    queues = [row.queue for row, _ in rail["queues"]]
    asked.form.offer_queues(queues)
    context = {
        **site.each_context(request),
        "title": "Submissions",
        "opts": Submission._meta,
        "form": asked.form,
        "view": asked.view,
        "chips": _chips(asked),
        "count": worklist.in_words(count),
        "takes": min(count, bulk.AT_MOST),
        "takes_all": count <= bulk.AT_MOST,
        "page": page,
        "previous": asked.query(before=page.previous),
        "next": asked.query(after=page.next),
        "page_links": _BEFORE_AND_AFTER.get(sort, ("Previous", "Next")),
        "everywhere": asked.query(view=View.EVERYTHING),
        "here": asked.query(),
        "bulk_query": request.GET.urlencode(),
        "cleared": urlencode({"view": asked.view}),
        "buttons": BULK_BUTTONS,
        "is_first": not page.previous,
        "shown": shown({row.pk: arrivals.state_of(row) for row in page.rows}),
        "column_choices": list(Column),
        "save_form": SaveForm(user=user, queues=queues),
        "held": review.how_many(user),
        **rows_context(user, page.rows),
        **rail,
        **(extra_context or {}),
    }
    request.current_app = site.name
    template = "admin/index.html" if extra_context else "admin/intake/submission/list.html"
    return TemplateResponse(request, template, context)


def rows_context(user: User, rows: list[Submission]) -> dict[str, Any]:
    """Return the columns of `user`, and fetch what only some of them need of the rows."""
    chosen = columns.of(user)
    if Column.TAGS in chosen:
        prefetch_related_objects(rows, "tags")
    return {"columns": chosen, "tick": access.may_act(user)}


def rail_context(user: User, asked: Asked) -> dict[str, Any]:
    """Return the views with their counts, in all queues or in the chosen one, the queues, the saved views."""
    by_queue = counts.of(user)
    queue = asked.criteria.queue
    here = counts.together(row for row in by_queue if not queue or row.queue == queue)
    views = [(view, _query_in(asked, view), here.get(view)) for view in View]
    queues = [(row, urlencode({"queue": row.queue.pk, "view": View.OPEN})) for row in by_queue]
    saved = [(view, urlencode(view.query)) for view in access.visible_saved_views(user)]
    return {
        "views": views,
        "queues": queues,
        "chosen_queue": queue,
        "counted": counts.COUNTED,
        "saved": saved,
        "current_saved": _current(saved, asked),
    }


def shown(states: Mapping[int, str]) -> str:
    """Return the rows that are shown and their states, as the page asks for changes with."""
    return ",".join(f"{pk}.{state}" for pk, state in states.items())


def _query_in(asked: Asked, view: View) -> str:
    pairs = understood_in(view, asked.pairs)
    return urlencode({**pairs, "view": view})


def _chips(asked: Asked) -> list[tuple[str, str, str]]:
    """Each filter in force: its name and value in words, and the list without it."""
    return [(label, value, asked.query(**{name: ""})) for name, label, value in asked.form.narrowed_by()]


def _current(saved: list[tuple[SavedView, str]], asked: Asked) -> SavedView | None:
    here = {**asked.pairs, "view": asked.view}
    return next((view for view, _ in saved if view.query == here), None)
