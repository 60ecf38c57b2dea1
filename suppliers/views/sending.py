"""Check your answers, send them, and the confirmation."""

import uuid
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from intake import wording
from suppliers import sending, session, tasklist
from suppliers.models import Registration
from suppliers.models.registration import State
from suppliers.public_forms import DatesForm
from suppliers.states import MoveNotAllowed
from suppliers.tasklist import Task, TaskList
from suppliers.views.answers import CONFLICT, UNPROCESSABLE, own, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in()
def check(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Show all answers before they are sent, and send them."""
    registration = own(email, pk)
    if request.method == "POST" and registration.state in (State.SUBMITTED, State.APPROVED):
        return see_other("sent", pk)
    if not registration.is_editable:
        return see_other("registration", pk)
    tasks = tasklist.of(registration)
    if request.method != "POST":
        return _page(request, tasks, email, _dates(tasks))
    return _send(request, registration, tasks, email)


@require_safe
@session.signed_in()
def sent(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Confirm what was sent: the reference, and what happens next."""
    registration = own(email, pk)
    if registration.is_editable:
        return see_other("registration", pk)
    context = {
        "email": email,
        "registration": registration,
        "next_steps": sending.next_steps(registration.kind),
    }
    return render(request, "suppliers/sent.html", context)


def _send(request: HttpRequest, registration: Registration, tasks: TaskList, email: str) -> HttpResponse:
    form = _dates(tasks, request.POST)
    if request.POST.get("seen", tasks.fingerprint) != tasks.fingerprint:
        return _page(request, tasks, email, _dates(tasks), problem="changed")
    if not form.is_valid() or not tasks.is_complete:
        return _page(request, tasks, email, form, problem="missing")
    try:
        sending.submit(registration_id=registration.pk, by=email)
    except sending.NotComplete as refused:
        return _page(request, refused.tasks, email, form, problem="missing")
    except sending.NothingChanged:
        return _page(request, tasks, email, form, problem="nothing")
    except MoveNotAllowed:
        return see_other("registration", registration.pk)
    return see_other("sent", registration.pk)


def _dates(tasks: TaskList, data: object = None) -> DatesForm:
    return DatesForm(data, has_dates=bool(tasks.expiries()))


def _page(
    request: HttpRequest, tasks: TaskList, email: str, form: DatesForm, problem: str = ""
) -> HttpResponse:
    context = {
        "email": email,
        "registration": tasks.registration,
        "tasks": tasks,
        "missing": tasks.missing(),
        "sections": _sections(tasks),
        "expiries": [(kind.label, wording.day_in_words(day)) for kind, day in tasks.expiries().items()],
        "form": form,
        "problem": problem,
    }
    status = {"": 200, "changed": CONFLICT}.get(problem, UNPROCESSABLE)
    return render(request, "suppliers/check.html", context, status=status)


def _sections(tasks: TaskList) -> list[tuple[Task, list[dict[str, Any]]]]:
    """The sections with their rows, each with what the register has instead where that differs."""
    new_files = tasks.new_files()
    before = {(change.section.slug, change.row.field): change.before for change in tasks.changes()}
    return [
        (
            task,
            [
                {
                    **asdict(row),
                    "is_changed": (task.section.slug, row.field) in before,
                    "is_new_file": row.field in new_files,
                    "before": before.get((task.section.slug, row.field), ""),
                }
                for row in task.rows()
            ],
        )
        for task in tasks.tasks
    ]
