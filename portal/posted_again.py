"""The answers of a form that could not be taken, as hidden fields of the page that says so."""

from typing import Any

from django.http import HttpRequest

#: The pages whose answers are carried over.
_KEEPS_ANSWERS = ("enquiries:form", "enquiries:check", "enquiries:solved", "suppliers:section")


def context(request: HttpRequest) -> dict[str, Any]:
    """Return `answers` as (name, value), none where they are not carried over, and `has_files`."""
    match = request.resolver_match
    keeps_answers = request.method == "POST" and match and match.view_name in _KEEPS_ANSWERS
    return {
        "answers": _pairs(request) if keeps_answers else [],
        "has_files": keeps_answers and any(request.FILES.values()),
    }


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
