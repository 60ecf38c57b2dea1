"""Exporting what a list of submissions holds, newest first, and writing down who did."""

import dataclasses
import datetime as dt
import logging
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.auth.models import User
from django.db import models, transaction
from phonenumber_field.phonenumber import PhoneNumber

from intake import audit, kinds, steps, worklist
from intake.models import ExportLog, Submission
from intake.sla import LONDON

logger = logging.getLogger(__name__)

Format = ExportLog.Format
#: A workbook is made whole before its first byte goes out, and programs for them dislike more.
XLSX_AT_MOST = 20_000
_CHUNK = 1_000
_UNITED_KINGDOM = 44
_HEADERS = (
    *("Reference", "Received", "Source", "Type", "Subject", "Status", "Priority", "Queue", "Assigned to"),
    *("Sender", "Email", "Telephone", "Organisation", "Role", "Sender’s own deadline"),
    *("First reply due", "First reply", "Resolution due", "Resolved", "Tags"),
)


@dataclasses.dataclass(frozen=True)
class Export:
    """An export that has been written down and can be read once; times are London’s."""

    headers: list[str]
    rows: Iterator[list[Any]]
    log: ExportLog


def begin(*, user: User, criteria: worklist.Criteria, file_format: str) -> Export:
    """Return what `user` may see of what `criteria` asks for, and log that it was taken.

    Of a workbook there are the first 20,000 rows. Where one type is asked for, each of its questions has a
    column; otherwise all answers are in one.
    """
    found = worklist.matching(user, criteria)
    ids = _ids(found, at_most=XLSX_AT_MOST if file_format == Format.XLSX else None)
    log = _log(user, criteria, file_format, len(ids), found)
    questions = _questions(criteria.kind)
    headers = [*_HEADERS, *questions.values(), "Other answers" if questions else "Answers"]
    return Export(headers, _rows(ids, tuple(questions)), log)


def in_words(criteria: worklist.Criteria) -> str:
    """Return what is asked for: "view: All open; queue: Press; text: budget"."""
    asked = {field.name: getattr(criteria, field.name) for field in dataclasses.fields(criteria)}
    return "; ".join(
        f"{name.replace('_', ' ')}: {_in_words(name, value)}"
        for name, value in asked.items()
        if value and name not in _UNSAID
    )


#: The order of a file is always the same.
_UNSAID = frozenset({"sort"})
_LABELS: dict[str, Any] = {
    "view": worklist.View,
    "status": Submission.Status,
    "priority": Submission.Priority,
}


def _in_words(name: str, value: Any) -> str:
    choices: type[models.Choices] | None = _LABELS.get(name)
    if choices and value in choices.values:
        return str(choices(value).label)
    if name == "kind":
        return dict(kinds.known()).get(value, value)
    if isinstance(value, User):
        return steps.name(value)
    if isinstance(value, list | tuple | set | models.QuerySet):
        return ", ".join(str(each) for each in value)
    return "yes" if value is True else str(value)


def _ids(found: models.QuerySet[Submission], *, at_most: int | None) -> Sequence[int]:
    """The ids, newest first: eight bytes each, so that a million are nothing."""
    newest_first = found.order_by("-received_at", "-pk").values_list("pk", flat=True)[:at_most]
    return array("q", newest_first.iterator(chunk_size=10 * _CHUNK))


@transaction.atomic
def _log(
    user: User,
    criteria: worklist.Criteria,
    file_format: str,
    rows: int,
    found: models.QuerySet[Submission],
) -> ExportLog:
    log = ExportLog.objects.create(
        user=user, name=steps.name(user), format=file_format, criteria=in_words(criteria), rows=rows
    )
    # A search names its table, which would be another one in a query within a query.
    log.queues.set(found.order_by().values_list("queue", flat=True).distinct())
    audit.record(
        audit.Action.EXPORTED_LIST, actor=user, about=log, detail={"format": file_format, "rows": rows}
    )
    # The words that were searched for may name a person: they stay in the database.
    logger.info("export %s: %s submissions as %s", log.pk, rows, file_format)
    return log


def _questions(kind: str) -> dict[str, str]:
    """The label of each question of a type; of what every submission has there are columns already."""
    if not kind:
        return {}
    common = dict(kinds.COMMON_FIELDS)
    return {name: label for name, label in kinds.fields_of(kind).items() if name not in common}


def _rows(ids: Sequence[int], questions: tuple[str, ...]) -> Iterator[list[Any]]:
    """Read chunk by chunk, so that no more than a chunk with its answers is in memory."""
    wanted = Submission.objects.select_related("queue", "assignee").prefetch_related("tags")
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        found = wanted.defer("search_text").in_bulk(list(chunk))
        for pk in chunk:
            if pk in found:
                yield [*_columns(found[pk]), *_answers(found[pk], questions)]


def _columns(submission: Submission) -> tuple[Any, ...]:
    return (
        submission.reference,
        _local(submission.received_at),
        submission.get_source_display(),
        submission.kind_label,
        submission.subject,
        submission.get_status_display(),
        submission.get_priority_display(),
        submission.queue.name,
        steps.name(submission.assignee) if submission.assignee else "",
        submission.sender_name,
        submission.sender_email,
        _telephone(submission.sender_telephone),
        submission.sender_organisation,
        submission.sender_role,
        _local(submission.needed_by),
        _local(submission.respond_by),
        _local(submission.first_response_at),
        _local(submission.due_at),
        _local(submission.resolved_at),
        ", ".join(tag.name for tag in submission.tags.all()),
    )


def _answers(submission: Submission, questions: tuple[str, ...]) -> list[str]:
    given = {answer["name"]: answer for answer in submission.answers if answer["display"]}
    asked = [given.pop(name)["display"] if name in given else "" for name in questions]
    rest = "\n".join(f"{answer['label']}: {answer['display']}" for answer in given.values())
    return [*asked, rest]


def _local(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment as spreadsheets know it: London’s time, to the minute."""
    return moment.astimezone(LONDON).replace(second=0, microsecond=0, tzinfo=None) if moment else None


def _telephone(number: PhoneNumber | str) -> str:
    """A number as people dial it: a leading + would be taken for a formula."""
    if not isinstance(number, PhoneNumber):
        return number
    return number.as_national if number.country_code == _UNITED_KINGDOM else number.as_international
