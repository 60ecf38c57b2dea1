"""The register: parses the search, and answers with a page of suppliers, a comparison, or a file."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.template.response import TemplateResponse
from django.utils import timezone

from intake import audit, exporting, paging
from suppliers import exports, register_search, use_notes
from suppliers.admin import comparison, links
from suppliers.admin.search_form import SearchForm
from suppliers.models import Supplier

COMPARED_AT_MOST = 4


def supplier_list(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with a page of the suppliers that are asked for."""
    form = SearchForm(_asked(request))
    found = register_search.matching(form.criteria())
    page = register_search.page(
        found, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    ratings = use_notes.ratings(supplier.pk for supplier in page.rows)
    asked = dict(form.pairs())
    context = {
        **site.each_context(request),
        "title": "Register of suppliers",
        "opts": Supplier._meta,
        "form": form,
        "filtered": bool(asked),
        "suggested": [
            (category, urlencode({**asked, "category": category.code})) for category in form.suggested
        ],
        "category": register_search.category_in_words(asked["category"]) if "category" in asked else "",
        "count": register_search.count_in_words(found),
        "rows": [(supplier, ratings.get(supplier.pk)) for supplier in page.rows],
        "previous": urlencode({**asked, "before": page.previous}) if page.previous else "",
        "next": urlencode({**asked, "after": page.next}) if page.next else "",
        "here": urlencode(asked),
        "everywhere": urlencode({**asked, "status": register_search.WantedStatus.EVERY.value}),
        "most_compared": COMPARED_AT_MOST,
        "most_exported": exports.AT_MOST,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/supplier/list.html", context)


def compare(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with the ticked suppliers side by side."""
    typed = request.GET.getlist("supplier")
    ticked = [int(value) for value in dict.fromkeys(typed) if paging.is_id(value)]
    if len(ticked) > COMPARED_AT_MOST:
        messages.warning(request, f"The first {COMPARED_AT_MOST} of {len(ticked)} are compared.")
    found = comparison.suppliers(request.user, ticked[:COMPARED_AT_MOST])
    back = links.back_to_list(request.GET.get("list", ""))
    if not found:
        messages.error(request, f"Tick two to {COMPARED_AT_MOST} suppliers first, then press Compare.")
        return HttpResponseRedirect(back)
    ids = [supplier.pk for supplier in found]
    audit.record(
        audit.Action.READ_SUPPLIER, actor=request.user, about=("supplier", ""), detail={"compared": ids}
    )
    context = {
        **site.each_context(request),
        "title": "Suppliers side by side",
        "opts": Supplier._meta,
        "compared": found,
        "rows": comparison.rows(found),
        "list_url": back,
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/supplier/compare.html", context)


def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Answer with the suppliers that are asked for as a file."""
    found = register_search.matching(SearchForm(_asked(request)).criteria())
    audit.record(
        audit.Action.EXPORTED_LIST, actor=request.user, about=("supplier", ""), detail={"format": kind}
    )
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(exports.csv(found), content_type=exporting.CSV)
    elif kind == "xlsx":
        response = FileResponse(exports.xlsx(found), content_type=exporting.XLSX)
    else:
        response = JsonResponse(exports.open_contracting(found), json_dumps_params={"ensure_ascii": False})
    exporting.mark_as_download(response, f"suppliers-{timezone.localdate():%Y-%m-%d}.{kind}")
    return response


def _asked(request: HttpRequest) -> Any:
    """What the address asks for; without a status, approved suppliers are meant."""
    asked = request.GET.copy()
    asked.setdefault("status", register_search.WantedStatus.ACTIVE)
    return asked
