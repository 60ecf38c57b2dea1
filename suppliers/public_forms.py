"""The small forms of the suppliers' pages: an address, an invitation, a message, the dates read back."""

from typing import Any

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields.typed import ConsentField, EmailField, LongTextField
from intake.forms import PublicForm

_EMAIL = {"autocomplete": "email", "spellcheck": "false"}


class LinkForm(PublicForm):
    """The address to send a link to."""

    email = EmailField(
        label=_("Your email address"),
        help_text=_(
            "We send a link to it. Use the address at which your organisation can reach you at work."
        ),
        widget=forms.EmailInput(_EMAIL),
        error_messages={"required": _("Enter your email address")},
    )

    def layout(self) -> Layout:
        """Return the one field."""
        return Layout(Field.text("email"))


class InvitationForm(PublicForm):
    """The address of somebody who is to fill in the registration, too."""

    email = EmailField(
        label=_("Email address of the person to invite"),
        help_text=_("They can read, change and send everything, and invite and remove others."),
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the email address of the person to invite")},
    )

    def layout(self) -> Layout:
        """Return the one field."""
        return Layout(Field.text("email"))


class MessageForm(PublicForm):
    """What a supplier writes about its registration."""

    text = LongTextField(
        label=_("Your message"),
        help_text=_("Never send bank details here."),
        max_length=5000,
        error_messages={"required": _("Write your message")},
    )

    def layout(self) -> Layout:
        """Return the one field."""
        return Layout(Field.textarea("text", rows=5, max_characters=5000))


class DatesForm(PublicForm):
    """The tick that the dates read back are those on the documents; asked only where there are some."""

    dates_confirmed = ConsentField(
        label=_("These are the dates on our documents"),
        error_messages={"required": _("Check the dates, and tick that they are those on your documents")},
    )

    def __init__(self, *args: Any, has_dates: bool, **kwargs: Any) -> None:
        self.has_dates = has_dates
        super().__init__(*args, **kwargs)
        if not has_dates:
            del self.fields["dates_confirmed"]

    def layout(self) -> Layout:
        """Return the one field, or none."""
        return Layout(*([Field.checkbox("dates_confirmed")] if self.has_dates else []))
