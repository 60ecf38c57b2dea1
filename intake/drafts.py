"""Drafts of replies: kept for each person and submission, as they type. A draft changes nothing else."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from intake import access
from intake.models import Draft, Submission, TimelineEntry


def text_of(submission: Submission, user: User) -> str:
    """Return what `user` has begun to reply to `submission`, or ""."""
    found = Draft.objects.filter(submission=submission, user=user).values_list("text", flat=True)
    return found.first() or ""


@transaction.atomic
def save(*, submission_id: int, actor: User, text: str, seen: int | None = None) -> None:
    """Keep `text` as the draft of `actor` in place of the one before; no text, no draft.

    With `seen`, the last entry of the timeline that the writer's page showed, what was typed before a reply
    of theirs is not kept: it comes late, and is that reply.

    Raises:
        PermissionDenied: `actor` may not triage the submission.
    """
    submission = access.visible_submissions(actor).filter(pk=submission_id).first()
    if not submission:
        raise PermissionDenied("This submission is in a queue of which you are not a member.")
    access.require_triage(actor, submission)
    if seen is not None and _has_replied_since(submission, actor, seen):
        return
    if not text.strip():
        discard(submission, actor)
        return
    Draft.objects.update_or_create(
        submission=submission, user=actor, defaults={"text": text, "saved_at": timezone.now()}
    )


def discard(submission: Submission, user: User) -> None:
    """Forget the draft of `user`: it was sent, or emptied."""
    Draft.objects.filter(submission=submission, user=user).delete()


def _has_replied_since(submission: Submission, actor: User, seen: int) -> bool:
    replied = submission.timeline.filter(event=TimelineEntry.Event.REPLIED, actor=actor)
    return replied.filter(pk__gt=seen).exists()
