"""A person's first page: their suppliers, and what may be begun; and the stop of a draft's reminders."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from suppliers import access, drafts, overview, registration, session
from suppliers.models import Registration
from suppliers.views.answers import CONFLICT, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in()
def home(request: HttpRequest, *, email: str) -> HttpResponse:
    """Show a person's suppliers with their registrations, and begin a new one."""
    if request.method != "POST":
        return _home_page(request, email)
    try:
        begun = registration.start(email=email)
    except registration.NotNow as refusal:
        return _home_page(request, email, str(refusal))
    return see_other("registration", begun.pk)


@require_POST
@session.signed_in()
def begin(request: HttpRequest, supplier: uuid.UUID, *, email: str) -> HttpResponse:
    """Begin a change of details, a renewal, or another try."""
    found = get_object_or_404(access.suppliers_of(email), uuid=supplier)
    kind = request.POST.get("kind", "")
    if kind not in Registration.Kind.values:
        raise Http404("There is nothing of that kind to begin.")
    try:
        begun = registration.begin_again(supplier_id=found.pk, kind=Registration.Kind(kind))
    except registration.NotNow as refusal:
        return _home_page(request, email, str(refusal))
    return see_other("registration", begun.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the reminders of a draft; open to whoever has the link, and says nothing of the draft."""
    found = drafts.of_stop_token(token)
    if not found:
        return session.private(render(request, "suppliers/stopped.html", {"unknown": True}, status=404))
    if request.method == "POST":
        drafts.stop(registration_id=found.pk)
        return session.private(see_other("stop", token))
    context = {"stopped": found.reminders_stopped}
    return session.private(render(request, "suppliers/stopped.html", context))


def _home_page(request: HttpRequest, email: str, refusal: str = "") -> HttpResponse:
    context = {"email": email, "refusal": refusal, "suppliers": overview.of_person(email)}
    return render(request, "suppliers/home.html", context, status=CONFLICT if refusal else 200)
