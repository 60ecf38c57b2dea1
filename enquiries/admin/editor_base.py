"""What the pages of the form editor share: the type that is edited, who may, and the way back."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from enquiries import access, definitions, editing
from enquiries.models import EnquiryType
from intake import access as intake_access

CHANGED = (
    "Somebody has changed this since you opened it, and nothing was saved. What you typed still stands "
    "below. Look at theirs first; press the button again to put yours in its place."
)
GONE = "Somebody has deleted or moved that meanwhile. Nothing was changed."


class EditorPage:
    """One request to a page of the editor; each page is a subclass."""

    template = ""
    #: Whether who may only look at the type, such as an auditor, may open the page.
    for_looking: ClassVar[bool] = False

    def __init__(
        self, request: HttpRequest, site: AdminSite, enquiry_type: EnquiryType, **wanted: Any
    ) -> None:
        """Take the type that the person may look at, or edit, and what else the address says."""
        self.wanted = wanted
        self.request, self.site, self.enquiry_type = request, site, enquiry_type
        self.user = intake_access.signed_in(request.user)

    def answer(self) -> HttpResponse:
        """Answer a GET with the page, and a POST with what became of it."""
        asked = {"GET": "get", "HEAD": "get", "POST": "post"}.get(str(self.request.method), "")
        if not hasattr(self, asked or "none"):
            return HttpResponseNotAllowed([name.upper() for name in ("get", "post") if hasattr(self, name)])
        answered: HttpResponse = getattr(self, asked)()
        return answered

    def shown(self, title: str, **more: Any) -> HttpResponse:
        """Show the page."""
        context = {
            **self.site.each_context(self.request),
            "title": f"{title}: {self.enquiry_type}",
            "heading": title,
            "opts": EnquiryType._meta,
            "enquiry_type": self.enquiry_type,
            "may_edit": self.may_edit,
            **more,
        }
        self.request.current_app = self.site.name
        return TemplateResponse(self.request, self.template, context)

    def back(self, said: str = "", *, anchor: str = "", refused: str = "") -> HttpResponseRedirect:
        """Lead to the editor, and say there what was done or refused."""
        if said:
            messages.success(self.request, said)
        if refused:
            messages.error(self.request, refused)
        editor = reverse("admin:enquiries_enquirytype_editor", args=[self.enquiry_type.pk])
        return HttpResponseRedirect(f"{editor}#{anchor}" if anchor else editor, status=303)

    @property
    def may_edit(self) -> bool:
        """Whether the person may change the form."""
        return access.may_edit(self.user, self.enquiry_type)

    @property
    def may_change_rules(self) -> bool:
        """Whether the person may change what routing rules ask about."""
        return intake_access.may_configure(self.user)

    def working_copy(self) -> definitions.Definition:
        """Return the form as it is edited."""
        return definitions.working_copy(self.enquiry_type)


def refuse(form: Form, error: Exception) -> None:
    """Say in `form` why nothing was saved: beside its fields, where they are what is wrong."""
    if isinstance(error, editing.ChangedMeanwhile):
        form.add_error(None, CHANGED)
    elif isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, errors in error.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    elif isinstance(error, ValidationError):
        form.add_error(None, error)
    else:
        raise error
