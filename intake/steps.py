"""The steps that staff's actions are made of: lock and check, change, record.

`triage` and its sisters call them in a transaction of their own.
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
        ChangedMeanwhile: `version` is given, and is not its version any more.
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
    """Set `fields`, count the version up, and let the clock follow a change of status."""
    if "status" in fields:
        fields |= targets.after(submission, fields["status"])
    for name, value in fields.items():
        setattr(submission, name, value)
    Submission.objects.filter(pk=submission.pk).update(**fields, version=F("version") + 1)
    submission.version += 1


def record(
    submission: Submission, event: str, actor: User, text: str, data: dict[str, Any] | None = None
) -> None:
    """Add to the timeline what `actor` did."""
    TimelineEntry.objects.create(submission=submission, event=event, actor=actor, text=text, data=data or {})


def name(user: User) -> str:
    """Return a colleague's name: the full one, else the account's."""
    return user.get_full_name() or user.get_username()
