"""Every uploaded file is scanned for viruses before anyone can open it, where there is a scanner.

As with emails the database is the queue: a file's scan is stored with the file, a worker is told on commit,
and beat sweeps what that missed. While the scanner is down files wait, kept away; no error makes one clean.
"""

import datetime as dt
import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Min
from django.db.models.functions import Now
from django.utils import timezone

from intake import outbox, scanner
from intake.models import Attachment, TimelineEntry, VirusScan
from intake.scanner import Answer, Unavailable, Verdict

logger = logging.getLogger(__name__)

INFECTED_KEPT = dt.timedelta(days=30)
LEASE = dt.timedelta(minutes=5)
#: A file that waits for longer shows that the scanner is down.
LATE_AFTER = dt.timedelta(minutes=5)
_FIRST_DELAY_SECONDS = 15
_LONGEST_DELAY_SECONDS = 15 * 60
_ROUND_TIME = dt.timedelta(seconds=10)
_AT_ONCE = 500
Scan = Attachment.Scan
_STATES = {
    Verdict.CLEAN: Scan.CLEAN,
    Verdict.INFECTED: Scan.INFECTED,
    Verdict.NOT_LOOKED_INTO: Scan.FAILED,
}


def first_state() -> str:
    """Return the state of a file that has just come: kept away until it is scanned, if it can be."""
    return Scan.WAITING if scanner.is_configured() else Scan.NOT_SCANNED


def begin(attachment: Attachment) -> None:
    """Have a stored file scanned once the caller's transaction commits."""
    if attachment.scan != Scan.WAITING:
        return
    VirusScan.objects.create(attachment=attachment)
    transaction.on_commit(partial(outbox.ring_for, "scan_upload", attachment.pk), robust=True)


def scan(attachment_id: int) -> None:
    """Scan one file if it waits and nobody else is at it; safe to call any number of times."""
    work = _claim(attachment_id)
    if not work:
        return
    try:
        with work.attachment.file.open("rb") as file:
            answer = scanner.scan(file.chunks())
    except (Unavailable, OSError) as error:
        _try_later(work, error)
        return
    _record(work, answer)


def sweep() -> int:
    """Ring for every file that waits for its scan, and tell staff what they were not told.

    Returns:
        How many files were rung for; none while the scanner is down.
    """
    tell_all()
    due = VirusScan.objects.filter(ended_at=None, next_at__lte=Now() - _ROUND_TIME).order_by("next_at")
    if not scanner.is_configured() or not due.exists() or not scanner.answers():
        return 0
    rung = 0
    for attachment_id in due.values_list("attachment_id", flat=True)[:_AT_ONCE]:
        if not outbox.ring_for("scan_upload", attachment_id):
            break
        rung += 1
    return rung


def tell_all() -> None:
    """Say in the timeline which files are kept away; of a form that is not sent yet, once it is."""
    untold = VirusScan.objects.filter(ended_at__isnull=False, told=False)
    for work in untold.exclude(attachment__submission=None).select_related("attachment")[:_AT_ONCE]:
        _tell(work)


def delete_infected() -> int:
    """Delete what a virus was found in 30 days ago; the file's name stays. Return how many there were."""
    old = VirusScan.objects.filter(ended_at__lt=timezone.now() - INFECTED_KEPT)
    infected = old.filter(attachment__scan=Scan.INFECTED).exclude(attachment__file="")
    count = 0
    for work in infected.select_related("attachment").iterator():
        work.attachment.file.delete(save=False)
        Attachment.objects.filter(pk=work.attachment_id).update(file="")
        count += 1
    return count


@transaction.atomic
def scan_again() -> int:
    """Have all files scanned that never were or could not be; they are kept away until then.

    Returns:
        How many there are.
    """
    files = Attachment.objects.filter(scan__in=[Scan.NOT_SCANNED, Scan.FAILED])
    ids = list(files.values_list("pk", flat=True))
    VirusScan.objects.filter(attachment__in=ids).delete()
    VirusScan.objects.bulk_create([VirusScan(attachment_id=pk) for pk in ids], batch_size=500)
    Attachment.objects.filter(pk__in=ids).update(scan=Scan.WAITING)
    return len(ids)


def state() -> dict[str, Any]:
    """Return whether there is a scanner, how many files wait for it, and whether they do for too long.

    The scanner itself is not asked, so that no page waits for it.
    """
    if not scanner.is_configured():
        return {"status": "off", "waiting": 0}
    oldest = VirusScan.objects.filter(ended_at=None).aggregate(
        count=Count("pk"), since=Min("attachment__created_at")
    )
    late = oldest["since"] and timezone.now() - oldest["since"] > LATE_AFTER
    return {"status": "late" if late else "ok", "waiting": oldest["count"]}


def _claim(attachment_id: int) -> VirusScan | None:
    claimed = VirusScan.objects.filter(attachment=attachment_id, ended_at=None, next_at__lte=Now()).update(
        attempts=F("attempts") + 1, next_at=Now() + LEASE
    )
    if not claimed:
        return None
    return VirusScan.objects.select_related("attachment").get(attachment=attachment_id)


def _try_later(work: VirusScan, error: Exception) -> None:
    delay = min(_FIRST_DELAY_SECONDS * 2 ** min(work.attempts, 10), _LONGEST_DELAY_SECONDS)
    reason = str(error) if isinstance(error, Unavailable) else f"storage: {type(error).__name__}"
    VirusScan.objects.filter(pk=work.pk, ended_at=None).update(
        next_at=Now() + dt.timedelta(seconds=delay), said=reason[:100]
    )
    logger.warning("file %s is not scanned yet: %s", work.attachment_id, reason)


@transaction.atomic
def _record(work: VirusScan, answer: Answer) -> None:
    is_clean = answer.verdict == Verdict.CLEAN
    ended = VirusScan.objects.filter(pk=work.pk, ended_at=None).update(
        ended_at=timezone.now(), said=answer.said, told=is_clean
    )
    if not ended:
        return
    Attachment.objects.filter(pk=work.attachment_id).update(scan=_STATES[answer.verdict])
    if not is_clean:
        logger.warning("file %s is kept away: %s", work.attachment_id, answer.verdict)
        _tell(VirusScan.objects.select_related("attachment").get(pk=work.pk))


@transaction.atomic
def _tell(work: VirusScan) -> None:
    file = work.attachment
    if not file.submission_id or not VirusScan.objects.filter(pk=work.pk, told=False).update(told=True):
        return
    if file.scan == Scan.INFECTED:
        text = (
            f"A virus was found in “{file.name}” ({work.said}). Nobody can open it, and it is deleted "
            f"after {INFECTED_KEPT.days} days."
        )
    else:
        text = (
            f"“{file.name}” could not be checked for viruses ({work.said}). Nobody can open it. "
            "Ask the sender for it in another form."
        )
    TimelineEntry.objects.create(
        submission_id=file.submission_id, event=TimelineEntry.Event.FILE_KEPT_AWAY, text=text
    )
