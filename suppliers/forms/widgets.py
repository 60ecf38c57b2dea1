"""The inputs that only a registration has: amounts of money, a document with the version kept so far."""

from typing import Any

from django import forms
from django.forms.widgets import Script

from intake.fields.typed import usable
from intake.file_rules import ACCEPTED
from intake.wording import size_in_words
from suppliers import cpv
from suppliers.models import Document


class PoundsInput(forms.TextInput):
    """An amount of money, shown with its sign and commas."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Return a number as an amount, and anything else as it was typed."""
        text = str(value if value is not None else "")
        return f"£{int(text):,}" if text.isascii() and text.isdigit() and len(text) < 20 else text


class LookUpInput(forms.TextInput):
    """A company number, with the button that asks Companies House."""

    template_name = "suppliers/widgets/look-up.html"

    class Media:
        js = [Script("suppliers/company.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", "spellcheck": "false", **(attrs or {})})


class CategorySearchInput(forms.TextInput):
    """Words to search categories by, with the button that does; with JavaScript, suggestions."""

    template_name = "suppliers/widgets/category-search.html"

    class Media:
        css = {"all": ["vendor/accessible-autocomplete/accessible-autocomplete.min.css"]}
        js = [
            Script("vendor/accessible-autocomplete/accessible-autocomplete.min.js", defer=True),
            Script("suppliers/categories.js", type="module"),
        ]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})


class CategoriesInput(forms.CheckboxSelectMultiple):
    """Boxes of categories, by their codes without the check digit."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the codes as they are kept, each once; what is no code as it was typed."""
        posted = super().value_from_datadict(data, files, name)
        if not isinstance(posted, list):
            return posted
        return list(dict.fromkeys(_plain_code(usable(str(code))) for code in posted))


def _plain_code(text: str) -> str:
    category = cpv.get(text)
    return category.code[:8] if category else text


class DocumentInput(forms.FileInput):
    """One file, with the version that is kept so far."""

    template_name = "suppliers/widgets/document.html"
    kept: Document | None = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ",".join(ACCEPTED), **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = document_in_words(self.kept) if self.kept else ""
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Document | None:
        """Return what is kept: by the time a form is checked its files are stored already."""
        return self.kept


def document_in_words(document: Document) -> str:
    """Return a document's name, size and version."""
    file = document.attachment
    return f"{file.name} ({size_in_words(file.size)}, version {document.version})"
