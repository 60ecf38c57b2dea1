"""Taking a reply back in the seconds for which it waits: it is not sent, and what it changed is undone."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F

from intake import drafts, reply_templates, steps
from intake.models import Message, Submission, TimelineEntry

Event = TimelineEntry.Event
#: What a reply changes of its submission, its clock included.
_COLUMNS = (
    "status",
    "assignee",
    "first_response_at",
    "resolved_at",
    "waiting_since",
    "waited",
    "respond_by",
    "due_at",
)


def state_of(submission: Submission) -> dict[str, str | None]:
    """Return what a reply may change of `submission`, as text that a timeline keeps."""
    return {name: _as_text(_column(name).value_from_object(submission)) for name in _COLUMNS}


def difference(before: dict[str, str | None], after: dict[str, str | None]) -> dict[str, list[str | None]]:
    """Return what differs, each with how it was and how it is."""
    return {name: [before[name], after[name]] for name in _COLUMNS if before[name] != after[name]}


def may_be_taken_back(message: Message, user: User) -> bool:
    """Return whether `message` is a reply of `user` that still waits, as its row said when it was read."""
    return bool(message.typed) and message.author_id == user.pk and _waits(message)


@transaction.atomic
def take_back(*, submission_id: int, actor: User) -> Message:
    """Take back the last reply of `actor` that has not gone out; its text is their draft again.

    Status, first reply and clock become what they were, but for what a colleague has changed since.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: there is none, or a worker was quicker.
    """
    submission = steps.locked(submission_id, actor, None)
    message = _last_reply(submission, actor)
    if not message or not message.typed:
        raise ValidationError("There is no reply of yours that can be taken back.")
    # The claim of `delivery` has the same condition: one of the two finds the row.
    waiting = Message.objects.filter(pk=message.pk, state=Message.State.QUEUED, attempts=0)
    if not waiting.update(state=Message.State.CANCELLED, next_attempt_at=None):
        raise ValidationError("It is too late: your reply has been sent.")
    entry = submission.timeline.filter(event=Event.REPLIED, data__message=str(message.uuid)).first()
    _restore(submission, entry.data.get("changed", {}) if entry else {}, message)
    text = reply_templates.added_to(message.typed, drafts.text_of(submission, actor))
    drafts.save(submission_id=submission.pk, actor=actor, text=text)
    steps.record(submission, Event.TAKEN_BACK, actor, "It was not sent.", data={"message": str(message.uuid)})
    return message


def _last_reply(submission: Submission, actor: User) -> Message | None:
    replies = submission.messages.filter(kind=Message.Kind.REPLY, author=actor)
    return replies.exclude(state=Message.State.CANCELLED).order_by("-pk").first()


def _restore(submission: Submission, changed: dict[str, list[str | None]], message: Message) -> None:
    now = state_of(submission)
    answered_again = submission.messages.filter(kind=Message.Kind.REPLY, pk__gt=message.pk).exists()
    columns: dict[str, Any] = {}
    for name, (was, left) in changed.items():
        # Where a colleague has replied or changed it meanwhile, theirs stands.
        if now[name] == left and not answered_again:
            column = _column(name)
            columns[column.attname] = None if was is None else column.to_python(was)
    Submission.objects.filter(pk=submission.pk).update(**columns, version=F("version") + 1)


def _waits(message: Message) -> bool:
    return message.state == Message.State.QUEUED and not message.attempts


def _column(name: str) -> "models.Field[Any, Any]":
    column = Submission._meta.get_field(name)
    assert isinstance(column, models.Field)  # noqa: S101 - none of these is the other side of a relation
    return column


def _as_text(value: Any) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
