"""What every sender shares, whatever they sent: following it, answering, correcting and closing it."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import downloads, link_requests, progress, senders, tracking, uploads, workflow
from intake import feedback as feedbacks
from intake.fields.widgets import REMOVE
from intake.forms import (
    DetailsForm,
    FeedbackForm,
    PublicForm,
    SolvedForm,
    TrackingLinkForm,
    WithdrawForm,
    WriteForm,
)
from intake.models import Submission

_UNPROCESSABLE = 422
_DONE = {
    "written": _("Your message is with the team"),
    "details": _("Your contact details are corrected"),
    "solved": _("Thank you for telling us"),
    "withdraw": _("You have withdrawn it"),
    "feedback": _("Thank you for your feedback"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """Ask for a reference and an email address, and have a link emailed if they belong together."""
    if request.method != "POST":
        return render(request, "intake/tracking-lookup.html", {"form": TrackingLinkForm()})
    form = TrackingLinkForm(request.POST)
    if not form.is_valid():
        return render(request, "intake/tracking-lookup.html", {"form": form}, status=_UNPROCESSABLE)
    link_requests.ask(**form.cleaned_data)
    response = redirect("intake:tracking-link-sent")
    response.status_code = 303
    return response


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody, so that a stranger does not learn what exists."""
    return render(request, "intake/tracking-link-sent.html")


def _secret(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give `view` the submission that the link opens, or say that it opens none, and give typed text back.

    An address that opens something is kept out of caches, search engines and other sites' logs.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        submission = tracking.submission_for(token)
        response = view(request, submission, token, **kwargs) if submission else _unknown(request)
        patch_cache_control(response, private=True, no_store=True)
        # Within the site the browser must name the page, or Django takes its forms for forged ones.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return wrapped


@require_safe
@_secret
def follow(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Show a sender where their submission stands; changes nothing."""
    return _tracking_page(request, submission, token, WriteForm(initial={"upload": uuid.uuid4()}))


@require_POST
@_secret
def write(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Take what a sender adds to the conversation."""
    form = _posted_message(request)
    if not form.is_valid():
        return _tracking_page(request, submission, token, form)
    try:
        senders.write(
            submission_id=submission.pk,
            text=form.cleaned_data["text"],
            author_email=submission.sender_email,
            upload_token=form.cleaned_data["upload"],
        )
    except (ValidationError, workflow.MoveNotAllowed) as error:
        form.add_error("text", getattr(error, "messages", None) or str(error))
        return _tracking_page(request, submission, token, form)
    return _back(token, "written")


@require_http_methods(["GET", "HEAD", "POST"])
@_secret
def details(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask how the sender can be reached, and correct it."""
    known = {
        "name": submission.sender_name,
        "email": submission.sender_email,
        "telephone": submission.sender_telephone,
    }
    return _step(
        request,
        (submission, token, "details"),
        DetailsForm(request.POST or None, initial=known),
        lambda answers: senders.correct_details(
            submission_id=submission.pk,
            name=answers["name"],
            email=answers["email"],
            telephone=answers["telephone"].as_e164 if answers["telephone"] else "",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@_secret
def solved(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask whether it is solved, and close it."""
    return _step(
        request,
        (submission, token, "solved"),
        SolvedForm(request.POST or None),
        lambda answers: senders.solve(submission_id=submission.pk, text=answers["text"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@_secret
def withdraw(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask whether it is to be withdrawn, and withdraw it."""
    return _step(
        request,
        (submission, token, "withdraw"),
        WithdrawForm(request.POST or None),
        lambda answers: senders.withdraw(submission_id=submission.pk, reason=answers["text"]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@_secret
def feedback(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask how satisfied the sender of what was resolved is; the answer that a link names is only chosen."""
    given = feedbacks.given(submission)
    known = {"rating": given.rating, "comment": given.comment} if given else {}
    known |= {"rating": request.GET["rating"]} if "rating" in request.GET else {}
    form = FeedbackForm(request.POST if request.method == "POST" else None, initial=known)
    context = {"submission": submission, "token": token, "form": form, "given": given}
    try:
        if not feedbacks.may_give(submission):
            raise workflow.MoveNotAllowed
        if form.is_valid():
            feedbacks.give(
                submission_id=submission.pk,
                rating=int(form.cleaned_data["rating"]),
                comment=form.cleaned_data["comment"],
            )
            return _back(token, "feedback")
    except workflow.MoveNotAllowed:
        return _no_feedback(request, submission, token)
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "intake/tracking-feedback.html", context, status=status)


@require_safe
@_secret
def file(request: HttpRequest, submission: Submission, token: str, *, uuid: uuid.UUID) -> HttpResponse:
    """Return a file to the sender who sent it, as a download; by an old link, the page with a new one."""
    found = get_object_or_404(progress.files(submission), uuid=uuid)
    given = request.GET.get(downloads.SIGNATURE, "")
    if not downloads.is_signed(uuid, downloads.sender(token), given):
        return _back(token, "")
    download: HttpResponse = downloads.as_download(found)  # type: ignore[assignment]
    return download


def _posted_message(request: HttpRequest) -> WriteForm:
    """Keep the files that came, so that no error elsewhere loses them, and read the rest."""
    upload = WriteForm.base_fields["upload"]
    try:
        token = upload.clean(request.POST.get("upload"))
    except ValidationError:
        token = uuid.uuid4()
    kept, problems = uploads.keep(
        upload_token=token,
        question="attachments",
        files=request.FILES.getlist("attachments"),
        remove=request.POST.getlist("attachments" + REMOVE),
    )
    posted = request.POST.copy()
    posted["upload"] = str(token)
    return WriteForm(posted, kept=kept, file_problems=problems)


def _tracking_page(request: HttpRequest, submission: Submission, token: str, form: WriteForm) -> HttpResponse:
    context = {
        "submission": submission,
        "token": token,
        "progress": progress.of(submission),
        "conversation": progress.conversation(submission),
        "files": progress.files(submission).filter(message=None),
        "may_write": senders.may_write(submission),
        "may_give_feedback": feedbacks.may_give(submission),
        "feedback": feedbacks.given(submission),
        "reopen_days": senders.REOPEN_WITHIN.days,
        "form": form,
        "done": _DONE.get(request.GET.get("done", "")),
    }
    return render(request, "intake/tracking.html", context, status=_UNPROCESSABLE if form.errors else 200)


def _step(
    request: HttpRequest,
    step: tuple[Submission, str, str],
    form: PublicForm,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Ask with `form` on a page of its own; on a good POST `act`, and go back to the tracking page."""
    submission, token, name = step
    if not submission.is_open_to_its_sender:
        return _back(token, "")
    if request.method == "POST" and form.is_valid():
        # Somebody else may just have closed it: the tracking page says so.
        with suppress(workflow.MoveNotAllowed):
            act(form.cleaned_data)
        return _back(token, name)
    context = {"submission": submission, "token": token, "form": form}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, f"intake/tracking-{name}.html", context, status=status)


def _no_feedback(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    context = {
        "submission": submission,
        "token": token,
        "days": feedbacks.GIVE_WITHIN.days,
        "unsent": request.POST.get("comment", ""),
    }
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "intake/tracking-feedback-closed.html", context, status=status)


def _back(token: str, done: str) -> HttpResponse:
    response = redirect(reverse("intake:tracking", args=[token]) + (f"?done={done}" if done else ""))
    response.status_code = 303
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    context = {
        "link_life_days": tracking.LINK_LIFE.days,
        "unsent": request.POST.get("text") or request.POST.get("comment", ""),
    }
    return render(request, "intake/tracking-unknown.html", context, status=404)
