"""The addresses of private files, each signed for who sees the page."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from intake import downloads

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_file(context: dict[str, Any], file: uuid.UUID) -> str:
    """Return the address of an attachment for the member of staff who is signed in."""
    return for_staff("attachment", file, context["request"].user.pk)


@register.simple_tag(takes_context=True)
def staff_email(context: dict[str, Any], email: uuid.UUID) -> str:
    """Return the address of an email as it came, for the member of staff who is signed in."""
    return for_staff("email", email, context["request"].user.pk)


@register.simple_tag
def sender_file(token: str, file: uuid.UUID) -> str:
    """Return the address of a file for who follows a submission by the link of `token`."""
    address = reverse("intake:tracking-file", args=[token, file])
    return _with_signature(address, file, downloads.sender(token))


@register.simple_tag
def supplier_file(email: str, file: uuid.UUID) -> str:
    """Return the address of a document for who is in by `email`."""
    return _with_signature(reverse("suppliers:document", args=[file]), file, downloads.supplier(email))


def for_staff(what: str, file: uuid.UUID, user_id: object) -> str:
    """Return the address of an "attachment" or "email" for one member of staff."""
    address = reverse(f"admin:intake_submission_{what}", args=[file])
    return _with_signature(address, file, downloads.staff(user_id))


def _with_signature(address: str, file: uuid.UUID, person: str) -> str:
    return f"{address}?{urlencode({downloads.SIGNATURE: downloads.signature(file, person)})}"
