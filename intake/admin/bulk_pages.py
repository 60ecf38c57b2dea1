"""Changing many submissions: the page that asks for the details, the job's progress, one's latest jobs."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access, bulk, paging, worklist
from intake.admin.asked import asked_by
from intake.admin.bulk_forms import BULKS, Bulk, DetailsForm
from intake.models import BulkJob, Submission
from intake.models.bulk import BulkMove

_NAMED = 10
_REASONS_SHOWN = 5
_JOBS_SHOWN = 20


def bulk_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer a GET with one's latest jobs; a POST with a page that asks for details, or what became of it."""
    if request.method != "POST":
        return _latest(request, site)
    access.require_act(request.user)
    move = request.POST.get("move", "")
    ids = _chosen(request)
    if move not in BULKS or not ids:
        messages.error(request, "Nothing was changed. Tick the submissions first, then choose what to do.")
        return HttpResponseRedirect(_list_url(request))
    todo = BULKS[BulkMove(move)]
    user = access.signed_in(request.user)
    if not _is_confirmed(request, todo, ids):
        return _ask(request, site, move, ids, todo.form(actor=user))
    form = todo.form(request.POST, actor=user)
    if not form.is_valid():
        return _ask(request, site, move, ids, form)
    job = bulk.start(
        move=move,
        submission_ids=ids,
        actor=user,
        said=todo.said(form.cleaned_data),
        details=form.details(),
        list_query=request.GET.urlencode(),
    )
    return say_what_became(request, job, _list_url(request))


def job_page(request: HttpRequest, site: AdminSite, job_id: int) -> HttpResponse:
    """Show how far a job is, to who began it; a POST stops it. For htmx, what changes of the page only."""
    user = access.signed_in(request.user)
    job = get_object_or_404(access.visible_bulk_jobs(user), pk=job_id)
    if request.method == "POST":
        access.require_act(request.user)
        bulk.stop(job)
        return HttpResponseRedirect(request.path)
    context = {
        "job": job,
        "progress": bulk.progress(job),
        "failures": list(bulk.failures(user, job)),
        "list_url": _back(job.list_query),
    }
    if "HX-Request" in request.headers:
        return TemplateResponse(request, "admin/intake/submission/progress.html", context)
    context |= {**site.each_context(request), "title": f"{job.get_move_display()} many"}
    return _answered(request, site, "job", context)


def _latest(request: HttpRequest, site: AdminSite) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Changes of many",
        "jobs": bulk.latest(access.signed_in(request.user), _JOBS_SHOWN),
    }
    return _answered(request, site, "jobs", context)


def _chosen(request: HttpRequest) -> list[int]:
    """The submissions that were chosen: all that match, those of the page before, or the ticked ones."""
    if "all" in request.POST:
        user = access.signed_in(request.user)
        criteria = asked_by(request.GET, user).criteria
        return worklist.first_ids(worklist.matching(user, criteria), bulk.AT_MOST, sort=criteria.sort)
    typed = request.POST["ids"].split(",") if "ids" in request.POST else request.POST.getlist("ticked")
    return [int(value) for value in typed[: bulk.AT_MOST] if paging.is_id(value)]


def _is_confirmed(request: HttpRequest, todo: Bulk, ids: list[int]) -> bool:
    """Whether it may be done without asking (again)."""
    return "confirmed" in request.POST or (not todo.is_asked and len(ids) <= bulk.AT_ONCE)


def _ask(request: HttpRequest, site: AdminSite, move: str, ids: list[int], form: DetailsForm) -> HttpResponse:
    visible = access.visible_submissions(request.user).filter(pk__in=ids)
    count = visible.count()
    todo = BULKS[BulkMove(move)]
    context = {
        **site.each_context(request),
        "title": f"{todo.title} {worklist.in_words(count)}",
        "move": move,
        "todo": todo,
        "form": form,
        "count": count,
        "named": _named(ids, visible),
        "more": max(count - _NAMED, 0),
        "ids": ",".join(map(str, ids)),
        "list_url": _list_url(request),
    }
    return _answered(request, site, "bulk", context)


def _named(ids: list[int], visible: Any) -> list[Submission]:
    """The first of them, in the order of the list."""
    order = {pk: number for number, pk in enumerate(ids)}
    first = sorted(visible.values_list("pk", flat=True), key=lambda pk: order[pk])[:_NAMED]
    found = Submission.objects.only("reference", "subject", "sender_name", "sender_email").in_bulk(first)
    return [found[pk] for pk in first]


def say_what_became(request: HttpRequest, job: BulkJob, list_url: str) -> HttpResponse:
    """Follow a long job on its own page; say on the list that it came from what became of a short one."""
    if not job.finished_at:
        return HttpResponseRedirect(reverse("admin:intake_submission_job", args=[job.pk]))
    user = access.signed_in(request.user)
    progress = bulk.progress(job)
    if progress.done:
        messages.success(request, f"{worklist.in_words(progress.done)} {job.said}.")
    refused = progress.refused + job.not_found
    if refused:
        reasons = _reasons(user, job)
        messages.warning(request, f"{worklist.in_words(refused)} not changed. {' '.join(reasons)}")
    return HttpResponseRedirect(list_url)


def _reasons(user: User, job: BulkJob) -> list[str]:
    lines = bulk.failures(user, job)[:_REASONS_SHOWN]
    reasons = [f"{line.submission.reference}: {line.why_not}" for line in lines]
    return [*reasons, f"{worklist.in_words(job.not_found)} not in your queues."] if job.not_found else reasons


def _answered(request: HttpRequest, site: AdminSite, name: str, context: dict[str, Any]) -> HttpResponse:
    request.current_app = site.name
    context["opts"] = Submission._meta
    return TemplateResponse(request, f"admin/intake/submission/{name}.html", context)


def _list_url(request: HttpRequest) -> str:
    return _back(request.GET.urlencode())


def _back(query: str) -> str:
    return reverse("admin:intake_submission_changelist") + (f"?{query}" if query else "")
