"""The list of registrations to review: parses the state and the search, and answers."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from intake import access as intake_access
from suppliers import access
from suppliers.admin.permissions import may_read
from suppliers.models import Registration
from suppliers.models.registration import State
from suppliers.review import worklist

#: Every state in which a registration is known to HLT; "" is any of them.
_STATES = [
    *((state.value, state.label) for state in State if state != State.DRAFT),
    ("any", "All"),
]


class SearchForm(forms.Form):
    """What to look for."""

    q = forms.CharField(
        label="Search",
        help_text="A name, a reference, a company, charity or VAT number",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the field's id for its page."""
        super().__init__(*args, **{**kwargs, "auto_id": "filter_%s", "label_suffix": ""})

    def text(self) -> str:
        """Return what was typed, without what is too long."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


def registration_list(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with a page of the list."""
    access.require(may_read(request))
    wanted = request.GET.get("state", State.SUBMITTED)
    state = wanted if wanted in dict(_STATES) else State.SUBMITTED.value
    form = SearchForm(request.GET)
    text = form.text()
    found = worklist.matching(
        intake_access.signed_in(request.user), state="" if state == "any" else state, text=text
    )
    page = worklist.page(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        **site.each_context(request),
        "title": "Registrations",
        "opts": Registration._meta,
        "form": form,
        "text": text,
        "state": state,
        "states": [(value, label, _query(q=text, state=value)) for value, label in _STATES],
        "page": page,
        "everywhere": _query(q=text, state="any"),
        "earlier": _query(q=text, state=state, before=page.earlier),
        "later": _query(q=text, state=state, after=page.later),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/suppliers/registration/list.html", context)


def _query(**asked: str) -> str:
    return urlencode({name: value for name, value in asked.items() if value})
