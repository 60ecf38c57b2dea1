"""What the suppliers' views share."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from suppliers import access
from suppliers.models import Registration

UNPROCESSABLE, CONFLICT = 422, 409


def see_other(name: str, *args: Any, query: str = "") -> HttpResponse:
    """Return the answer to a good POST: a redirect to the page called `name`."""
    response = redirect(reverse(f"suppliers:{name}", args=args) + query)
    response.status_code = 303
    return response


def own(email: str, pk: uuid.UUID) -> Registration:
    """Return a registration that the owner of `email` may open.

    Raises:
        Http404: there is none, or it is another supplier's: which of the two is not said.
    """
    registrations = access.registrations_of(email).select_related("supplier", "submission__queue")
    return get_object_or_404(registrations, pk=pk)


def number(request: HttpRequest, name: str) -> int:
    """Return a posted whole number; 0 where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
