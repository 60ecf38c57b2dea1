"""A submission's page: shows it, parses one posted action, calls its function, and answers."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access, audit, drafts, kinds, merged, steps, suggestions, workflow
from intake.admin import page_parts, writing
from intake.admin.actions import ACTIONS, Action, ActionForm, offered
from intake.models import InboundEmail, Submission, TimelineEntry

Outcome = InboundEmail.Outcome
_LARGEST_ID = 2**63 - 1
_SHOWN_AFTER_CONFLICT = 3


@dataclass(frozen=True)
class Refusal:
    """An action that was not done: its form as it was posted, and what happened meanwhile if that is why."""

    action: str
    form: ActionForm
    happened: list[TimelineEntry]


def submission_page(request: HttpRequest, site: AdminSite, submission_id: int) -> HttpResponse:
    """Answer a GET with the page, and a POST with what became of its action."""
    submission = _visible(request, submission_id)
    if not submission:
        return _not_yours(request, site)
    if request.method != "POST":
        audit.record(audit.Action.READ_SUBMISSION, actor=request.user, about=submission)
        return _page(request, site, submission)
    access.require_act(request.user)
    name = request.POST.get("action", "")
    if name in writing.BUTTONS:
        return writing.BUTTONS[name](request, submission)
    action = ACTIONS.get(name)
    if not action:
        messages.error(request, "That is nothing that can be done here. Nothing was changed.")
        return HttpResponseRedirect(writing.here(request))
    form = action.form(request.POST, submission=submission, auto_id=_auto_id(action))
    try:
        happened = _run(request, action, form, submission)
    except (PermissionDenied, Submission.DoesNotExist):
        return _not_yours(request, site)
    if not form.errors:
        return _done(request, action, form, submission)
    fresh = _visible(request, submission_id)
    if not fresh:
        return _not_yours(request, site)
    return _page(request, site, fresh, Refusal(name, form, happened))


def list_url(request: HttpRequest) -> str:
    """Return the address of the list, with the filters that the person came from."""
    filters = request.GET.get("list", "")
    return reverse("admin:intake_submission_changelist") + (f"?{filters}" if filters else "")


def _visible(request: HttpRequest, submission_id: int) -> Submission | None:
    return (
        access.visible_submissions(request.user)
        .select_related("queue", "assignee", "feedback")
        .filter(pk=submission_id)
        .first()
    )


def _run(
    request: HttpRequest, action: Action, form: ActionForm, submission: Submission
) -> list[TimelineEntry]:
    """Do what was posted; a refusal becomes an error of the form.

    Returns what happened meanwhile, where that is why it was refused.
    """
    if not form.is_valid():
        return []
    version = {"version": form.cleaned_data["version"]} if action.versioned else {}
    try:
        action.run(form.cleaned_data, submission_id=submission.pk, actor=request.user, **version)
    except steps.ChangedMeanwhile:
        form.add_error(None, "This submission has changed since you opened it. Nothing was done yet.")
        if action.section == "reply":
            drafts.save(submission_id=submission.pk, actor=access.signed_in(request.user), text=form.draft())
        return _since(submission, form.cleaned_data["seen"])
    except (workflow.MoveNotAllowed, ValidationError) as error:
        form.add_error(_field_of(form, error), getattr(error, "messages", None) or str(error))
    return []


def _done(
    request: HttpRequest, action: Action, form: ActionForm, submission: Submission
) -> HttpResponseRedirect:
    said = action.said(submission, form.cleaned_data)
    if _visible(request, submission.pk):
        messages.success(request, said)
        return HttpResponseRedirect(writing.here(request))
    messages.success(request, f"{said} You are not a member of that queue, so you do not see it any more.")
    return HttpResponseRedirect(list_url(request))


def _field_of(form: ActionForm, error: Exception) -> str | None:
    return form.refused_field if isinstance(error, ValidationError) else None


def _since(submission: Submission, seen: int | None) -> list[TimelineEntry]:
    entries = submission.timeline.select_related("actor").order_by("-at", "-id")
    if seen and 0 < seen <= _LARGEST_ID:
        return list(entries.filter(pk__gt=seen))[::-1]
    return list(entries[:_SHOWN_AFTER_CONFLICT])[::-1]


def _page(
    request: HttpRequest, site: AdminSite, submission: Submission, refusal: Refusal | None = None
) -> HttpResponse:
    person = access.signed_in(request.user)
    timeline = list(submission.timeline.select_related("actor"))
    actions = offered(submission, person)
    draft = drafts.text_of(submission, person)
    forms = _forms(submission, actions, refusal, draft)
    whole = merged.whole(submission)
    conversation = list(
        whole.messages().select_related("author", "inbound_email").prefetch_related("attachments")
    )
    emails = list(whole.inbound_emails().filter(outcome__in=[Outcome.SUBMISSION, Outcome.TOO_MANY]))
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": f"{submission.reference} {submission.subject}",
        "opts": Submission._meta,
        "submission": submission,
        "tags": list(submission.tags.all()),
        # What came with a message stands with it.
        "attachments": list(whole.attachments().filter(message=None)),
        **page_parts.of(submission, person, conversation, timeline),
        "preview": page_parts.preview(submission, person, draft if "preview" in request.GET else ""),
        "draft": draft,
        "first_email": next((each for each in emails if _began(each, submission)), None),
        "set_aside": [each for each in emails if each.outcome == Outcome.TOO_MANY],
        "forms": forms,
        "seen": max((entry.pk for entry in timeline), default=""),
        "refusal": refusal,
        "unsent": _unsent(refusal, forms),
        "draft_id": _draft_id(refusal, forms),
        "list_url": list_url(request),
        "staff_page": kinds.staff_page(submission),
        "suggestion": suggestions.for_page(submission, timeline) if "accept_suggestion" in actions else None,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/page.html", context)


def _began(email: InboundEmail, submission: Submission) -> bool:
    return email.outcome == Outcome.SUBMISSION and email.submission_id == submission.pk


def _forms(
    submission: Submission, actions: dict[str, Action], refusal: Refusal | None, draft: str
) -> dict[str, ActionForm]:
    """A form for each section that is offered; the refused one as it was posted, the reply with its draft."""
    begun = {"reply": {"text": draft}}
    # Several actions share a section: its form is made once.
    sections = {action.section: action for action in actions.values()}
    forms = {
        section: action.form(submission=submission, auto_id=_auto_id(action), initial=begun.get(section))
        for section, action in sections.items()
    }
    section = ACTIONS[refusal.action].section if refusal else ""
    return {**forms, section: refusal.form} if refusal and section in forms else forms


def _auto_id(action: Action) -> str:
    return f"{action.section}_%s"


def _unsent(refusal: Refusal | None, forms: dict[str, ActionForm]) -> str:
    """What was typed into a form that the page does not offer any more."""
    if not refusal or ACTIONS[refusal.action].section in forms:
        return ""
    return refusal.form.draft()


def _draft_id(refusal: Refusal | None, forms: dict[str, ActionForm]) -> str:
    """The id of the field that still holds what was typed, far below the box that says what happened."""
    if not refusal or not refusal.happened or ACTIONS[refusal.action].section not in forms:
        return ""
    return refusal.form[refusal.form.draft_field].id_for_label if refusal.form.draft() else ""


def _not_yours(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """The same answer for what does not exist and for what is another queue's; typed text is given back."""
    name = request.POST.get("action", "")
    action = ACTIONS.get(name)
    field = "text" if name in writing.BUTTONS else action.form.draft_field if action else ""
    context = {
        **site.each_context(request),
        "title": "This submission is not in your queues",
        "opts": Submission._meta,
        "unsent": request.POST.get(field, "") if field else "",
        "list_url": list_url(request),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/submission/not_yours.html", context, status=404)
