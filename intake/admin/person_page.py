"""The page on which everything of one person is erased: asks whose, says what that is, and does it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from intake import access
from intake.models import ErasureRun
from intake.privacy import requests

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
    """Ask for an address, show what is held of it, and erase that once it is confirmed."""
    user = access.signed_in(request.user)
    access.require_privacy(user)
    form = PersonForm(request.POST or None)
    context = {
        **site.each_context(request),
        "title": "One person’s data",
        "opts": ErasureRun._meta,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["address"]
        try:
            if "erase" in request.POST:
                return _erased(request, requests.erase(address=address, actor=user))
            found = requests.preview(address=address, actor=user)
        except ValidationError as error:
            form.add_error("address", error)
        else:
            context |= {"found": found, "earlier": requests.reports_of(found.address)}
    request.current_app = site.name
    return TemplateResponse(request, TEMPLATE, context)


def _erased(request: HttpRequest, report: ErasureRun) -> HttpResponse:
    messages.success(request, "Erased. This report names nobody; keep it as proof.")
    url = f"{reverse('admin:intake_erasurerun_changelist')}?report={report.pk}"
    return HttpResponseRedirect(url, status=303)
