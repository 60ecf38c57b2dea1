"""The forms of a submission's page: what each action asks, and what it posts besides."""

from typing import Any

from django import forms
from django.contrib.auth.models import User

from intake import absences, access, reply_templates
from intake.models import Queue, ReplyTemplate, Submission, Tag
from intake.models.submission import Priority

_LONGEST_TEXT = 20_000
_LONGEST_REASON = 500


class ActionForm(forms.Form):
    """What every action posts: the version that the person saw, and the last timeline entry they saw.

    The page writes both anew each time, also round a form that was refused.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    #: The field whose typed text must survive even where the page does not offer the form any more.
    draft_field = ""
    #: The field that a refusal by the domain function is said beside.
    refused_field: str | None = None

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        """Take the submission that the choices depend on."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.submission = submission

    def draft(self) -> str:
        """Return the text that the person typed, as posted."""
        return str(self.data.get(self.draft_field, "")) if self.is_bound and self.draft_field else ""


class AssignForm(ActionForm):
    """Whom to assign it to."""

    assignee = forms.ModelChoiceField(
        User.objects.none(), label="Assign to", required=False, empty_label="Nobody"
    )
    refused_field = "assignee"

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        """Offer the members of the submission's queue."""
        super().__init__(*args, submission=submission, **kwargs)
        field: Any = self.fields["assignee"]
        field.queryset = access.assignable_users(submission.queue)
        away = absences.until(field.queryset.order_by().values("pk"))
        field.label_from_instance = lambda user: absences.with_name(user, away)
        self.initial["assignee"] = submission.assignee_id


class MoveForm(ActionForm):
    """Where to move it, and why."""

    queue = forms.ModelChoiceField(Queue.objects.none(), label="Move to", empty_label="Choose a queue")
    reason = forms.CharField(
        label="Reason (optional)",
        help_text="For the team that gets it. The sender does not see it.",
        max_length=_LONGEST_REASON,
        required=False,
    )
    draft_field = "reason"
    refused_field = "queue"

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        """Offer every queue that takes new work, so that what was misrouted can be sent on."""
        super().__init__(*args, submission=submission, **kwargs)
        field: Any = self.fields["queue"]
        field.queryset = Queue.objects.filter(active=True).exclude(pk=submission.queue_id)


class ReplyForm(ActionForm):
    """The reply to the sender, and a canned one to begin it with."""

    template = forms.ModelChoiceField(
        ReplyTemplate.objects.none(), label="Canned reply", required=False, empty_label="Choose"
    )
    text = forms.CharField(
        label="Your reply",
        help_text=(
            "Plain text. Your name, the team’s name and telephone, and the reference are added below it."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=_LONGEST_TEXT,
        required=False,
        strip=False,
    )
    draft_field = refused_field = "text"

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        """Offer the canned replies of the submission's queue."""
        super().__init__(*args, submission=submission, **kwargs)
        field: Any = self.fields["template"]
        field.queryset = reply_templates.usable_for(submission)
        # Asked for once: the page also wants to know whether there are any.
        self.canned = list(field.queryset)
        field.choices = [("", "Choose"), *((each.pk, each.name) for each in self.canned)]


class NoteForm(ActionForm):
    """A note among staff."""

    text = forms.CharField(
        label="Note",
        help_text="Staff only. The sender never sees it.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONGEST_TEXT,
        required=False,
        strip=False,
    )
    draft_field = refused_field = "text"


class SuggestionForm(ActionForm):
    """The queue that was suggested when the person looked."""

    queue = forms.IntegerField(widget=forms.HiddenInput, max_value=2**63 - 1)


class PriorityForm(ActionForm):
    """How soon it must be looked at."""

    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int)

    def __init__(self, *args: Any, submission: Submission, **kwargs: Any) -> None:
        """Begin with the present priority."""
        super().__init__(*args, submission=submission, **kwargs)
        self.initial["priority"] = submission.priority


class ResolveForm(ActionForm):
    """How it was resolved, if not by an email from here."""

    note_text = forms.CharField(
        label="How it was resolved (optional)",
        help_text="For the timeline. No email is sent.",
        max_length=_LONGEST_REASON,
        required=False,
    )
    draft_field = "note_text"


class TagForm(ActionForm):
    """A tag to put on it, or to take off it."""

    tag = forms.ModelChoiceField(Tag.objects.all(), label="Tag", empty_label="Choose a tag")
    refused_field = "tag"
