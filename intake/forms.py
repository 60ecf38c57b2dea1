"""The forms by which a sender asks for a link to what they sent, answers, corrects and closes it."""

from collections.abc import Sequence
from typing import Any

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Button, Field, Layout, Size
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake import references, wording
from intake.fields.typed import (
    EmailField,
    FilesField,
    LongTextField,
    OneOfField,
    TelephoneField,
    TextField,
)
from intake.models import Attachment, Feedback

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


class PublicForm(forms.Form):
    """A form within a form tag of the page's own."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.label_size = Size.SMALL
        self.helper.layout = self.layout()

    def layout(self) -> Layout:
        """Return how the fields are laid out."""
        raise NotImplementedError


class WriteForm(PublicForm):
    """What a sender adds to the conversation; its files wait under the form's own `upload` meanwhile."""

    text = LongTextField(label="Your message", max_length=5000, required=False)
    attachments = FilesField(label="Files (optional)", required=False)
    upload = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kept: Sequence[Attachment] = (),
        file_problems: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["attachments"]
        field.help_text = wording.file_limits_in_words()
        field.show(kept, file_problems)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a message of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if "text" in cleaned and not cleaned["text"] and not cleaned.get("attachments") and not self.errors:
            self.add_error("text", "Write your message, or add a file")
        return cleaned

    def layout(self) -> Layout:
        """Return the fields in order."""
        return Layout(Field.textarea("text", rows=5, max_characters=5000), "attachments", "upload")


class DetailsForm(PublicForm):
    """How the sender can be reached."""

    name = TextField(
        label="Full name",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Enter your full name"},
    )
    email = EmailField(
        label="Email address",
        help_text="We send everything to it from now on, and tell the address that you gave before.",
        widget=forms.EmailInput({"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter your email address"},
    )
    telephone = TelephoneField(label="Telephone number (optional)", required=False)

    def layout(self) -> Layout:
        """Return the fields in order."""
        return Layout(Field.text("name"), Field.text("email"), Field.text("telephone", field_width=20))


class SolvedForm(PublicForm):
    """What else a sender says whose enquiry is solved."""

    text = LongTextField(
        label="How was it solved? (optional)",
        help_text="It helps the team to help others.",
        max_length=1000,
        required=False,
    )

    def layout(self) -> Layout:
        """Return the one field."""
        return Layout(Field.textarea("text", rows=3, max_characters=1000))


class WithdrawForm(PublicForm):
    """Why something is withdrawn."""

    text = LongTextField(label="Why are you withdrawing it? (optional)", max_length=1000, required=False)

    def layout(self) -> Layout:
        """Return the one field."""
        return Layout(Field.textarea("text", rows=3, max_characters=1000))


class FeedbackForm(PublicForm):
    """How satisfied a sender is, and what could be better."""

    rating = OneOfField(
        label=_("How satisfied are you with our help?"),
        choices=[(str(rating.value), rating.label) for rating in Feedback.Rating],
        error_messages={"required": _("Select how satisfied you are")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The field makes sentences of its label at once: it has to be in the language of this page.
        self.fields["comment"] = LongTextField(
            label=gettext("What could be better? (optional)"),
            help_text=_("Do not give names or private details. We do not answer what you write here."),
            max_length=2000,
            required=False,
        )

    def layout(self) -> Layout:
        """Return the two questions."""
        return Layout(
            Field.radios("rating", legend_size=Size.SMALL),
            Field.textarea("comment", rows=5, max_characters=2000),
        )
