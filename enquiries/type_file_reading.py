"""What a type's file that is in shape says: the type, and its form as plain data."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from enquiries import definitions
from enquiries.models import EnquiryType
from enquiries.type_file_check import choices_of
from enquiries.type_yaml import Problem, Told
from intake.models import Queue


def type_of(told: Told, known: EnquiryType | None) -> tuple[EnquiryType, list[Problem]]:
    """Return the type as a file says, not saved, and what is wrong with that."""
    data, problems = told.data, []
    queues = Queue.objects.all()
    queue = queues.filter(slug=data["queue"]).first() or queues.filter(name=data["queue"]).first()
    if not queue:
        problems.append(
            Problem(told.line(("queue",)), f"queue: There is no queue “{data['queue']}” on this site.")
        )
    closes_at = _moment(data.get("closes_at", ""))
    if data.get("closes_at") and not closes_at:
        problems.append(
            Problem(told.line(("closes_at",)), "closes_at: Give a date and time, as in 2026-12-01T17:00.")
        )
    enquiry_type = EnquiryType(
        pk=known.pk if known else None,
        name=data["name"],
        slug=data["slug"],
        summary=data["summary"],
        active=data.get("active", known.active if known else False),
        position=data.get("position", 100),
        usual_queue=queue or Queue(),
        closes_at=closes_at,
        closed_message=data.get("closed_message", ""),
        introduction=data.get("introduction", ""),
        next_steps=data.get("next_steps", ""),
    )
    enquiry_type._state.adding = known is None
    try:
        enquiry_type.full_clean(exclude=["usual_queue"])
    except ValidationError as error:
        problems += [
            Problem(told.line((name,)), f"{name}: {message}")
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    return enquiry_type, problems


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = parse_datetime(text)
        if moment and timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        # The ends of time are not in every zone.
        return timezone.localtime(moment).astimezone(dt.UTC) if moment and moment.year >= 1970 else None
    except (ValueError, OverflowError):
        return None


def content_of(data: dict[str, Any]) -> definitions.Content:
    """Return what `definitions.of_content` reads, of what a file says."""
    pages = data.get("pages", [{"questions": data.get("questions", [])}])
    return {
        "introduction": data.get("introduction", ""),
        "next_steps": data.get("next_steps", ""),
        "pages": [
            {**page, "questions": [_with_choices(question) for question in page["questions"]]}
            for page in pages
        ],
        "notices": data.get("notices", []),
    }


def _with_choices(question: dict[str, Any]) -> dict[str, Any]:
    if "choices" not in question:
        return question
    return {
        **question,
        "choices": [{"value": value, "label": label} for value, label in choices_of(question["choices"])],
    }
