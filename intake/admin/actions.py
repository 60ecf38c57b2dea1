"""The actions of a submission's page: each one's form, move, function and success in words, as a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User

from intake import access, mentions, passing_on, tags, triage, workflow
from intake.admin.action_forms import (
    ActionForm,
    AssignForm,
    MoveForm,
    NoteForm,
    PriorityForm,
    ReplyForm,
    ResolveForm,
    SuggestionForm,
    TagForm,
)
from intake.models import Queue, Submission
from intake.models.submission import Priority
from intake.suggestions import accepting
from intake.templatetags.triage import person


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


def _tag(data: Mapping[str, Any], **kwargs: Any) -> None:
    tags.tag(tag=data["tag"], **kwargs)


def _untag(data: Mapping[str, Any], **kwargs: Any) -> None:
    tags.untag(tag=data["tag"], **kwargs)


def _resolve(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.resolve(note_text=data["note_text"], **kwargs)


def _reopen(data: Mapping[str, Any], **kwargs: Any) -> None:
    triage.reopen(**kwargs)


def _pass_on(data: Mapping[str, Any], **kwargs: Any) -> None:
    passing_on.pass_on(**kwargs)


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
    "tag": Action(
        "tag", TagForm, "", _tag, lambda submission, data: f"Tagged “{data['tag']}”.", versioned=False
    ),
    "untag": Action(
        "tag",
        TagForm,
        "",
        _untag,
        lambda submission, data: f"“{data['tag']}” is taken off.",
        versioned=False,
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
    "pass_on": Action(
        "pass_on",
        ActionForm,
        "pass_on",
        _pass_on,
        lambda submission, data: f"{submission.reference} is passed on: its team and its sender are told.",
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
    if submission.erased_at or not access.may_act(actor):
        return {}
    moves = {"", *workflow.moves_from(submission.status)}
    return {
        name: action
        for name, action in ACTIONS.items()
        if action.move in moves
        and not (name == "assign_to_me" and submission.assignee_id == actor.pk)
        and not (action.section == "reply" and not submission.sender_email)
        and not (action.section == "tag" and submission.status == Submission.Status.MERGED)
    }
