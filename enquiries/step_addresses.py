"""Where the pages of a form of several are, and what their template says of them."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from enquiries.definitions import Definition
from enquiries.models import Draft, Page
from enquiries.steps import Steps

#: In a page's address: its answers are changed from the check page; they are kept, and one goes back.
CHANGE, BACK = "change", "back"


def named_page(request: HttpRequest, definition: Definition) -> Page | None:
    """Return the page that the address names, or the first where it names none; None: there is no such."""
    return definition.page(request.GET["page"]) if "page" in request.GET else definition.pages[0]


def of_page(draft: Draft, page: Page, *, change: bool = False) -> str:
    """Return the address of `page`; with `change`, one whose answers lead back to the check page."""
    address = reverse("enquiries:form", args=[draft.enquiry_type.slug])
    return f"{address}?form={draft.pk}&page={quote(page.name)}" + (f"&{CHANGE}=1" if change else "")


def of_check(draft: Draft) -> str:
    """Return the address of the check page."""
    return f"{reverse('enquiries:check', args=[draft.enquiry_type.slug])}?form={draft.pk}"


def step(draft: Draft, way: Steps, page: Page, *, change: bool = False) -> dict[str, Any]:
    """Return what the template says of `page`; `back` is "" where that leads out of the form."""
    before = way.before(page)
    back = of_page(draft, before) if before else ""
    return {
        "page": page,
        "place": way.place(page) if page in way.asked else None,
        "is_first": not before,
        "back": of_check(draft) if change and not way.unfinished() else back,
        "action": of_page(draft, page, change=change),
    }
