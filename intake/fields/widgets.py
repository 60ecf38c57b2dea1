"""The inputs that Django has not: native dates and times that keep what was typed; files that are kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from intake import dates
from intake.file_rules import ACCEPTED
from intake.models import Attachment
from intake.wording import size_in_words

#: Ends the name of the boxes that remove kept files; no question's name can hold a hyphen.
REMOVE = "-remove"


class TelephoneInput(forms.TextInput):
    """A telephone number; a telephone shows its number keys."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-20", **(attrs or {})})


class _NativeInput(forms.TextInput):
    """A date or time in the browser's own control; as text where that could not show what was typed."""

    native_type = ""
    parse: Callable[[str], Any]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-20", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows; the type of the input depends on what is in it."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"] or ""
        context["widget"]["type"] = "text" if shown and not self._is_understood(shown) else self.native_type
        return context

    def format_value(self, value: Any) -> str | None:
        """Return the value as the browser's control takes it, or as it was typed."""
        text = str(value or "")
        try:
            return self._native(text)
        except dates.NotUnderstood:
            return text

    def _native(self, text: str) -> str:
        raise NotImplementedError

    def _is_understood(self, text: str) -> bool:
        try:
            self._native(text)
        except dates.NotUnderstood:
            return False
        return True


class DateInput(_NativeInput):
    """A date."""

    native_type = "date"

    def _native(self, text: str) -> str:
        return dates.parse_date(text).isoformat()


class DateTimeInput(_NativeInput):
    """A date and time of day, London's."""

    native_type = "datetime-local"

    def _native(self, text: str) -> str:
        return f"{dates.parse_datetime(text):%Y-%m-%dT%H:%M}"


class FilesInput(forms.FileInput):
    """Files: those kept so far, each with a box that removes it, and an input for more."""

    template_name = "intake/widgets/files.html"
    allow_multiple_selected = True
    kept: Sequence[Attachment] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, "accept": ",".join(ACCEPTED), **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = [
            {"id": str(file.uuid), "name": file.name, "size": size_in_words(file.size)} for file in self.kept
        ]
        context["widget"]["remove_name"] = name + REMOVE
        return context

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Sequence[Attachment]:
        """Return what is kept: by the time a form is checked its files are stored already."""
        return self.kept
