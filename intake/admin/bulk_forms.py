"""What may be done to the ticked submissions of the list: each move's button, form and words, as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User

from intake import access, reply_templates
from intake.models import Queue, ReplyTemplate, Tag
from intake.models.bulk import BulkMove
from intake.templatetags.triage import person

_LONGEST_TEXT = 20_000
_LONGEST_REASON = 500


class DetailsForm(forms.Form):
    """What a move needs to know; this one, nothing."""

    # The page says what is missing, as everywhere here, and not the browser.
    use_required_attribute = False

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        """Offer what `actor` may choose."""
        super().__init__(*args, **{**kwargs, "auto_id": "bulk_%s", "label_suffix": ""})
        self.actor = actor

    def details(self) -> dict[str, Any]:
        """Return what was chosen, as `bulk.start` takes it."""
        return {}


class AssignForm(DetailsForm):
    """Whom to assign them to."""

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label="Assign to",
        required=False,
        empty_label="Nobody",
        help_text="Those in a queue of which this colleague is no member are not changed.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer one's colleagues."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["assignee"]
        field.queryset = access.colleagues(self.actor)
        field.label_from_instance = person

    def details(self) -> dict[str, Any]:
        """Return the colleague's id, or none."""
        assignee = self.cleaned_data["assignee"]
        return {"assignee": assignee.pk if assignee else None}


class MoveForm(DetailsForm):
    """Where to move them, and why."""

    queue = forms.ModelChoiceField(
        Queue.objects.filter(active=True), label="Move to", empty_label="Choose a queue"
    )
    reason = forms.CharField(
        label="Reason (optional)",
        help_text="For the team that gets them. The senders do not see it.",
        max_length=_LONGEST_REASON,
        required=False,
    )

    def details(self) -> dict[str, Any]:
        """Return the queue's id and the reason."""
        return {"queue": self.cleaned_data["queue"].pk, "reason": self.cleaned_data["reason"]}


class TagForm(DetailsForm):
    """Which tag."""

    tag = forms.ModelChoiceField(Tag.objects.all(), empty_label="Choose a tag")

    def details(self) -> dict[str, Any]:
        """Return the tag's id."""
        return {"tag": self.cleaned_data["tag"].pk}


class ReplyForm(DetailsForm):
    """The reply that each sender gets."""

    template = forms.ModelChoiceField(
        ReplyTemplate.objects.none(),
        label="Canned reply (optional)",
        help_text="Its fields, such as the reference, are filled in for each of them.",
        required=False,
        empty_label="None",
    )
    text = forms.CharField(
        label="Your reply, or what stands below the canned one",
        help_text=(
            "Plain text. Each sender gets an email of their own, with their own reference; your name and the "
            "team’s telephone are added below it."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=_LONGEST_TEXT,
        required=False,
    )
    then = forms.ChoiceField(
        label="Then",
        choices=[
            ("resolve", "resolve them"),
            ("wait", "wait for the senders"),
            ("reply", "keep them open"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the canned replies of one's teams."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.queryset = reply_templates.usable_by(self.actor)

    def clean(self) -> dict[str, Any]:
        """Refuse a reply of nothing."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("text") and not cleaned.get("template") and not self.errors:
            self.add_error("text", "Write the reply.")
        return cleaned

    def details(self) -> dict[str, Any]:
        """Return the canned reply's id, the text, and the move that the reply makes."""
        template = self.cleaned_data["template"]
        return {
            "template": template.pk if template else None,
            "text": self.cleaned_data["text"],
            "then": self.cleaned_data["then"],
        }


@dataclass(frozen=True)
class Bulk:
    """One thing that may be done to many.

    Attributes:
        button: what its button on the list says.
        title: the heading of the page that asks for the details.
        form: asks for them.
        said: what was done to them, in words, from the form's answers.
        warning: what to know before; "" for nothing.
        is_asked: whether it is always asked about first, though it needs no details.
    """

    button: str
    title: str
    form: type[DetailsForm]
    said: Callable[[dict[str, Any]], str]
    warning: str = ""
    is_asked: bool = True


def _assigned(data: dict[str, Any]) -> str:
    return f"assigned to {person(data['assignee']) or 'nobody'}"


#: In the order of the buttons.
BULKS: dict[BulkMove, Bulk] = {
    BulkMove.ASSIGN_TO_ME: Bulk(
        "Assign to me", "Assign to me", DetailsForm, lambda data: "assigned to you", is_asked=False
    ),
    BulkMove.RESOLVE: Bulk(
        "Resolve", "Resolve", DetailsForm, lambda data: "resolved", "No email is sent.", is_asked=False
    ),
    BulkMove.REPLY: Bulk("Reply …", "Reply to", ReplyForm, lambda data: "replied to"),
    BulkMove.ASSIGN: Bulk("Assign …", "Assign", AssignForm, _assigned),
    BulkMove.MOVE: Bulk(
        "Move …",
        "Move",
        MoveForm,
        lambda data: f"moved to {data['queue']}",
        "You see them no more if you are not a member of that queue.",
    ),
    BulkMove.TAG: Bulk("Tag …", "Tag", TagForm, lambda data: f"tagged “{data['tag']}”"),
    BulkMove.UNTAG: Bulk(
        "Untag …", "Take a tag off", TagForm, lambda data: f"no longer tagged “{data['tag']}”"
    ),
    BulkMove.MARK_AS_SPAM: Bulk(
        "Spam …",
        "Mark as spam",
        DetailsForm,
        lambda data: "put away as spam",
        "They leave the list of open work. Their senders are not told. Each can be reopened.",
    ),
}
BULK_BUTTONS = [(move.value, each.button) for move, each in BULKS.items()]
