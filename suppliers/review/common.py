"""What every step of a review does: lock, check access and version, write the timeline."""

import uuid
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from intake.models import Submission, TimelineEntry
from intake.steps import ChangedMeanwhile
from suppliers import access
from suppliers.models import Registration


def locked(*, registration_id: uuid.UUID, actor: User) -> Registration:
    """Return the registration, locked for this transaction together with its submission.

    Raises:
        PermissionDenied: `actor` may not review it.
    """
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("supplier")
        .get(pk=registration_id)
    )
    access.require(access.may_review(actor, registration))
    registration.submission = Submission.objects.select_for_update(of=("self",)).get(
        registration=registration_id
    )
    return registration


def submission_of(registration: Registration) -> Submission:
    """Return the submission, which every registration has that was sent."""
    assert registration.submission  # noqa: S101 - `locked` returns no other
    return registration.submission


def require_version(registration: Registration, version: int | None) -> None:
    """Let pass only who has seen the submission as it is now.

    Raises:
        ChangedMeanwhile: it has another version.
    """
    if version is not None and submission_of(registration).version != version:
        raise ChangedMeanwhile("This registration has changed since you opened it.")


def record(registration: Registration, actor: User, text: str, data: dict[str, Any]) -> None:
    """Write what was found or decided into the timeline, and count the submission's version up."""
    submission = submission_of(registration)
    TimelineEntry.objects.create(
        submission=submission, event=TimelineEntry.Event.DECIDED, actor=actor, text=text, data=data
    )
    Submission.objects.filter(pk=submission.pk).update(version=F("version") + 1)
    submission.version += 1
