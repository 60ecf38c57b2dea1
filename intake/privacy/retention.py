"""Retention: each night, what has been kept for its time is erased; a dry run says what that would be.

Nothing is erased until an administrator has seen a dry run and approved it. Each submission is a transaction
of its own: a night that is broken off goes on the next.
"""

import datetime as dt
import logging
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Count, DateTimeField, ExpressionWrapper, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from intake import access, audit
from intake.models import ErasureRun, Queue, RetentionRule, Submission, TimelineEntry
from intake.models.submission import OPEN_STATUSES, Status
from intake.privacy import holders, holds, tombstone
from intake.privacy.holders import Counts, Line
from intake.sla import LONDON

logger = logging.getLogger(__name__)

SUBMISSIONS = "Submissions"
BECAUSE = "Kept for its time"
#: What was merged goes with what it was merged into.
_CLOSED = (Status.RESOLVED, Status.WITHDRAWN, Status.SPAM)


def days_kept(*, queue: Queue, kind: str) -> int:
    """Return for how many days a closed submission is kept: by its type in its queue, its type, its queue."""
    found = RetentionRule.objects.filter(Q(queue=queue) | Q(queue=None), kind=kind)
    rules = {rule.queue_id: rule.days for rule in found}
    return rules.get(queue.pk, rules.get(None, queue.retention_days))


def set_dates() -> None:
    """Write the last day of each closed submission into its row, by the rules as they are now."""
    Submission.objects.filter(status__in=OPEN_STATUSES, erase_after__isnull=False).update(erase_after=None)
    closed = Submission.objects.filter(status__in=_CLOSED, erased_at=None).order_by()
    closed.filter(kind__in=holders.own_kinds(), erase_after__isnull=False).update(erase_after=None)
    closed = closed.exclude(kind__in=holders.own_kinds())
    queues = Queue.objects.in_bulk()
    for queue_id, kind in closed.values_list("queue", "kind").distinct():
        days = dt.timedelta(days=days_kept(queue=queues[queue_id], kind=kind))
        last_day = _last_day(days)
        rows = closed.filter(queue=queue_id, kind=kind)
        rows.filter(Q(erase_after=None) | ~Q(erase_after=last_day)).update(erase_after=last_day)


def due() -> QuerySet[Submission]:
    """Return the submissions that are past their last day and that no hold keeps; see `set_dates`."""
    return holds.not_covering(_past_their_day())


def run(*, is_dry: bool, started_by: User | None = None) -> ErasureRun:
    """Erase what has been kept for its time, or say what that would be, and keep a report."""
    report = ErasureRun.objects.create(why=ErasureRun.Why.RETENTION, is_dry=is_dry, started_by=started_by)
    set_dates()
    report.held = holds.covering(_past_their_day()).count()
    counts, failed = _counted() if is_dry else _erased()
    return _finish(report, counts, failed)


def run_tonight() -> ErasureRun:
    """Erase, where that was approved; otherwise only say what would be erased."""
    return run(is_dry=approval() is None)


def approval() -> ErasureRun | None:
    """Return the dry run that an administrator approved, since when nights erase, if there is one."""
    approved = ErasureRun.objects.exclude(approved_at=None).select_related("approved_by")
    return approved.order_by("approved_at").first()


@transaction.atomic
def approve(*, run_id: int, actor: User) -> ErasureRun:
    """Let the nights erase from now on, after a look at what a dry run found.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: it is no dry run, or an old one.
    """
    access.require_privacy(actor)
    report = ErasureRun.objects.select_for_update(of=("self",)).get(pk=run_id)
    if not report.is_dry or report.began_at < timezone.now() - dt.timedelta(days=1):
        raise ValidationError("Make a new dry run first: this one is more than a day old.")
    report.approved_at, report.approved_by = timezone.now(), actor
    report.save(update_fields=["approved_at", "approved_by"])
    audit.record(audit.Action.APPROVED_ERASURES, actor=actor, about=report)
    return report


def require_approval() -> None:
    """Let pass only where the nights may erase.

    Raises:
        ValidationError: no administrator has approved a dry run yet.
    """
    if not approval():
        raise ValidationError(
            "Nothing is erased yet. An administrator must look at a dry run and approve it first: "
            "Settings, “Erasures” in the admin."
        )


def _past_their_day() -> QuerySet[Submission]:
    waiting = Submission.objects.filter(erased_at=None, status__in=_CLOSED, erase_after__isnull=False)
    return waiting.filter(erase_after__lt=timezone.localdate()).order_by()


def _last_day(days: dt.timedelta) -> Any:
    # What is put away as spam or withdrawn has no time of resolution: the last thing that happened counts.
    entries = TimelineEntry.objects.filter(submission=OuterRef("pk")).order_by().values("submission")
    last = Subquery(entries.annotate(last=Max("at")).values("last"))
    ended = Coalesce("resolved_at", last, "received_at")
    return TruncDate(ExpressionWrapper(ended + days, output_field=DateTimeField()), tzinfo=LONDON)


def _counted() -> tuple[Counts, int]:
    counts: Counts = Counts()
    for queue, kind, count in due().values_list("queue__name", "kind").annotate(count=Count("pk")):
        counts[Line(SUBMISSIONS, queue, kind)] += count
    for holder in holders.known():
        counts += holder.due()
    return counts, 0


def _erased() -> tuple[Counts, int]:
    counts, failed = Counts(), 0
    ids = list(due().order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        try:
            line = _erase_one(pk)
        except (DatabaseError, OSError) as error:
            # One that cannot be erased must not keep all the others; the next night tries it again.
            failed += 1
            logger.error("submission %s could not be erased: %s", pk, type(error).__name__)
            continue
        if line:
            counts[line] += 1
    for holder in holders.known():
        try:
            counts += holder.erase()
        except (DatabaseError, OSError) as error:
            failed += 1
            logger.error("“%s” could not be erased: %s", holder.what, type(error).__name__)
    return counts, failed


@transaction.atomic
def _erase_one(pk: int) -> Line | None:
    """Erase one that is still due: it may have been reopened, or held, since they were listed."""
    row = Submission.objects.select_for_update(of=("self",)).select_related("queue").filter(pk=pk).first()
    if not row or not due().filter(pk=pk).exists():
        return None
    line = Line(SUBMISSIONS, row.queue.name, row.kind)
    tombstone.empty(row, because=BECAUSE)
    return line


@transaction.atomic
def _finish(report: ErasureRun, counts: Counts, failed: int) -> ErasureRun:
    report.lines = [{**line._asdict(), "count": count} for line, count in sorted(counts.items()) if count]
    report.failed, report.finished_at = failed, timezone.now()
    report.save()
    if not report.is_dry:
        detail = {"rows": report.total, "held": report.held, "failed": failed}
        audit.record(audit.Action.ERASED_EXPIRED, actor=report.started_by, about=report, detail=detail)
    logger.info(
        "%s: %s rows, %s held, %s failed", report.get_why_display(), report.total, report.held, failed
    )
    return report
