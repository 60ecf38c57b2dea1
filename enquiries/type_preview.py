"""A type's form as the public would see it: as it is stored, or as it is being typed in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from enquiries import form_factory, steps
from enquiries.definitions import Definition
from enquiries.models import Page
from intake import wording


def page(request: HttpRequest, form: Definition, *, at: Page | None = None) -> HttpResponse:
    """Answer with the form, of several pages with `at`, or the one named in the address.

    It can be filled in, and never sent.
    """
    shown = at or form.page(request.GET.get("page", "")) or form.pages[0]
    context = {
        "enquiry_type": form.enquiry_type,
        "introduction": form.introduction,
        "form": form_factory.build(form, form.questions_on(shown))(),
        "notices": form.form_notices(),
        "target": wording.response_target_in_words(form.enquiry_type.usual_queue),
        "step": _step(request, form, shown) if form.has_steps else None,
        "is_preview": True,
    }
    return render(request, "enquiries/form.html", context)


def _step(request: HttpRequest, form: Definition, shown: Page) -> dict[str, Any]:
    """What the template says of the page; what was only typed has no address that leads to its others."""
    pages = list(form.pages)
    number = pages.index(shown)
    linked = request.method != "POST"
    return {
        "page": shown,
        "place": steps.place(form, shown, pages),
        "is_first": number == 0,
        "back": _address(request, pages[number - 1]) if linked and number else "",
        "next": _address(request, pages[number + 1]) if linked and shown is not pages[-1] else "",
    }


def _address(request: HttpRequest, page: Page) -> str:
    query = request.GET.copy()
    query["page"] = page.name
    return f"?{query.urlencode()}"
