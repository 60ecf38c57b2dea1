"""A registration's page: its task list while it is filled in, and where it stands once it was sent."""

import uuid
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import downloads, progress, senders, workflow
from intake.forms import WithdrawForm
from suppliers import access, drafts, overview, review, sending, session, status, tasklist
from suppliers import registration as rules
from suppliers.models import Document, Registration, SectionReview
from suppliers.models.registration import State
from suppliers.public_forms import MessageForm
from suppliers.sections import BY_SLUG
from suppliers.states import MoveNotAllowed
from suppliers.views.answers import UNPROCESSABLE, own, see_other

_MAY_WITHDRAW = (State.SUBMITTED, State.CHANGES_REQUESTED)


@require_safe
@session.signed_in()
def registration(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Show the sections of a draft, or where what was sent stands."""
    found = own(email, pk)
    if found.state == State.DRAFT:
        return _task_list_page(request, found, email)
    return _status_page(request, found, email, MessageForm())


@require_POST
@session.signed_in()
def message(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Take what a supplier writes about its registration."""
    found = own(email, pk)
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _status_page(request, found, email, form)
    try:
        rules.write(registration_id=pk, text=form.cleaned_data["text"], by=email)
    except (ValidationError, workflow.MoveNotAllowed):
        return see_other("registration", pk)
    return see_other("registration", pk, query="?written=yes#messages")


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in()
def withdraw(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Ask whether a registration is to be withdrawn, and withdraw it."""
    found = own(email, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with suppress(MoveNotAllowed):
            rules.withdraw(registration_id=pk, reason=form.cleaned_data["text"])
        return see_other("registration", pk)
    if found.state not in _MAY_WITHDRAW:
        return see_other("registration", pk)
    context = {"email": email, "registration": found, "form": form}
    return render(request, "suppliers/withdraw.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in()
def delete(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Ask whether a draft is to be deleted, and delete it."""
    found = own(email, pk)
    if found.state != State.DRAFT:
        return see_other("registration", pk)
    if request.method == "POST":
        drafts.erase(registration_id=pk)
        return see_other("home")
    return render(request, "suppliers/delete.html", {"email": email, "registration": found})


@require_safe
@session.signed_in()
def copy(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """Return all answers as a PDF."""
    found = own(email, pk)
    reference = found.submission.reference if found.submission else ""
    response = HttpResponse(sending.copy_of(found, reference), content_type="application/pdf")
    name = reference or "registration"
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@session.signed_in()
def document(request: HttpRequest, uuid: uuid.UUID, *, email: str) -> HttpResponse:
    """Return a document to its supplier's own people, as a download; by an old link, its page."""
    documents = access.documents_of(email).select_related("attachment")
    found = get_object_or_404(documents, attachment__uuid=uuid)
    if not downloads.is_signed(uuid, downloads.supplier(email), request.GET.get(downloads.SIGNATURE, "")):
        return see_other("registration", found.registration_id)
    download: HttpResponse = downloads.as_download(found.attachment)  # type: ignore[assignment]
    return download


def _task_list_page(request: HttpRequest, found: Registration, email: str) -> HttpResponse:
    context = {
        "email": email,
        "registration": found,
        "tasks": tasklist.of(found),
        "saved": BY_SLUG.get(request.GET.get("saved", "")),
        "later": request.GET.get("later") == "yes",
    }
    return render(request, "suppliers/task-list.html", context)


def _status_page(request: HttpRequest, found: Registration, email: str, form: MessageForm) -> HttpResponse:
    submission = found.submission
    context = {
        "email": email,
        "registration": found,
        "status": status.of(found),
        "decisions": found.decisions.order_by("-at", "-id"),
        "documents": Document.objects.filter(supplier=found.supplier_id).select_related("attachment"),
        "messages_so_far": progress.conversation(submission) if submission else [],
        "may_write": bool(submission and senders.may_write(submission)),
        "may_withdraw": found.state in _MAY_WITHDRAW,
        "tasks": tasklist.of(found) if found.is_editable else None,
        "queried": _queried(found) if found.is_editable else (),
        "begins": overview.begins(found.supplier, list(found.supplier.registrations.all())),
        "form": form,
        "written": request.GET.get("written") == "yes",
        "saved": BY_SLUG.get(request.GET.get("saved", "")),
        "later": request.GET.get("later") == "yes",
    }
    return render(request, "suppliers/status.html", context, status=UNPROCESSABLE if form.errors else 200)


def _queried(found: Registration) -> list[str]:
    """Return the sections of which something is asked, and which have not been changed since."""
    query = SectionReview.Outcome.QUERY
    return [checked.section.slug for checked in review.checklist(found) if checked.outcome == query]
