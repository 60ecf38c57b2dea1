"""Merging a duplicate into a supplier: finding it, looking at both side by side, and merging."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from intake import access as intake_access
from intake import paging
from suppliers import access, merging
from suppliers.admin import comparison, links
from suppliers.admin.supplier_page import visible
from suppliers.models import Supplier

_OFFERED = 20


def merge_page(request: HttpRequest, site: AdminSite, supplier_id: int) -> HttpResponse:
    """Answer a GET with the duplicates or with one beside the supplier, and a POST with what became of it."""
    access.require(access.may_lead(request.user))
    keep = visible(request, supplier_id)
    problems: list[str] = []
    if request.method == "POST":
        problems = _merge(request, keep)
        if not problems:
            return HttpResponseRedirect(links.page(keep))
    asked = request.POST if request.method == "POST" else request.GET
    other = asked.get("other", "")
    ids = [keep.pk, int(other)] if paging.is_id(other) and int(other) != keep.pk else []
    compared = comparison.suppliers(request.user, ids)
    text = request.GET.get("q", "").strip()[:200]
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": f"Merge a duplicate into {keep}",
        "opts": Supplier._meta,
        "supplier": keep,
        "problems": problems,
        "text": text,
        "compared": compared if len(compared) > 1 else [],
        "rows": comparison.rows(compared) if len(compared) > 1 else [],
        "candidates": merging.candidates(keep, text=text)[:_OFFERED] if len(compared) < 2 else [],
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/supplier/merge.html", context)


def _merge(request: HttpRequest, keep: Supplier) -> list[str]:
    """Merge what was posted; return why not, in words."""
    other = request.POST.get("other", "")
    if not paging.is_id(other):
        return ["Choose the duplicate first."]
    try:
        merging.merge(keep_id=keep.pk, merge_id=int(other), actor=intake_access.signed_in(request.user))
    except Supplier.DoesNotExist:
        return ["There is no such supplier any more."]
    except ValidationError as error:
        return error.messages
    messages.success(request, "Merged. What belonged to the duplicate is on this page now.")
    return []
