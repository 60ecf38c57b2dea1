"""The review page: shows a registration, parses one posted step, calls its function, and answers."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access as intake_access
from intake import audit, workflow
from intake.models import TimelineEntry
from intake.steps import ChangedMeanwhile
from suppliers import access, states
from suppliers.admin import review_steps
from suppliers.admin.permissions import may_read
from suppliers.admin.review_page import context_of
from suppliers.models import Registration

_LARGEST_ID = 2**63 - 1
_SHOWN_AFTER_CONFLICT = 3


def review_page(request: HttpRequest, site: AdminSite, pk: uuid.UUID) -> HttpResponse:
    """Answer a GET with the page, and a POST with what became of its step."""
    registration = _visible(request, pk)
    if request.method != "POST":
        audit.record(
            audit.Action.READ_REGISTRATION,
            actor=request.user,
            about=registration,
            detail={"supplier": registration.supplier_id},
        )
        forms = review_steps.forms_of(registration)
        return _page(request, site, registration, forms)
    intake_access.require_act(request.user)
    name, _, what = request.POST.get("action", "").partition(":")
    step = review_steps.STEPS.get(name)
    if not step:
        messages.error(request, "That is nothing that can be done here. Nothing was changed.")
        return HttpResponseRedirect(request.path)
    forms = review_steps.forms_of(registration, data=request.POST, step=name, what=what)
    happened = _run(request, step, forms, registration, what)
    if step.stays or any(form.errors for form in forms.bound()):
        return _page(request, site, _visible(request, pk), forms, happened)
    if step.said:
        messages.success(request, step.said)
    place = f"#{what}" if what in forms.sections or what in forms.grounds else ""
    return HttpResponseRedirect(request.path + place)


def _visible(request: HttpRequest, pk: uuid.UUID) -> Registration:
    found = (
        access.visible_registrations(request.user)
        .select_related("supplier", "submission__queue", "submission__assignee", "company_check")
        .prefetch_related(
            "sections",
            "section_reviews__reviewer",
            "exclusion_reviews__first_reviewer",
            "exclusion_reviews__second_reviewer",
            "decisions__decided_by",
            "supplier__documents__attachment",
        )
        .filter(pk=pk)
        .first()
    )
    if not found:
        raise Http404("No such registration is in your queues.")
    access.require(may_read(request))
    return found


def _run(
    request: HttpRequest,
    step: review_steps.Step,
    forms: review_steps.ReviewForms,
    registration: Registration,
    what: str,
) -> list[TimelineEntry]:
    """Do what was posted; a refusal becomes an error of its form.

    Returns what happened meanwhile, where that is why it was refused.
    """
    if not all(form.is_valid() for form in forms.bound()):
        return []
    actor = intake_access.signed_in(request.user)
    try:
        step.run(forms, what, registration_id=registration.pk, actor=actor)
    except ChangedMeanwhile:
        forms.step.add_error(None, "This registration has changed since you opened it. Nothing was done yet.")
        return _since(registration, forms.step.cleaned_data["seen"])
    except (states.MoveNotAllowed, workflow.MoveNotAllowed) as error:
        forms.step.add_error(None, str(error))
    except ValidationError as error:
        step.refuse(forms, what, error)
    except PermissionDenied as error:
        raise Http404("It was moved to another team's queue.") from error
    return []


def _since(registration: Registration, seen: int | None) -> list[TimelineEntry]:
    entries = TimelineEntry.objects.filter(submission=registration.submission_id)
    entries = entries.select_related("actor").order_by("-at", "-id")
    if seen and 0 < seen <= _LARGEST_ID:
        return list(entries.filter(pk__gt=seen))[::-1]
    return list(entries[:_SHOWN_AFTER_CONFLICT])[::-1]


def _page(
    request: HttpRequest,
    site: AdminSite,
    registration: Registration,
    forms: review_steps.ReviewForms,
    happened: list[TimelineEntry] | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        **site.each_context(request),
        **context_of(registration, forms, may_act=intake_access.may_act(request.user)),
        "opts": Registration._meta,
        "happened": happened or [],
        "list_url": reverse("admin:suppliers_registration_changelist"),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/registration/review.html", context)
