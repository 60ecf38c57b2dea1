"""Wordings of emails in the admin: edited, previewed with a real submission, and tried on oneself."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from intake import access, email_preview, email_wordings, kinds, links, style_hashes, template_fields
from intake.admin.history import HistoryAdmin
from intake.admin.of_queue import OfQueue, beginning
from intake.models import EmailWording, Submission
from intake.models.email_wording import WordedEmail

_LOOKS = ("_preview", "_test")


class WordingForm(forms.ModelForm):
    """A wording, for a type that there is, and the submission with which it is previewed."""

    class Meta:
        model = EmailWording
        fields = ("email", "kind", "queue", "subject", "opening", "what_next", "closing")

    kind = forms.ChoiceField(label="Type", required=False)
    sample = forms.CharField(
        label="Preview with",
        required=False,
        max_length=40,
        help_text="A submission’s reference. Empty: the newest of this type and team that you may see.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types there are, and the one that the wording has."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if "kind" in fields:
            fields["kind"].choices = [("", "Every type"), *kinds.choices(with_kind=self.instance.kind)]


class LookedAtForm(WordingForm):
    """A wording that is only looked at: never valid, so that nothing saves it; with no error of its own."""

    def is_valid(self) -> bool:
        """Return False, when its fields were checked."""
        super().is_valid()
        return False


@admin.register(EmailWording)
class EmailWordingAdmin(OfQueue, HistoryAdmin):
    """What the emails to senders say. Leads edit those of their teams, administrators all."""

    form = WordingForm
    change_form_template = "admin/intake/emailwording/form.html"
    list_display = ("email", "type_said", "team", "beginning")
    list_select_related = ("queue",)
    fieldsets = (
        (None, {"fields": ("email", "kind", "queue")}),
        (
            "Words",
            {
                "fields": ("subject", "opening", "what_next", "closing"),
                "description": "What you leave empty stays as it is otherwise.",
            },
        ),
        ("Preview", {"fields": ("sample",)}),
    )

    @admin.display(description="type", ordering="kind")
    def type_said(self, wording: EmailWording) -> str:
        """Which type it is for."""
        return wording.kind or "every type"

    @admin.display(description="team", ordering="queue__name")
    def team(self, wording: EmailWording) -> str:
        """Whose it is."""
        return wording.queue.name if wording.queue else "every team"

    @admin.display(description="words")
    def beginning(self, wording: EmailWording) -> str:
        """Enough of the words to know them by."""
        return beginning(" ".join(wording.words))

    def get_queryset(self, request: HttpRequest) -> QuerySet[EmailWording]:
        """Return those that the person may look at."""
        return access.visible_email_wordings(request.user).select_related("queue")

    def get_form(
        self, request: HttpRequest, obj: EmailWording | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """Return the form; for a preview or a test, the one that nothing can save."""
        form = LookedAtForm if any(look in request.POST for look in _LOOKS) else WordingForm
        return super().get_form(request, obj, change, **{"form": form, **kwargs})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show besides what each email says as a rule, and the preview that was asked for."""
        context["emails"] = _emails(context.get("original"))
        form = context["adminform"].form
        if isinstance(form, LookedAtForm):
            context["preview"] = _preview(request, form)
        response = super().render_change_form(request, context, *args, **kwargs)
        if context.get("preview"):
            # The email in its frame is formatted by style attributes, as mail programs ask: its own are
            # allowed, and no other; no script either.
            response._csp_update = {"style-src-attr": style_hashes.of(context["preview"].html)}
        return response


def _preview(request: HttpRequest, form: LookedAtForm) -> email_preview.Preview | None:
    """The email as it is typed, emailed to the person if they asked for that; None where words are wrong."""
    person = access.signed_in(request.user)
    submission: Submission | None = None
    if form.cleaned_data.get("sample"):
        try:
            submission = links.found(reference=form.cleaned_data["sample"], actor=person)
        except ValidationError as error:
            form.add_error("sample", error)
    if form.errors:
        return None
    shown = email_preview.preview(wording=form.instance, person=person, submission=submission)
    if "_test" in request.POST:
        try:
            email_preview.send_test(shown=shown, person=person)
            messages.success(request, f"The test is on its way to {person.email}. Nothing is saved yet.")
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    return shown


def _emails(wording: EmailWording | None) -> list[dict[str, Any]]:
    """What each email says as a rule, and which fields it fills in; of a stored wording only its own."""
    shown = [WordedEmail(wording.email)] if wording else list(WordedEmail)
    names = {field.name: capfirst(field.verbose_name) for field in EmailWording._meta.fields}
    return [
        {
            "label": email.label,
            "words": [
                (names[part], text) for part, text in email_wordings.standard(email)._asdict().items() if text
            ],
            "fields": template_fields.OF_EMAIL[email].items(),
        }
        for email in shown
    ]
