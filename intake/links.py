"""Linking submissions that are about one matter, so that each leads to the other."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from intake import access, references, steps
from intake.models import Link, Submission, TimelineEntry

Event = TimelineEntry.Event


def linked(submission: Submission, user: User) -> list[Submission]:
    """Return what `submission` is linked with, the newest first, as far as `user` may see it."""
    links = Link.objects.filter(Q(one=submission.pk) | Q(other=submission.pk))
    ids = {pk for pair in links.values_list("one", "other") for pk in pair} - {submission.pk}
    if not ids:
        return []
    found = access.visible_submissions(user).filter(pk__in=ids).select_related("queue")
    return list(found.defer("answers", "search_text").order_by("-received_at", "-id"))


def found(*, reference: str, actor: User) -> Submission:
    """Return the submission that `actor` means by a typed reference.

    Raises:
        ValidationError: there is none, or it is in no queue of theirs: nobody learns which.
    """
    visible = access.visible_submissions(actor).select_related("queue", "assignee")
    submission = visible.filter(reference=references.normalise(reference)).first()
    if not submission or submission.is_held:
        raise ValidationError(f"There is no submission “{reference.strip()}” in your queues.")
    return submission


@transaction.atomic
def link(*, submission_id: int, other_id: int, actor: User) -> None:
    """Link two submissions; both timelines say so. What is linked already stays so.

    Raises:
        PermissionDenied: `actor` may not triage both.
        ValidationError: they are one and the same.
    """
    if submission_id == other_id:
        raise ValidationError("That is this submission itself. Give the reference of another one.")
    one, other = _locked(submission_id, other_id, actor)
    if join(one, other, actor):
        _record(one, other, Event.LINKED, actor)


def join(one: Submission, other: Submission, actor: User) -> bool:
    """Store the link of two submissions, in the caller's transaction; return whether it is new."""
    first, second = sorted((one, other), key=lambda submission: submission.pk)
    _, is_new = Link.objects.get_or_create(one=first, other=second, defaults={"made_by": actor})
    return is_new


@transaction.atomic
def unlink(*, submission_id: int, other_id: int, actor: User) -> None:
    """Take the link between two submissions away; both timelines say so, where there was one.

    Raises:
        PermissionDenied: `actor` may not triage both.
    """
    one, other = _locked(submission_id, other_id, actor)
    gone, _ = Link.objects.filter(one=one, other=other).delete()
    if gone:
        _record(one, other, Event.UNLINKED, actor)


def _locked(submission_id: int, other_id: int, actor: User) -> list[Submission]:
    """Both, the older row first: two people who link them the other way round cannot hang."""
    return [steps.locked(pk, actor, None) for pk in sorted((submission_id, other_id))]


def _record(one: Submission, other: Submission, event: str, actor: User) -> None:
    for submission, partner in ((one, other), (other, one)):
        steps.record(submission, event, actor, f"With {partner.reference}", {"submission": partner.pk})
