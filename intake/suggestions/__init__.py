"""Suggestions: which queue a submission seems to be for, learnt from where others like it were resolved.

The training, which needs scikit-learn, is `training`; what is here needs nothing but the numbers that it left
in the database.
"""

import logging
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings

from intake import assignment, kinds, targets
from intake.models import Queue, Submission, Suggester, TimelineEntry
from intake.suggestions import features, scoring

logger = logging.getLogger(__name__)

#: Less sure than that, a suggestion would be read oftener than it were right.
SHOWN_FROM = 0.5


class Suggestion(NamedTuple):
    """A queue, how sure the model is, from 0 to 1, and which model that is."""

    queue: Queue
    confidence: float
    suggester_id: int

    @property
    def per_cent(self) -> int:
        """How sure it is, as people say it; never 100."""
        return min(int(self.confidence * 100), 99)


def suggest(submission: Submission) -> Suggestion | None:
    """Return where `submission` seems to belong; None where that is unknown, or where it is already."""
    if submission.kind not in settings.SUGGEST_QUEUE_FOR or not submission.is_open:
        return None
    in_use = Suggester.objects.filter(kind=submission.kind, in_use=True)
    suggester_id = in_use.values_list("pk", flat=True).first()
    weights = _weights_in_use(suggester_id) if suggester_id else None
    if suggester_id is None or weights is None:
        return None
    queue_id, confidence = scoring.best(weights, features.of(submission))
    if queue_id == submission.queue_id or confidence < SHOWN_FROM:
        return None
    queue = Queue.objects.filter(pk=queue_id, active=True).first()
    return Suggestion(queue, confidence, suggester_id) if queue else None


def for_page(submission: Submission, timeline: list[TimelineEntry]) -> Suggestion | None:
    """Return what the submission's page suggests: nothing any more once somebody has moved it."""
    moved = any(entry.event == TimelineEntry.Event.MOVED and entry.actor_id for entry in timeline)
    return None if moved else suggest(submission)


def move_if_sure(submission: Submission) -> None:
    """Move what has just come in, where HLT has set how sure the model must be for that, and it is.

    Must be called in the transaction that receives it. What a rule of its own has sent to another queue than
    its kind's usual one stays there.
    """
    threshold = settings.SUGGESTION_MOVES_AT.get(submission.kind)
    if threshold is None:
        return
    usual = kinds.usual_queues().get(submission.kind)
    if submission.queue_id != (usual.pk if usual else None) and not submission.queue.is_catch_all:
        return
    try:
        suggestion = suggest(submission)
    except (KeyError, TypeError, ValueError):
        # Whatever is wrong with the numbers, what somebody has sent is received.
        logger.exception("no suggestion could be made")
        return
    if suggestion and suggestion.confidence * 100 >= threshold:
        _move(submission, suggestion, threshold)


def _move(submission: Submission, suggestion: Suggestion, threshold: int) -> None:
    old, assignee = submission.queue, assignment.next_assignee(suggestion.queue)
    submission.queue, submission.assignee = suggestion.queue, assignee
    targets.set_targets(submission)
    submission.save(update_fields=["queue", "assignee", "respond_by", "due_at"])
    if assignee:
        assignment.note_turn(queue=suggestion.queue, user=assignee)
    TimelineEntry.objects.create(
        submission=submission,
        event=TimelineEntry.Event.MOVED,
        at=submission.received_at,
        text=(
            f"{old} → {suggestion.queue}: suggested with {suggestion.per_cent} %; "
            f"from {threshold} % on the portal moves it by itself"
        ),
        data={"suggester": suggestion.suggester_id},
    )


def _weights_in_use(suggester_id: int) -> Mapping[str, Any] | None:
    """The numbers of one model; None where a newer one has taken its place just now."""
    try:
        return _weights(suggester_id)
    except Suggester.DoesNotExist:
        return None


@lru_cache(maxsize=4)
def _weights(suggester_id: int) -> Mapping[str, Any]:
    """The numbers of one model, which never change: read once by each process."""
    in_use = Suggester.objects.filter(in_use=True)
    weights: Mapping[str, Any] = in_use.values_list("weights", flat=True).get(pk=suggester_id)
    return weights
