"""What helps while somebody writes a reply: draft, canned replies, preview, undo, and who else is here.

The buttons work without JavaScript; the same things for the page's own scripts are answered here as well.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from intake import access, drafts, presence, reply_templates, thumbnails, undo
from intake.models import ReplyTemplate, Submission
from intake.templatetags.triage import person


def save_draft(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Keep what was typed."""
    _keep(request, submission, _typed(request))
    messages.success(request, "Your draft is saved. Nobody else sees it.")
    return HttpResponseRedirect(f"{here(request)}#reply")


def insert(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Put a canned reply below what was typed."""
    chosen = request.POST.get("template", "")
    template = _usable(submission, chosen) if chosen else None
    text = _typed(request)
    if template:
        author = access.signed_in(request.user)
        filled = reply_templates.filled_in(template, submission=submission, author=author)
        text = reply_templates.added_to(text, filled)
    else:
        messages.error(request, "Choose a canned reply first.")
    _keep(request, submission, text)
    return HttpResponseRedirect(f"{here(request)}#reply")


def preview(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Keep what was typed, and show the email that it becomes."""
    text = _typed(request)
    _keep(request, submission, text)
    if text.strip():
        return HttpResponseRedirect(f"{here(request, preview='yes')}#preview")
    messages.error(request, "There is nothing to preview yet. Write the reply first.")
    return HttpResponseRedirect(f"{here(request)}#reply")


def take_back(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Take back the person's last reply, if it has not gone out."""
    try:
        undo.take_back(submission_id=submission.pk, actor=access.signed_in(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(here(request))
    messages.success(request, "Your reply is taken back: it was not sent. Its text is in the reply box.")
    return HttpResponseRedirect(f"{here(request)}#reply")


#: By the value of their button.
BUTTONS: dict[str, Callable[[HttpRequest, Submission], HttpResponse]] = {
    "save_draft": save_draft,
    "insert": insert,
    "preview": preview,
    "take_back": take_back,
}


@require_POST
def draft_view(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Keep what is being typed."""
    submission = _visible(request, submission_id)
    _keep(request, submission, _typed(request), seen=_number(request.POST.get("seen", "")))
    return HttpResponse(status=204)


@require_POST
def presence_view(request: HttpRequest, submission_id: int) -> HttpResponse:
    """Note that the person is here; say who else is, and what has happened since their page was made."""
    submission, user = _visible(request, submission_id), access.signed_in(request.user)
    if "leaves" in request.POST:
        presence.leave(submission=submission, user=user)
        return HttpResponse(status=204)
    presence.note(submission=submission, user=user, is_typing="typing" in request.POST)
    changed = str(submission.version) != request.POST.get("version", "")
    seen = _number(request.POST.get("seen", ""))
    return JsonResponse(
        {
            "others": presence.in_words(presence.others(submission, user)),
            "happened": _happened(submission, seen) if changed else [],
            "changed": changed,
        }
    )


@require_GET
def canned_view(request: HttpRequest, submission_id: int, template_id: int) -> HttpResponse:
    """Answer with a canned reply, filled in."""
    submission = _visible(request, submission_id)
    template = get_object_or_404(reply_templates.usable_for(submission), pk=template_id)
    author = access.signed_in(request.user)
    text = reply_templates.filled_in(template, submission=submission, author=author)
    return JsonResponse({"text": text})


@require_GET
def picture_view(request: HttpRequest, uuid: str) -> HttpResponse:
    """Answer with a small picture of an attached image that the person may see."""
    attachment = get_object_or_404(access.visible_attachments(request.user), uuid=uuid)
    try:
        content = thumbnails.of(attachment)
    except thumbnails.NoPicture as error:
        raise Http404("There is no picture of this file.") from error
    response = HttpResponse(content, content_type=thumbnails.CONTENT_TYPE)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def here(request: HttpRequest, **more: str) -> str:
    """Return the address of the page, with the list that the person came from and nothing else but `more`."""
    kept = {"list": request.GET.get("list", ""), **more}
    query = urlencode({name: value for name, value in kept.items() if value})
    return request.path + (f"?{query}" if query else "")


def _visible(request: HttpRequest, submission_id: int) -> Submission:
    found = access.visible_submissions(request.user).select_related("queue")
    return get_object_or_404(found, pk=submission_id)


def _typed(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


def _keep(request: HttpRequest, submission: Submission, text: str, seen: int | None = None) -> None:
    drafts.save(submission_id=submission.pk, actor=access.signed_in(request.user), text=text, seen=seen)


def _usable(submission: Submission, template_id: str) -> ReplyTemplate | None:
    number = _number(template_id)
    return reply_templates.usable_for(submission).filter(pk=number).first() if number else None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else None


def _happened(submission: Submission, seen: int | None) -> list[str]:
    entries = submission.timeline.select_related("actor").filter(pk__gt=seen or 0).order_by("-pk")[:3]
    return [
        f"{entry.get_event_display().lower()}{f' by {person(entry.actor)}' if entry.actor else ''}"
        for entry in reversed(entries)
    ]
