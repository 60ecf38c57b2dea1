"""Merging duplicates: one submission is kept and shows what belongs to both, the other one leads to it.

The rows of the merged one stay where they are, and `merged` reads them together: so a merge can be undone.
"""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from intake import email_wordings, kinds, outbox, steps, tracking, workflow
from intake.models import Merge, Message, Submission, TimelineEntry
from intake.models.submission import Status

Event = TimelineEntry.Event


@transaction.atomic
def merge(
    *, keep_id: int, merge_id: int, actor: User, tell_sender: bool = False, version: int | None = None
) -> Submission:
    """Merge the submission `merge_id` into `keep_id`, which stays as it is.

    The merged one is closed. Its tracking links, and the emails that still come to it, lead to the one that
    is kept. What had been merged into it comes along.

    Args:
        keep_id: the submission that is kept.
        merge_id: the one that is closed.
        actor: who merges them.
        tell_sender: whether the sender is emailed which reference holds from now on.
        version: of the one that is merged; see `triage`.

    Raises:
        PermissionDenied: `actor` may not triage both.
        MoveNotAllowed: the one to be merged was withdrawn, is spam, or is merged already.
        ChangedMeanwhile: see `triage`.
        ValidationError: they cannot be merged; it says why.

    Returns:
        The submission that is kept.
    """
    if keep_id == merge_id:
        raise ValidationError("That is this submission itself. Choose another one.")
    # Both in one order: two people who merge the same two the other way round cannot hang.
    locked = {pk: steps.locked(pk, actor, None) for pk in sorted((keep_id, merge_id))}
    keep, other = locked[keep_id], locked[merge_id]
    if version is not None and other.version != version:
        raise steps.ChangedMeanwhile("This submission has changed since you opened it.")
    _check(keep, other)
    status = workflow.after("merge", other.status)
    Merge.objects.filter(kept=other).update(kept=keep)
    Merge.objects.create(merged=other, kept=keep, status_before=other.status, made_by=actor)
    steps.change(other, status=status)
    # Who is about to answer the one that is kept has to see first what has come to it.
    steps.change(keep)
    steps.record(other, Event.MERGED, actor, f"Into {keep.reference}", {"submission": keep.pk})
    steps.record(keep, Event.MERGED, actor, f"{other.reference} into this one", {"submission": other.pk})
    if tell_sender and other.sender_email:
        _tell(keep, other, actor)
    return keep


@transaction.atomic
def unmerge(*, submission_id: int, actor: User) -> Submission:
    """Undo the merge of `submission_id`, which stands again where it stood before.

    What was written to the one that was kept, by staff or the sender, stays with that one.

    Raises:
        PermissionDenied: `actor` may not triage both.
        ValidationError: it is not merged.
    """
    found = Merge.objects.filter(merged=submission_id).values_list("kept", flat=True).first()
    ids = sorted(filter(None, (submission_id, found)))
    locked = {pk: steps.locked(pk, actor, None) for pk in ids}
    merge = Merge.objects.filter(merged=submission_id, kept=found).first()
    if not merge:
        raise ValidationError("This submission is not merged.")
    other, keep = locked[submission_id], locked[merge.kept_id]
    steps.change(other, status=merge.status_before)
    steps.change(keep)
    merge.delete()
    steps.record(other, Event.UNMERGED, actor, f"Was in {keep.reference}", {"submission": keep.pk})
    steps.record(
        keep, Event.UNMERGED, actor, f"{other.reference} is on its own again", {"submission": other.pk}
    )
    return other


def why_not(keep: Submission, other: Submission) -> str:
    """Return why `other` cannot be merged into `keep`, in words for the person who tries, or ""."""
    if keep.status in (Status.MERGED, Status.SPAM, Status.WITHDRAWN):
        return f"{keep.reference} is {keep.get_status_display().lower()}. Nothing can be merged into it."
    if kinds.staff_page(other):
        return f"{other.reference} is decided on a page of its own. Keep that one, or link the two."
    if other.sender_email and not keep.sender_email:
        return (
            f"{keep.reference} has no email address and {other.reference} has one: keep {other.reference}, "
            "so that its sender can still be answered."
        )
    # The sender's link to the one opens the other: a stranger must not read it.
    if other.sender_email and other.sender_email.lower() != keep.sender_email.lower():
        return "They are from different senders, and each may read only their own. Link the two instead."
    return ""


def _check(keep: Submission, other: Submission) -> None:
    reason = why_not(keep, other)
    if reason:
        raise ValidationError(reason)


def _tell(keep: Submission, other: Submission, actor: User) -> None:
    outbox.send(
        submission=keep,
        kind=Message.Kind.NOTICE,
        recipients=[other.sender_email],
        template="merged",
        context=email_wordings.context_of(
            "merged", keep, merged_reference=other.reference, tracking_url=tracking.new_link(keep)
        ),
        author=actor,
    )
