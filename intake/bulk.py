"""What staff do to several submissions at once: each is its own change, and one refusal stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models

from intake import access, triage, workflow
from intake.models import Submission


class BulkMove(models.TextChoices):
    """What may be done to several submissions at once."""

    ASSIGN_TO_ME = "assign_to_me", "Assign to me"
    RESOLVE = "resolve", "Resolve"
    MARK_AS_SPAM = "mark_as_spam", "Mark as spam"


@dataclass(frozen=True)
class Outcome:
    """What became of a bulk move.

    Attributes:
        done: how many were changed.
        refused: the reference of each that was not, with the reason in words.
        not_found: how many there are not, or are in no queue of the person's.
    """

    done: int
    refused: list[str]
    not_found: int


def apply(*, move: str, submission_ids: Iterable[int], actor: User) -> Outcome:
    """Make `move`, one of `BulkMove`, on each of `submission_ids` that `actor` may triage."""
    wanted = set(submission_ids)
    found = list(access.visible_submissions(actor).filter(pk__in=wanted).values_list("pk", "reference"))
    done, refused = 0, []
    for pk, reference in found:
        try:
            _make(move, pk, actor)
        except (workflow.MoveNotAllowed, ValidationError, PermissionDenied, Submission.DoesNotExist) as error:
            words = " ".join(getattr(error, "messages", [str(error)]))
            refused.append(f"{reference}: {words}")
        else:
            done += 1
    return Outcome(done=done, refused=refused, not_found=len(wanted) - len(found))


def _make(move: str, submission_id: int, actor: User) -> None:
    if move == BulkMove.ASSIGN_TO_ME:
        triage.assign(submission_id=submission_id, actor=actor, assignee=actor)
    elif move == BulkMove.RESOLVE:
        triage.resolve(submission_id=submission_id, actor=actor)
    elif move == BulkMove.MARK_AS_SPAM:
        triage.mark_as_spam(submission_id=submission_id, actor=actor)
    else:
        raise ValueError(f"{move} is no bulk move")
