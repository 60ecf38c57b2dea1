"""What staff do with tags on a submission. Each function checks access and writes the timeline."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from intake import steps
from intake.models import Submission, Tag, TimelineEntry

Event = TimelineEntry.Event


@transaction.atomic
def tag(*, submission_id: int, actor: User, tag: Tag, version: int | None = None) -> Submission:
    """Put a tag on the submission, whatever its state.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: it has that tag already.
        ChangedMeanwhile: see `steps`.
    """
    submission = steps.locked(submission_id, actor, version)
    if submission.tags.filter(pk=tag.pk).exists():
        raise ValidationError(f"It is tagged “{tag}” already.")
    submission.tags.add(tag)
    steps.change(submission)
    steps.record(submission, Event.TAGGED, actor, tag.name)
    return submission


@transaction.atomic
def untag(*, submission_id: int, actor: User, tag: Tag, version: int | None = None) -> Submission:
    """Take a tag off the submission again.

    Raises:
        PermissionDenied: `actor` may not triage it.
        ValidationError: it does not have that tag.
        ChangedMeanwhile: see `steps`.
    """
    submission = steps.locked(submission_id, actor, version)
    if not submission.tags.filter(pk=tag.pk).exists():
        raise ValidationError(f"It is not tagged “{tag}”.")
    submission.tags.remove(tag)
    steps.change(submission)
    steps.record(submission, Event.UNTAGGED, actor, tag.name)
    return submission
