"""The public directory of suppliers, if HLT have switched it on."""

from typing import Any
from urllib.parse import urlencode

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import HTML, Field, Layout, Size
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from intake import paging
from suppliers import cpv, listing, register_search

_DIVISION_LENGTH = 2
# Without a name of its own, which would stand in the address.
_BUTTON = '<button type="submit" class="govuk-button govuk-button--secondary">{}</button>'


class DirectoryForm(forms.Form):
    """What a visitor looks for, as the address says it; what is not understood is left out."""

    q = forms.CharField(label=_("Name, or what you are looking for"), max_length=200, required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        divisions = [each for each in cpv.categories() if len(each.prefix) == _DIVISION_LENGTH]
        asked = cpv.get(data.get("category", ""))
        narrower = [asked] if asked and asked not in divisions else []
        field: Any = self.fields["category"]
        field.choices = [
            ("", gettext("Any")),
            *((each.code[:8], each.description) for each in (*narrower, *divisions)),
        ]
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.label_size = Size.SMALL
        self.helper.layout = Layout(
            Field.text("q"), Field.select("category"), HTML(_BUTTON.format(gettext("Search")))
        )


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Show approved suppliers, with what each agreed to; nothing at all while it is switched off."""
    if not settings.SUPPLIER_DIRECTORY:
        raise Http404("The directory of suppliers is switched off.")
    form = DirectoryForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data[name] for name in form.fields if form.cleaned_data.get(name)}
    found = listing.matching(text=asked.get("q", ""), category=asked.get("category", ""))
    page = listing.page(found, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "search": form,
        "asked": asked,
        "category": register_search.category_in_words(asked["category"]) if "category" in asked else "",
        "count": _count(paging.counted(found), has_entries=bool(page.rows)),
        "entries": [listing.shown(entry.supplier) for entry in page.rows],
        "previous": urlencode({**asked, "before": page.previous}) if page.previous else "",
        "next": urlencode({**asked, "after": page.next}) if page.next else "",
    }
    return render(request, "suppliers/directory.html", context)


def _count(count: int, *, has_entries: bool) -> str:
    number = number_format(min(count, paging.COUNTED_AT_MOST), force_grouping=True)
    if not has_entries:
        said = ngettext("{number} supplier found", "{number} suppliers found", count)
    elif count > paging.COUNTED_AT_MOST:
        said = gettext("More than {number} suppliers")
    else:
        said = ngettext("{number} supplier", "{number} suppliers", count)
    return said.format(number=number)
