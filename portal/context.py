"""What every page's template may use."""

from typing import Any

from django.http import HttpRequest

from portal import language


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names that the page frame shows."""
    return {
        "organisation_name": "Hackney Learning Trust",
        "council_name": "London Borough of Hackney",
        "language": language.of_page(),
        "is_right_to_left": language.is_right_to_left(),
    }
