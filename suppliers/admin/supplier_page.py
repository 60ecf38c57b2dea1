"""A supplier's page: shows what the person may see, parses one posted action, calls its function, answers."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from intake import access as intake_access
from intake import audit
from suppliers import access, history, register_search, use_notes
from suppliers.admin import comparison, links
from suppliers.admin.supplier_actions import ACTIONS, ActionForm, offered
from suppliers.models import Expiry, Person, Supplier
from suppliers.register_search import Insurance

_NOTES_SHOWN = 50
_HISTORY_SHOWN = 10
_INSURED = frozenset(kind.value for kind in Insurance)


def supplier_page(request: HttpRequest, site: AdminSite, supplier_id: int) -> HttpResponse:
    """Answer a GET with the page, and a POST with what became of its action."""
    supplier = visible(request, supplier_id)
    if request.method != "POST":
        audit.record(audit.Action.READ_SUPPLIER, actor=request.user, about=supplier)
        return _page(request, site, supplier)
    intake_access.require_act(request.user)
    name = request.POST.get("action", "")
    action = ACTIONS.get(name)
    if not action:
        messages.error(request, "That is nothing that can be done here. Nothing was changed.")
        return HttpResponseRedirect(request.get_full_path())
    form = action.form(request.POST, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            actor = intake_access.signed_in(request.user)
            action.run(form.cleaned_data, supplier_id=supplier.pk, actor=actor)
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return _page(request, site, visible(request, supplier_id), {name: form})
    messages.success(request, action.said)
    return HttpResponseRedirect(request.get_full_path())


def history_page(request: HttpRequest, site: AdminSite, supplier_id: int) -> HttpResponse:
    """Answer with a page of the supplier's history."""
    supplier = visible(request, supplier_id)
    audit.record(audit.Action.READ_SUPPLIER, actor=request.user, about=supplier, detail={"page": "history"})
    context = {
        **site.each_context(request),
        "title": f"History of {supplier}",
        "opts": Supplier._meta,
        "supplier": supplier,
        "history": history.of(
            supplier, with_answers=access.may_read(request.user), before=request.GET.get("before", "")
        ),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/supplier/history.html", context)


def visible(request: HttpRequest, supplier_id: int) -> Supplier:
    """Return a supplier that the person may see, or answer that there is none."""
    suppliers = access.visible_suppliers(request.user).select_related("merged_into")
    return get_object_or_404(suppliers.prefetch_related("categories", "facets"), pk=supplier_id)


def _page(
    request: HttpRequest, site: AdminSite, supplier: Supplier, refused: dict[str, ActionForm] | None = None
) -> HttpResponse:
    may_read, may_lead = access.may_read(request.user), access.may_lead(request.user)
    may_rate = access.may_rate(request.user)
    names = offered(supplier, may_rate=may_rate, may_procure=may_rate and may_read, may_lead=may_lead)
    forms = {name: ACTIONS[name].form(auto_id=f"{name}_%s") for name in names}
    expiries = list(supplier.expiries.all())
    until = {expiry.kind: expiry.expires_on for expiry in expiries}
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": str(supplier),
        "opts": Supplier._meta,
        "supplier": supplier,
        "may_read": may_read,
        "flags": comparison.flags(supplier),
        "areas": register_search.areas_in_words(supplier),
        "phases": register_search.phases_in_words(supplier),
        "insurance": [
            (kind.label, getattr(supplier, kind.value), until.get(Expiry.Kind(kind.value)))
            for kind in Insurance
        ],
        "other_expiries": [expiry for expiry in expiries if expiry.kind not in _INSURED],
        "rating": use_notes.ratings([supplier.pk]).get(supplier.pk),
        "notes": list(supplier.use_notes.select_related("author")[:_NOTES_SHOWN]),
        "standings": list(supplier.standings.select_related("set_by", "lifted_by")),
        "history": history.of(supplier, with_answers=may_read, size=_HISTORY_SHOWN),
        "forms": {**forms, **(refused or {})},
        "refused": list((refused or {}).values()),
        "list_url": links.back_to_list(request.GET.get("list", "")),
        **(_for_procurement(request, supplier) if may_read else {}),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/supplier/page.html", context)


def _for_procurement(request: HttpRequest, supplier: Supplier) -> dict[str, Any]:
    registrations = access.visible_registrations(request.user).filter(supplier=supplier)
    return {
        "documents": list(supplier.documents.select_related("attachment")),
        "people": list(Person.objects.filter(supplier=supplier)),
        "registrations": [
            (registration, links.review(registration))
            for registration in registrations.select_related("submission").prefetch_related(
                Prefetch("decisions")
            )
        ],
    }
