"""The form by which a sender asks for a link to what they sent."""

from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from intake import references

_EXAMPLE = "HLT-4KX-9RT-2HW"


class TrackingLinkForm(forms.Form):
    """A reference and the email address that the submission was sent with."""

    reference = forms.CharField(
        label="Reference",
        help_text=format_html(
            'It is in the email that we sent you, such as <span class="portal-nowrap">{}</span>.', _EXAMPLE
        ),
        max_length=50,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={
            "required": "Enter your reference",
            "max_length": f"Enter a reference such as {_EXAMPLE}",
        },
    )
    email = forms.EmailField(
        label="Email address",
        help_text="The one that you gave when you sent it.",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address in the right form, such as name@example.com",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.label_size = Size.SMALL
        self.helper.layout = Layout(
            Field.text("reference", field_width=20),
            Field.text("email"),
            Button.primary("send", "Email me a link", data_prevent_double_click="true"),
        )

    def clean_reference(self) -> str:
        """Return the reference as it is written, however it was typed."""
        reference = references.normalise(self.cleaned_data["reference"])
        if not reference:
            raise ValidationError(
                f"Check the reference: it is not one of ours. It has letters and digits like {_EXAMPLE}"
            )
        return reference
