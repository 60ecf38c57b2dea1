"""Forwarding to an address outside, in two steps: what goes along, then its words as they will be sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.text import Truncator

from intake import forwarding
from intake.admin.side_page import Done, SideForm, SidePage

_LONGEST_TEXT = 20_000
_SHOWN = 120


class ChooseForm(SideForm):
    """To whom, and which parts."""

    address = forms.CharField(
        label="Email address",
        help_text="Outside of Hackney Learning Trust. To another team of ours, move the submission instead.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter an email address."},
    )
    parts = forms.TypedMultipleChoiceField(
        label="Which answers go along?",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    with_contact = forms.BooleanField(label="The sender’s contact details go along", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the answers that say something."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parts"]
        field.choices = [
            (part.number, f"{part.label}: {Truncator(part.text).chars(_SHOWN)}")
            for part in forwarding.parts(self.submission)
        ]

    def clean_address(self) -> str:
        """Return the address, if something can be forwarded to it."""
        try:
            return forwarding.outside_address(self.submission, self.cleaned_data["address"])
        except ValidationError as error:
            raise ValidationError(error.messages) from None


class SendForm(SideForm):
    """The words, and once more to whom."""

    address = forms.CharField(label="Email address", max_length=254, widget=forms.EmailInput)
    text = forms.CharField(
        label="What is sent",
        help_text="Change it as you like. Your name, the team’s name and the reference are added below it.",
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=_LONGEST_TEXT,
        required=False,
        strip=False,
    )


class ForwardPage(SidePage):
    """First the choice, then the extract that is made of it, to be edited and sent."""

    title = "Forward to an address outside"
    template = "admin/intake/submission/forward.html"
    form_class = ChooseForm
    draft_field = "text"

    def answer(self) -> HttpResponse:
        """Show a step, or send."""
        if self.request.method == "POST" and self.request.POST.get("step") == "send":
            words = SendForm(self.request.POST, submission=self.submission, user=self.user)
            done = self.attempt(words)
            return self.leads_on(done) if done else self._words(words)
        form = self.form(self.request.POST if self.request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            return self._words(self._extract(form.cleaned_data))
        return self.shown(form)

    def run(self, data: dict[str, Any]) -> Done:
        """Send it."""
        message = forwarding.forward(
            submission_id=self.submission.pk,
            actor=self.user,
            address=data["address"],
            text=data["text"],
            version=data["version"],
        )
        return Done(f"Your email is on its way to {message.recipient}.", self.submission)

    def context(self, form: Any) -> dict[str, Any]:
        """Show what the contact details are."""
        return {"contact": forwarding.contact(self.submission)}

    def _extract(self, data: dict[str, Any]) -> SendForm:
        text = forwarding.extract(self.submission, chosen=data["parts"], with_contact=data["with_contact"])
        initial = {"address": data["address"], "text": text}
        return SendForm(submission=self.submission, user=self.user, initial=initial)

    def _words(self, form: SendForm) -> HttpResponse:
        return self.shown(form, "admin/intake/submission/forward_words.html")
