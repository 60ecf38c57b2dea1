"""What a sender says, once it is resolved, of how their submission was handled: two questions.

The reply that resolves it asks by email, the tracking page asks in any case. Feedback opens nothing again and
tells nobody: it is on the submission's page and among the figures.
"""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from intake import kinds, workflow
from intake.models import Feedback, Submission, TimelineEntry
from intake.models.submission import Status

#: For how long it may be given, and changed; a conversation is opened again for as long.
GIVE_WITHIN = dt.timedelta(days=28)


class Choice(NamedTuple):
    """One answer in an email: what it says, and where it leads."""

    label: str
    url: str


def may_give(submission: Submission) -> bool:
    """Return whether its sender is asked; those of a kind with a page of its own for them are not."""
    if submission.status != Status.RESOLVED or kinds.sender_page(submission):
        return False
    return not submission.resolved_at or submission.resolved_at > timezone.now() - GIVE_WITHIN


def given(submission: Submission) -> Feedback | None:
    """Return what the sender of `submission` has said, or None."""
    return getattr(submission, "feedback", None)


def choices(submission: Submission, tracking_url: str) -> list[Choice]:
    """Return the answers that the email of a resolution offers, below the link by which it is followed.

    Each opens the form with that answer chosen and stores nothing: what follows links in emails by itself
    gives no feedback.
    """
    if kinds.sender_page(submission):
        return []
    return [
        Choice(str(rating.label), f"{tracking_url}feedback/?rating={rating.value}")
        for rating in Feedback.Rating
    ]


@transaction.atomic
def give(*, submission_id: int, rating: int, comment: str = "") -> Feedback:
    """Keep what the sender says, in place of what they said before; said twice it is kept once.

    Args:
        submission_id: the submission.
        rating: one of `Feedback.Rating`.
        comment: what could be better, as typed, or "".

    Raises:
        MoveNotAllowed: it is not resolved, or was too long ago; see `may_give`.
    """
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
    if not may_give(submission):
        raise workflow.MoveNotAllowed("Feedback is taken only once it is resolved, and not for ever.")
    said = {"rating": rating, "comment": comment.strip()}
    before = Feedback.objects.filter(submission=submission).first()
    if before and {name: getattr(before, name) for name in said} == said:
        return before
    kept, _ = Feedback.objects.update_or_create(
        submission=submission, defaults={**said, "at": timezone.now()}
    )
    _record(submission, kept, is_changed=bool(before))
    return kept


def _record(submission: Submission, kept: Feedback, *, is_changed: bool) -> None:
    # What they wrote stands in one place alone, which they may still change.
    with_comment = ", with a comment" if kept.comment else ""
    text = f"{kept.rating} of 5{with_comment}{' (changed)' if is_changed else ''}"
    TimelineEntry.objects.create(submission=submission, event=TimelineEntry.Event.FEEDBACK, text=text)
