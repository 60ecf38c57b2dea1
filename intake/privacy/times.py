"""The times of what holds persons besides submissions: each as short as its purpose allows.

A submission that is erased takes all of its own along; these go earlier, or belong to no submission.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from intake.models import (
    DeliveryEvent,
    Draft,
    ErasureRun,
    ExportLog,
    Feedback,
    InboundEmail,
    LegalHold,
    Message,
    PolicyReport,
    SubjectAccess,
    TrackingToken,
)
from intake.models.submission import OPEN_STATUSES
from intake.privacy import holds, tombstone
from intake.privacy.holders import Counts, Holder, Line

_DAY = dt.timedelta(days=1)
_WEEK = 7 * _DAY
_MONTH, _QUARTER, _YEAR = 30 * _DAY, 90 * _DAY, 365 * _DAY
#: As long as a claim may be brought (Limitation Act 1980).
_SIX_YEARS = 6 * _YEAR


def holders() -> list[Holder]:
    """Return the holders of intake's own tables."""
    return [
        _holder("Emails as they came in", "90 days; their text stays with the submission", _emails, _no_file),
        _holder("Events of the email provider", "90 days", _events, _delete),
        _holder("Emails about no submission", "90 days: links, digests, alerts", _other_emails, _emptied),
        _holder("Replies begun and not sent", "90 days, or until the submission is closed", _drafts, _delete),
        _holder("Comments on how it was handled", "1 year; the rating stays", _comments, _no_comment),
        _holder("Senders’ links", "30 days after they expire", _links, _delete),
        _holder("What exports asked for", "1 year; who exported how much stays 6 years", _asked, _not_asked),
        _holder("Exports", "6 years", _exports, _delete),
        _holder("Legal holds that were lifted", "6 years after they ended", _old_holds, _delete),
        _holder("Reports of erasures", "6 years; dry runs 1 year", _reports, _delete),
        _holder("Copies made for persons", "7 days", _copies, _no_copy),
        _holder("Who made copies for persons", "6 years", _old_copies, _delete),
        _holder("Sessions of staff and suppliers", "until they expire", _sessions, _delete),
        _holder("The admin’s own log", "6 years", _log, _delete),
        _holder("Counts of what browsers refused", "90 days after the last one", _refused, _delete),
    ]


def _holder(
    what: str, kept: str, due: Callable[[], QuerySet[Any]], erase: Callable[[QuerySet[Any]], int]
) -> Holder:
    def count() -> Counts:
        return Counts({Line(what): due().count()})

    @transaction.atomic
    def erased() -> Counts:
        return Counts({Line(what): erase(due())})

    return Holder(what, kept, count, erased)


def _emails() -> QuerySet[InboundEmail]:
    kept = InboundEmail.objects.exclude(raw="").filter(stored_at__lt=timezone.now() - _QUARTER)
    looked_at = kept.exclude(outcome__in=[InboundEmail.Outcome.PENDING, InboundEmail.Outcome.FAILED])
    return holds.leave_out(looked_at, submission="submission", address="sender")


def _no_file(emails: QuerySet[InboundEmail]) -> int:
    """The row stays: by its key the same email is known again."""
    found = list(emails)
    for email in found:
        tombstone.delete_later(email.raw)
    return InboundEmail.objects.filter(pk__in=[email.pk for email in found]).update(
        raw="", sender="", envelope_recipient="", error=""
    )


def _events() -> QuerySet[DeliveryEvent]:
    of_erased = Q(message__submission__erased_at__isnull=False)
    found = DeliveryEvent.objects.filter(Q(stored_at__lt=timezone.now() - _QUARTER) | of_erased)
    return holds.leave_out(found, submission="message__submission", address="recipient")


def _other_emails() -> QuerySet[Message]:
    found = Message.objects.filter(submission=None, created_at__lt=timezone.now() - _QUARTER)
    return holds.leave_out(found.exclude(recipient="", text=""), address="recipient")


def _emptied(messages: QuerySet[Message]) -> int:
    """What their keys name stays known, so that no reminder comes twice."""
    # Of what went to several people, a key names each by the address.
    messages.filter(dedupe_key__contains="@").update(dedupe_key=None)
    return tombstone.empty_messages(messages, keeps_keys=True)


def _drafts() -> QuerySet[Draft]:
    old = Q(saved_at__lt=timezone.now() - _QUARTER)
    found = Draft.objects.filter(old | ~Q(submission__status__in=OPEN_STATUSES))
    return holds.leave_out(found, submission="submission")


def _comments() -> QuerySet[Feedback]:
    found = Feedback.objects.exclude(comment="").filter(at__lt=timezone.now() - _YEAR)
    return holds.leave_out(found, submission="submission")


def _no_comment(feedback: QuerySet[Feedback]) -> int:
    return feedback.update(comment="")


def _links() -> QuerySet[TrackingToken]:
    return TrackingToken.objects.filter(expires_at__lt=timezone.now() - _MONTH)


def _asked() -> QuerySet[ExportLog]:
    return ExportLog.objects.exclude(criteria="").filter(at__lt=timezone.now() - _YEAR)


def _not_asked(exports: QuerySet[ExportLog]) -> int:
    return exports.update(criteria="")


def _exports() -> QuerySet[ExportLog]:
    return ExportLog.objects.filter(at__lt=timezone.now() - _SIX_YEARS)


def _old_holds() -> QuerySet[LegalHold]:
    before = timezone.now() - _SIX_YEARS
    return LegalHold.objects.filter(Q(lifted_at__lt=before) | Q(until__lt=timezone.localdate(before)))


def _reports() -> QuerySet[ErasureRun]:
    now = timezone.now()
    dry = Q(is_dry=True, approved_at=None, began_at__lt=now - _YEAR)
    return ErasureRun.objects.filter(dry | Q(began_at__lt=now - _SIX_YEARS, approved_at=None))


def _copies() -> QuerySet[SubjectAccess]:
    return SubjectAccess.objects.exclude(address="").filter(asked_at__lt=timezone.now() - _WEEK)


def _no_copy(copies: QuerySet[SubjectAccess]) -> int:
    for copy in copies:
        tombstone.delete_later(copy.file)
    return copies.update(address="", file="")


def _old_copies() -> QuerySet[SubjectAccess]:
    return SubjectAccess.objects.filter(address="", asked_at__lt=timezone.now() - _SIX_YEARS)


def _sessions() -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=timezone.now())


def _log() -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(action_time__lt=timezone.now() - _SIX_YEARS)


def _refused() -> QuerySet[PolicyReport]:
    """They name nobody; what no longer happens is of no use."""
    return PolicyReport.objects.filter(last_seen__lt=timezone.now() - _QUARTER)


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[1].get(rows.model._meta.label, 0)
