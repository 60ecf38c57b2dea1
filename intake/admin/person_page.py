"""The page on one person’s data: asks whose, says what that is, makes a copy for them, or erases it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access, exporting
from intake.models import ErasureRun, SubjectAccess
from intake.privacy import requests, subject_access

TEMPLATE = "admin/intake/privacy/person.html"


class PersonForm(forms.Form):
    """Whose; the address never stands in the page's own address, which logs keep."""

    address = forms.CharField(
        label="Email address",
        max_length=254,
        error_messages={"required": "Enter the person’s email address."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Without colons after the labels."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["address"].widget.attrs["autocomplete"] = "off"


def person_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Ask for an address, show what is held of it, and have that copied or erased."""
    user = access.signed_in(request.user)
    access.require_privacy(user)
    form = PersonForm(request.POST or None)
    context = {
        **site.each_context(request),
        "title": "One person’s data",
        "opts": ErasureRun._meta,
        "form": form,
        "copies": subject_access.newest(actor=user),
    }
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            if "copy" in request.POST:
                return _asked(request, subject_access.ask(address=address, actor=user))
            if "erase" in request.POST:
                return _erased(request, requests.erase(address=address, actor=user))
            found = requests.preview(address=address, actor=user)
        except ValidationError as error:
            form.add_error("address", error)
        else:
            context |= {"found": found, "earlier": requests.reports_of(found.address)}
    request.current_app = site.name
    return TemplateResponse(request, TEMPLATE, context)


def copy_as_download(request: HttpRequest, copy_id: int) -> FileResponse:
    """Answer with a copy that was made for a person.

    Raises:
        Http404: there is none, or its time is over.
    """
    try:
        copy = subject_access.take(copy_id=copy_id, actor=access.signed_in(request.user))
        file = copy.file.open("rb")
    except (SubjectAccess.DoesNotExist, FileNotFoundError) as error:
        raise Http404("This copy is gone. Make a new one.") from error
    response = FileResponse(file, content_type="application/zip")
    exporting.mark_as_download(response, f"personal-data-{copy.asked_at:%Y-%m-%d}-{copy.pk}.zip")
    return response


def _asked(request: HttpRequest, copy: SubjectAccess) -> HttpResponse:
    messages.success(request, f"Copy {copy.pk} is being made. Load this page again in a minute.")
    return HttpResponseRedirect(reverse("admin:intake_erasurerun_person"), status=303)


def _erased(request: HttpRequest, report: ErasureRun) -> HttpResponse:
    messages.success(request, "Erased. This report names nobody; keep it as proof.")
    url = f"{reverse('admin:intake_erasurerun_changelist')}?report={report.pk}"
    return HttpResponseRedirect(url, status=303)
