"""What every page's template may use."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names that the page frame shows."""
    return {
        "organisation_name": "Hackney Learning Trust",
        "council_name": "London Borough of Hackney",
    }
