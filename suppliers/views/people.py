"""The people of a supplier, as they see each other."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from suppliers import people as rules
from suppliers import session
from suppliers.models import Registration
from suppliers.public_forms import InvitationForm
from suppliers.views.answers import UNPROCESSABLE, number, own, see_other


@require_http_methods(["GET", "HEAD", "POST"])
@session.signed_in()
def people(request: HttpRequest, pk: uuid.UUID, *, email: str) -> HttpResponse:
    """List who may open a supplier's registrations, invite and remove."""
    registration = own(email, pk)
    if request.method != "POST":
        return _page(request, registration, email, InvitationForm())
    if "remove" in request.POST:
        return _remove(request, registration, email)
    form = InvitationForm(request.POST)
    if form.is_valid():
        try:
            rules.invite(supplier_id=registration.supplier_id, email=form.cleaned_data["email"], by=email)
            return see_other("people", pk, query="?invited=yes")
        except ValidationError as error:
            form.add_error("email", error)
    return _page(request, registration, email, form)


def _remove(request: HttpRequest, registration: Registration, email: str) -> HttpResponse:
    try:
        rules.remove(supplier_id=registration.supplier_id, person_id=number(request, "remove"))
    except ValidationError as error:
        return _page(request, registration, email, InvitationForm(), error.messages[0])
    if not registration.supplier.people.filter(email=email).exists():
        return see_other("home")
    return see_other("people", registration.pk)


def _page(
    request: HttpRequest, registration: Registration, email: str, form: InvitationForm, refusal: str = ""
) -> HttpResponse:
    context = {
        "email": email,
        "registration": registration,
        "form": form,
        "people": registration.supplier.people.all(),
        "refusal": refusal,
        "invited": request.GET.get("invited") == "yes",
    }
    status = UNPROCESSABLE if form.errors or refusal else 200
    return render(request, "suppliers/people.html", context, status=status)
