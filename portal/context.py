"""What every page's template may use."""

from typing import Any

from django.http import HttpRequest

from intake import languages, wording


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the names that the page frame shows."""
    return {
        **wording.NAMES,
        "language": languages.name_in_html(),
        "is_right_to_left": languages.is_right_to_left(),
    }
