"""A type's file in the admin: to download, and to upload another, which is shown before it is imported."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from enquiries import definitions, type_files, versions
from enquiries.models import EnquiryType
from enquiries.type_yaml import LARGEST, Unusable


def urls(types: admin.ModelAdmin) -> list[URLPattern]:
    """Return the addresses of both pages, for the admin of types."""
    wrap = types.admin_site.admin_view
    return [
        path("<int:pk>/export/", wrap(partial(_export, types)), name="enquiries_enquirytype_export"),
        path("<int:pk>/import/", wrap(partial(_import, types)), name="enquiries_enquirytype_import"),
    ]


def _export(types: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the file of the working copy; of what is on the site with ?of=site."""
    enquiry_type = _type(types, request, pk)
    form = versions.on_the_site if request.GET.get("of") == "site" else definitions.working_copy
    return HttpResponse(
        type_files.export(form(enquiry_type)),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{enquiry_type.slug}.yaml"'},
    )


def _import(types: admin.ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file, show what it would change, and change it once that was seen."""
    enquiry_type = _type(types, request, pk)
    if not types.has_change_permission(request, enquiry_type):
        raise PermissionDenied
    context: dict[str, Any] = {}
    if request.method == "POST":
        source = _source(request)
        try:
            if "seen" in request.POST:
                return _apply(request, enquiry_type, source)
            context["planned"] = type_files.plan(source, only=enquiry_type, by=request.user)  # type: ignore[arg-type]
        except type_files.ChangedMeanwhile as error:
            context |= {"planned": error.planned, "changed_meanwhile": True}
        except Unusable as error:
            context["problems"] = error.problems
    context |= {
        **types.admin_site.each_context(request),
        "title": f"Import {enquiry_type} from YAML",
        "opts": EnquiryType._meta,
        "enquiry_type": enquiry_type,
    }
    return TemplateResponse(request, "admin/enquiries/enquirytype/import.html", context)


def _apply(request: HttpRequest, enquiry_type: EnquiryType, source: bytes) -> HttpResponse:
    seen = request.POST["seen"]
    type_files.apply_as_seen(source, seen=seen, only=enquiry_type, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "The file is imported. The form on the site is as it was until you publish.")
    return redirect("admin:enquiries_enquirytype_change", enquiry_type.pk)


def _type(types: admin.ModelAdmin, request: HttpRequest, pk: int) -> EnquiryType:
    return get_object_or_404(types.get_queryset(request), pk=pk)


def _source(request: HttpRequest) -> bytes:
    """The file that was chosen; after it was shown, its text."""
    uploaded = request.FILES.get("file")
    return uploaded.read(LARGEST + 1) if uploaded else request.POST.get("text", "").encode()
