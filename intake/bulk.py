"""What staff do to many submissions at once: each is its own change, and one refusal stops no other.

A job is written down with a line for each submission, so that it can be followed, goes on where it was broken
off, and does nothing twice: what is done to a submission and its line's end are one transaction.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from intake import access, bulk_alerts, outbox, passing_on, reply_templates, tags, triage, workflow
from intake.models import BulkJob, BulkLine, Queue, ReplyTemplate, Submission, Tag
from intake.models.bulk import BulkMove

logger = logging.getLogger(__name__)

State = BulkLine.State
AT_MOST = 1_000
#: So many are done while the person waits for the answer; more are a worker's.
AT_ONCE = 25
_KEPT = dt.timedelta(days=30)
_SILENCE = dt.timedelta(seconds=60)
_STOPPED = "Stopped before its turn."
_REFUSALS = (workflow.MoveNotAllowed, ValidationError, PermissionDenied, Submission.DoesNotExist)
_MAY_PASS = (OperationalError, InterfaceError)


@dataclass(frozen=True)
class Progress:
    """How far a job is: how many submissions it has, and what became of those that had their turn."""

    total: int
    done: int
    refused: int

    @property
    def ended(self) -> int:
        """How many had their turn."""
        return self.done + self.refused

    @property
    def is_over(self) -> bool:
        """Whether all of them had."""
        return self.ended == self.total


def start(
    *,
    move: str,
    submission_ids: Iterable[int],
    actor: User,
    said: str,
    details: dict[str, Any] | None = None,
    list_query: str = "",
) -> BulkJob:
    """Make `move` on each of `submission_ids` that `actor` may triage: at once if they are few.

    Args:
        move: one of `BulkMove`.
        submission_ids: the submissions, the first `AT_MOST` of which are taken.
        actor: who does it.
        said: what is done to them, in words: "moved to Press".
        details: what the move needs to know: `assignee`, `queue` or `tag` as an id (of nobody as None),
            `reason`; of a reply the id of a canned one as `template`, the `text` below it, and
            `then` as for `triage.reply`.
        list_query: the list that they were chosen from, to go back to.

    Returns:
        The job, of which `progress` and `failures` tell more.

    Raises:
        PermissionDenied: `actor` changes nothing here.
    """
    access.require_act(actor)
    wanted = list(dict.fromkeys(submission_ids))[:AT_MOST]
    with transaction.atomic():
        visible = access.visible_submissions(actor).filter(pk__in=wanted)
        found = set(visible.values_list("pk", flat=True))
        job = BulkJob.objects.create(
            actor=actor,
            move=BulkMove(move),
            said=said[:250],
            details=details or {},
            list_query=list_query,
            not_found=len(wanted) - len(found),
        )
        # In the order in which the person saw them.
        lines = [BulkLine(job=job, submission_id=pk) for pk in wanted if pk in found]
        BulkLine.objects.bulk_create(lines, batch_size=500)
        if len(lines) > AT_ONCE:
            transaction.on_commit(partial(outbox.ring_for, "run_bulk_job", job.pk), robust=True)
    if len(lines) <= AT_ONCE:
        run(job.pk)
        job.refresh_from_db()
    return job


def run(job_id: int) -> None:
    """Do what is left of a job. Safe to call any number of times, and by several workers at once."""
    job = BulkJob.objects.select_related("actor").filter(pk=job_id, finished_at=None).first()
    if not job:
        return
    action = _action(job)
    while _do_next(job, action):
        pass
    _finish(job)


def stop(job: BulkJob) -> None:
    """Leave what had no turn yet as it is; what was done stays done."""
    waiting = job.lines.filter(state=State.WAITING)
    waiting.update(state=State.REFUSED, why_not=_STOPPED, ended_at=timezone.now())
    _finish(job)


def progress(job: BulkJob) -> Progress:
    """Return how far it is."""
    return Progress(**job.lines.aggregate(**_counts("")))


def latest(user: User, count: int) -> list[tuple[BulkJob, Progress]]:
    """Return the latest jobs of `user` with how far each is, the newest first."""
    counts = _counts("lines__")
    jobs = access.visible_bulk_jobs(user).annotate(**counts).order_by("-created_at", "-id")[:count]
    return [(job, Progress(**{name: getattr(job, name) for name in counts})) for job in jobs]


def failures(user: User, job: BulkJob) -> QuerySet[BulkLine]:
    """Return the lines that were refused, of submissions that `user` may see by now."""
    visible = access.visible_submissions(user).filter(pk=OuterRef("submission"))
    return job.lines.filter(Exists(visible), state=State.REFUSED).select_related("submission")


def sweep() -> None:
    """Have a worker go on with jobs that stand still, and forget those that are long over."""
    silent_since = timezone.now() - _SILENCE
    moving = BulkLine.objects.filter(job=OuterRef("pk"), ended_at__gt=silent_since)
    still = BulkJob.objects.filter(~Exists(moving), finished_at=None, created_at__lt=silent_since)
    for job_id in still.values_list("pk", flat=True):
        outbox.ring_for("run_bulk_job", job_id)
    BulkJob.objects.filter(finished_at__lt=timezone.now() - _KEPT).delete()


def _counts(lines: str) -> dict[str, Count]:
    done, refused = Q(**{f"{lines}state": State.DONE}), Q(**{f"{lines}state": State.REFUSED})
    pk = f"{lines}pk"
    return {"total": Count(pk), "done": Count(pk, filter=done), "refused": Count(pk, filter=refused)}


@transaction.atomic
def _do_next(job: BulkJob, action: Callable[..., object]) -> bool:
    """Give the next submission its turn; return whether there was one."""
    # Where a database locks rows, workers leave each other's alone; elsewhere one waits for the other.
    waiting = BulkLine.objects.select_for_update(skip_locked=True).filter(job=job, state=State.WAITING)
    line = waiting.order_by("pk").first()
    if not line:
        return False
    try:
        with transaction.atomic():
            action(submission_id=line.submission_id, actor=job.actor)
    except _REFUSALS as error:
        line.why_not = " ".join(getattr(error, "messages", [str(error)]))[:300]
    except _MAY_PASS:
        # The database has failed, not the submission: its turn comes again.
        raise
    except Exception:
        logger.exception("bulk job %s failed at line %s", job.pk, line.pk)
        line.why_not = "Something went wrong here; those who run the portal can see what."
    line.state = State.REFUSED if line.why_not else State.DONE
    line.ended_at = timezone.now()
    line.save(update_fields=["state", "why_not", "ended_at"])
    return True


@transaction.atomic
def _finish(job: BulkJob) -> None:
    waiting = BulkLine.objects.filter(job=OuterRef("pk"), state=State.WAITING)
    ended = BulkJob.objects.filter(~Exists(waiting), pk=job.pk, finished_at=None)
    if ended.update(finished_at=timezone.now()):
        bulk_alerts.tell(job)


def _action(job: BulkJob) -> Callable[..., object]:
    """What is done to each submission, called with its id and who does it."""
    try:
        return _ACTIONS[BulkMove(job.move)](job.details, job.actor)
    except _Gone as error:
        return partial(_refuse, str(error))


class _Gone(Exception):
    """What the move needs is not there any more."""


def _refuse(why: str, **kwargs: Any) -> None:
    raise ValidationError(why)


def _one(model: type[Model], pk: int, name: str) -> Any:
    found = model._default_manager.filter(pk=pk).first()
    if not found:
        raise _Gone(f"There is no such {name} any more.")
    return found


def _assign(details: dict[str, Any], actor: User) -> Callable[..., object]:
    assignee = details["assignee"] and _one(User, details["assignee"], "colleague")
    return partial(triage.assign, assignee=assignee or None, is_told=False)


def _move(details: dict[str, Any], actor: User) -> Callable[..., object]:
    queue = _one(Queue, details["queue"], "queue")
    return partial(triage.move, queue=queue, reason=details.get("reason", ""), is_told=False)


def _reply(details: dict[str, Any], actor: User) -> Callable[..., object]:
    chosen = details.get("template")
    template = _one(ReplyTemplate, chosen, "canned reply") if chosen else None
    if not template:
        return partial(triage.reply, text=details["text"], then=details["then"])
    return partial(_canned_reply, template=template, more=details["text"], then=details["then"])


def _canned_reply(
    *, submission_id: int, actor: User, template: ReplyTemplate, more: str, then: str, **kwargs: Any
) -> object:
    """Its fields are filled in for each submission's own email."""
    submission = Submission.objects.select_related("queue").get(pk=submission_id)
    said = reply_templates.filled_in(template, submission=submission, author=actor)
    text = reply_templates.added_to(said, more)
    return triage.reply(submission_id=submission_id, actor=actor, text=text, then=then, **kwargs)


_ACTIONS: dict[BulkMove, Callable[[dict[str, Any], User], Callable[..., object]]] = {
    BulkMove.ASSIGN_TO_ME: lambda details, actor: partial(triage.assign, assignee=actor),
    BulkMove.ASSIGN: _assign,
    BulkMove.MOVE: _move,
    BulkMove.TAG: lambda details, actor: partial(tags.tag, tag=_one(Tag, details["tag"], "tag")),
    BulkMove.UNTAG: lambda details, actor: partial(tags.untag, tag=_one(Tag, details["tag"], "tag")),
    BulkMove.REPLY: _reply,
    BulkMove.RESOLVE: lambda details, actor: triage.resolve,
    BulkMove.MARK_AS_SPAM: lambda details, actor: triage.mark_as_spam,
    BulkMove.PASS_ON: lambda details, actor: passing_on.pass_on,
}
