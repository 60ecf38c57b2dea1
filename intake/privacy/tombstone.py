"""Emptying a submission: what is left counts in the figures, and says nothing of anybody.

Left are its reference, type, queue and state, when it came in, was answered and closed, how its sender rated
it, and that emails were written and what became of them.
"""

from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from intake.models import (
    Attachment,
    BulkLine,
    DeliveryEvent,
    Draft,
    Feedback,
    InboundEmail,
    Merge,
    Message,
    Presence,
    Screening,
    Submission,
    TimelineEntry,
    TrackingToken,
)
from intake.models.submission import OPEN_STATUSES, Status

SUBJECT = "(erased)"
#: What a message that went out is without its words and its people; the figures count it.
_EMPTY_MESSAGE: dict[str, Any] = {
    "recipient": "",
    "reply_to": "",
    "subject": "",
    "text": "",
    "typed": "",
    "html": "",
    "provider_id": "",
    "last_error": "",
    "author": None,
    "handled_by": None,
}
_EMPTY: dict[str, Any] = {
    "subject": SUBJECT,
    "sender_name": "",
    "sender_email": "",
    "sender_telephone": "",
    "sender_organisation": "",
    "sender_role": "",
    "site": "",
    "answers": [],
    "needed_by": None,
    "assignee": None,
    "search_text": "",
}


def empty(submission: Submission, *, because: str) -> None:
    """Empty `submission` and what was merged into it; what is still open is withdrawn.

    Must be called in a transaction that has locked the row. Files go once that is certain.
    """
    ids = [submission.pk, *Merge.objects.filter(kept=submission.pk).values_list("merged", flat=True)]
    delete_files(Attachment.objects.filter(Q(submission__in=ids) | Q(message__submission__in=ids)), "file")
    delete_files(InboundEmail.objects.filter(submission__in=ids), "raw")
    messages = Message.objects.filter(submission__in=ids)
    forget_events(messages)
    messages.exclude(direction=Message.Direction.OUT).delete()
    empty_messages(messages)
    for model in (TimelineEntry, TrackingToken, Draft, Presence, BulkLine):
        model._default_manager.filter(submission__in=ids).delete()
    Feedback.objects.filter(submission__in=ids).update(comment="")
    Screening.objects.filter(submission__in=ids).update(reasons=[])
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Submission))
    log.filter(object_id__in=map(str, ids)).delete()
    Submission.tags.through.objects.filter(submission__in=ids).delete()
    rows = Submission.objects.filter(pk__in=ids)
    rows.filter(status__in=[*OPEN_STATUSES, Status.HELD]).update(status=Status.WITHDRAWN, waiting_since=None)
    rows.update(**_EMPTY, erased_at=timezone.now(), version=F("version") + 1)
    TimelineEntry.objects.bulk_create(
        TimelineEntry(submission_id=pk, event=TimelineEntry.Event.ERASED, text=because) for pk in ids
    )


def empty_messages(messages: QuerySet[Message], *, keeps_keys: bool = False) -> int:
    """Take the words and the people out of `messages`; what waits to be sent never is. Return how many.

    With `keeps_keys` what their keys name is still known, so that no reminder comes twice.
    """
    waiting = messages.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])
    waiting.update(state=Message.State.CANCELLED, next_attempt_at=None, lease_until=None)
    return messages.update(**_EMPTY_MESSAGE, **({} if keeps_keys else {"dedupe_key": None}))


def forget_events(messages: QuerySet[Message]) -> None:
    """Delete what providers told of `messages`, applied or not."""
    uuids = list(messages.values_list("uuid", flat=True))
    DeliveryEvent.objects.filter(Q(message__in=messages) | Q(message_uuid__in=uuids)).delete()


def delete_files(rows: QuerySet[Attachment] | QuerySet[InboundEmail], field: str) -> int:
    """Delete `rows` with their files; return how many rows there were, with those that hang on them."""
    for row in rows:
        delete_later(getattr(row, field))
    return rows.delete()[0]


def delete_later(file: FieldFile) -> None:
    """Delete a file once the transaction is certain: what is rolled back must have its file."""
    if file:
        transaction.on_commit(lambda: file.storage.delete(str(file.name)), robust=True)
