"""What staff do with a suggestion."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from intake import triage
from intake.models import Submission
from intake.suggestions import suggest


@transaction.atomic
def accept(*, submission_id: int, actor: User, queue_id: int, version: int | None = None) -> Submission:
    """Move the submission to the queue that is suggested, as `triage.move` does.

    Raises:
        PermissionDenied, MoveNotAllowed, ChangedMeanwhile: as for `triage.move`.
        ValidationError: that queue is not suggested any more.
    """
    found = Submission.objects.select_related("queue").get(pk=submission_id)
    suggestion = suggest(found)
    if not suggestion or suggestion.queue.pk != queue_id:
        raise ValidationError("This is not suggested any more. Choose the queue yourself.")
    return triage.move(
        submission_id=submission_id,
        actor=actor,
        queue=suggestion.queue,
        reason=f"suggested with {suggestion.per_cent} %",
        version=version,
    )
