"""Merging a submission with another one, linking it, and splitting a message off: pages and buttons."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from intake import duplicates, links, merging, splitting
from intake.admin.side_page import Done, SideForm, SidePage
from intake.models import Message, Submission

_LONGEST_REFERENCE = 40


class _OtherForm(SideForm):
    """Asks for another submission by its reference."""

    other = forms.CharField(
        label="Reference of the other submission",
        help_text="Such as HLT-4KX-9RT-2HW",
        max_length=_LONGEST_REFERENCE,
        widget=forms.TextInput(
            {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": "Enter the reference of the other submission."},
    )

    def clean_other(self) -> Submission:
        """Return the submission that is meant, if the person may see it."""
        return links.found(reference=self.cleaned_data["other"], actor=self.user)


class MergeForm(_OtherForm):
    """With which one, which of the two is kept, and whether the sender is told."""

    keep = forms.ChoiceField(
        label="Which one is kept?",
        choices=[("this", "This one"), ("other", "The other one")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which one is kept."},
    )
    tell_sender = forms.BooleanField(
        label="Email the sender which reference holds from now on", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the submission whose page it is, and the other one where it is known."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["keep"]
        other = f"The other one, {self.initial['other']}" if self.initial.get("other") else "The other one"
        field.choices = [("this", f"This one, {self.submission.reference}"), ("other", other)]


class MergePage(SidePage):
    """Merges the submission into another one, or another one into it."""

    title = "Merge with another submission"
    template = "admin/intake/submission/merge.html"
    form_class = MergeForm

    def initial(self) -> dict[str, Any]:
        """Begin with the one that was followed here; the older one is kept, if nothing else is chosen."""
        other = self._other()
        is_older = other and other.received_at < self.submission.received_at
        return {"other": other.reference if other else "", "keep": "other" if is_older else "this"}

    def context(self, form: Any) -> dict[str, Any]:
        """Show the probable duplicates, and the one that was followed here."""
        return {"suggestions": duplicates.suggestions(self.submission, self.user), "other": self._other()}

    def run(self, data: dict[str, Any]) -> Done:
        """Merge them."""
        this, other = self.submission, data["other"]
        keep, merged = (this, other) if data["keep"] == "this" else (other, this)
        merging.merge(
            keep_id=keep.pk,
            merge_id=merged.pk,
            actor=self.user,
            tell_sender=data["tell_sender"],
            version=data["version"] if merged == this else None,
        )
        return Done(f"{merged.reference} is merged into {keep.reference}. You can undo that here.", keep)

    def _other(self) -> Submission | None:
        """The one that was typed, or followed here."""
        typed = self.request.POST.get("other") or self.request.GET.get("with", "")
        try:
            return links.found(reference=typed, actor=self.user)
        except ValidationError:
            return None


class UnmergeButton(SidePage):
    """Undoes the merge of the submission; the page that has the button is the submission's own."""

    title = "Undo the merge"
    template = "admin/intake/submission/beside.html"

    def run(self, data: dict[str, Any]) -> Done:
        """Undo it."""
        submission = merging.unmerge(submission_id=self.submission.pk, actor=self.user)
        return Done(f"{submission.reference} is on its own again.", submission)


class LinkPage(SidePage):
    """Links the submission with another one."""

    title = "Link with another submission"
    template = "admin/intake/submission/link.html"
    form_class = _OtherForm

    def run(self, data: dict[str, Any]) -> Done:
        """Link them."""
        other = data["other"]
        links.link(submission_id=self.submission.pk, other_id=other.pk, actor=self.user)
        return Done(f"Linked with {other.reference}.", self.submission)


class UnlinkButton(SidePage):
    """Takes a link away."""

    title = "Remove the link"
    template = "admin/intake/submission/beside.html"
    form_class = _OtherForm

    def run(self, data: dict[str, Any]) -> Done:
        """Take it away."""
        other = data["other"]
        links.unlink(submission_id=self.submission.pk, other_id=other.pk, actor=self.user)
        return Done(f"The link with {other.reference} is removed.", self.submission)


class SplitForm(SideForm):
    """What the new submission is about."""

    subject = forms.CharField(
        label="Subject of the new submission",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Enter a subject."},
    )


class SplitPage(SidePage):
    """Makes a submission of one message of the conversation."""

    title = "Split a message off"
    template = "admin/intake/submission/split.html"
    form_class = SplitForm
    draft_field = "subject"
    message: Message | None = None

    def __init__(self, *args: Any, message_id: int) -> None:
        """Take which message it is."""
        super().__init__(*args)
        self.message_id = message_id

    def answer(self) -> HttpResponse:
        """Answer as every such page does, or say why this message cannot be split off."""
        try:
            self.message = splitting.splittable(self.submission, self.message_id)
        except ValidationError as error:
            return self.shown(None, problem=" ".join(error.messages))
        return super().answer()

    def initial(self) -> dict[str, Any]:
        """Begin with the subject of the email, without what only says that it is an answer."""
        subject = self.message.subject if self.message else ""
        while subject.lower().startswith(("re:", "fw:", "fwd:", "aw:", "wg:")):
            subject = subject.partition(":")[2].strip()
        return {"subject": subject[:200]}

    def context(self, form: Any) -> dict[str, Any]:
        """Show the message."""
        return {"message": self.message}

    def run(self, data: dict[str, Any]) -> Done:
        """Split it off."""
        new = splitting.split(
            submission_id=self.submission.pk,
            message_id=self.message_id,
            actor=self.user,
            subject=data["subject"],
            version=data["version"],
        )
        return Done(f"The message is now {new.reference}, in {new.queue}.", new)
