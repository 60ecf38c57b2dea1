"""The steps of which everything that staff do to a submission is made: lock and check, change, write down.

Only functions that own a transaction use them; `triage` has the most.
"""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from intake import access, targets
from intake.models import Submission, TimelineEntry


class ChangedMeanwhile(Exception):
    """The submission was changed, by somebody else or in another window, after this person had opened it."""


def locked(submission_id: int, actor: User, version: int | None) -> Submission:
    """Return the submission, locked for this transaction (SQLite locks the whole file at its beginning).

    Raises:
        PermissionDenied: `actor` may not triage it.
        ChangedMeanwhile: it is not at `version` any more, where one is given.
    """
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("queue", "assignee")
        .get(pk=submission_id)
    )
    access.require_triage(actor, submission)
    if version is not None and submission.version != version:
        raise ChangedMeanwhile("This submission has changed since you opened it.")
    return submission


def change(submission: Submission, **fields: Any) -> None:
    """Set `fields` in the row and in `submission`, with what follows for the clock; count its version up."""
    if "status" in fields:
        fields |= targets.after(submission, fields["status"])
    for field, value in fields.items():
        setattr(submission, field, value)
    Submission.objects.filter(pk=submission.pk).update(**fields, version=F("version") + 1)
    submission.version += 1


def record(
    submission: Submission, event: str, actor: User, text: str, data: dict[str, Any] | None = None
) -> None:
    """Write a line of the timeline."""
    TimelineEntry.objects.create(submission=submission, event=event, actor=actor, text=text, data=data or {})


def name(user: User) -> str:
    """Return what colleagues and senders call this person."""
    return user.get_full_name() or user.get_username()
