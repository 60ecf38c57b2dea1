"""The actions of a submission's page: each one's form, move, function and success in words, as a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User

from intake import absences, access, mentions, reply_templates, triage, workflow
from intake.models import Queue, ReplyTemplate, Submission
from intake.models.submission import Priority
from intake.suggestions import accepting
from intake.templatetags.triage import person

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


@dataclass(frozen=True)
class Action:
    """One action.

    Attributes:
        section: the form of the page that it belongs to; several buttons may share one form.
        form: parses what is posted.
        move: the workflow's move that it makes; "" where it makes none and is always offered.
        run: calls the domain function with the form's answers and keyword arguments.
        said: the success message, from the submission as it was before.
        versioned: whether it is refused when the submission has changed meanwhile.
    """

    section: str
    form: type[ActionForm]
    move: str
    run: Callable[..., object]
    said: Callable[[Submission, Mapping[str, Any]], str]
    versioned: bool = True


def _assign_to_me(data: Mapping[str, Any], *, actor: User, **kwargs: Any) -> None:
    triage.assign(actor=actor, assignee=actor, **kwargs)


def _assign(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.assign(assignee=data["assignee"], **kwargs)


def _move(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.move(queue=data["queue"], reason=data["reason"], **kwargs)


def _reply(data: Mapping[str, Any], *, then: str, **kwargs: Any) -> None:
    triage.reply(text=data["text"], then=then, undo_seconds=settings.REPLY_UNDO_SECONDS, **kwargs)


def _note(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.note(text=data["text"], **kwargs)


def _accept_suggestion(data: Mapping[str, Any], **kwargs: Any) -> None:
    accepting.accept(queue_id=data["queue"], **kwargs)


def _prioritise(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.prioritise(priority=data["priority"], **kwargs)


def _resolve(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.resolve(note_text=data["note_text"], **kwargs)


def _reopen(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.reopen(**kwargs)


def _mark_as_spam(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.mark_as_spam(**kwargs)


def _reply_said(ending: str) -> Callable[[Submission, Mapping[str, Any]], str]:
    return lambda submission, data: f"Your reply is on its way to {submission.sender_email}.{ending}"


def _assigned_said(submission: Submission, data: Mapping[str, Any]) -> str:
    assignee = data["assignee"]
    return f"Assigned to {person(assignee)}." if assignee else "Assigned to nobody."


def _noted_said(submission: Submission, data: Mapping[str, Any]) -> str:
    text = data["text"]
    people = mentions.can_be_named(submission) if "@" in text else []
    named = ", ".join(person(user) for user in mentions.named_in(text, people))
    said = f"Your note is added. Named in it: {named}." if named else "Your note is added."
    unknown = mentions.unknown_in(text, people) if people else []
    return said + "".join(f" Nobody who looks after this is called @{name}." for name in unknown)


#: In the order of the page.
ACTIONS: dict[str, Action] = {
    "assign_to_me": Action(
        "assign_to_me", ActionForm, "take_up", _assign_to_me, lambda submission, data: "Assigned to you."
    ),
    "reply": Action("reply", ReplyForm, "reply", partial(_reply, then="reply"), _reply_said("")),
    "reply_and_resolve": Action(
        "reply",
        ReplyForm,
        "resolve",
        partial(_reply, then="resolve"),
        _reply_said(" The submission is resolved."),
    ),
    "reply_and_wait": Action(
        "reply",
        ReplyForm,
        "wait",
        partial(_reply, then="wait"),
        _reply_said(" The submission waits for the sender."),
    ),
    "note": Action("note", NoteForm, "", _note, _noted_said, versioned=False),
    "assign": Action("assign", AssignForm, "take_up", _assign, _assigned_said),
    "prioritise": Action(
        "prioritise",
        PriorityForm,
        "take_up",
        _prioritise,
        lambda submission, data: f"The priority is {Priority(data['priority']).label.lower()}.",
    ),
    "move": Action(
        "move",
        MoveForm,
        "take_up",
        _move,
        lambda submission, data: f"{submission.reference} is moved to {data['queue']}.",
    ),
    "accept_suggestion": Action(
        "accept_suggestion",
        SuggestionForm,
        "take_up",
        _accept_suggestion,
        lambda submission, data: f"{submission.reference} is moved to {Queue.objects.get(pk=data['queue'])}.",
    ),
    "resolve": Action(
        "resolve", ResolveForm, "resolve", _resolve, lambda submission, data: "The submission is resolved."
    ),
    "reopen": Action(
        "reopen", ActionForm, "reopen", _reopen, lambda submission, data: "The submission is open again."
    ),
    "mark_as_spam": Action(
        "mark_as_spam",
        ActionForm,
        "mark_as_spam",
        _mark_as_spam,
        lambda submission, data: f"{submission.reference} is put away as spam. You can reopen it.",
    ),
}


def offered(submission: Submission, actor: User) -> dict[str, Action]:
    """Return the actions that the page offers for `submission` to `actor`, who sees it, by name."""
    if not access.may_act(actor):
        return {}
    moves = {"", *workflow.moves_from(submission.status)}
    return {
        name: action
        for name, action in ACTIONS.items()
        if action.move in moves
        and not (name == "assign_to_me" and submission.assignee_id == actor.pk)
        and not (action.section == "reply" and not submission.sender_email)
    }
