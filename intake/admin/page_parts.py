"""What a submission’s page shows besides its forms: story, facts, and the reply that can be taken back."""

import math
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from intake import access, conversation, mentions, presence, reply_email, targets, undo
from intake.models import Message, Submission, TimelineEntry
from intake.reply_email import Preview

_OTHERS_SHOWN = 5
_RECEIVED = TimelineEntry.Event.RECEIVED


def of(
    submission: Submission, person: User, messages: list[Message], timeline: list[TimelineEntry]
) -> dict[str, Any]:
    """Return these parts by the names that the templates give them."""
    story = conversation.items(messages, timeline)
    others = _others_of_sender(submission, person)
    return {
        "story": story,
        "entered_by": next((each.actor for each in timeline if each.event == _RECEIVED), None),
        "took_place": sum(bool(item.message) for item in story),
        "others_of_sender": others[:_OTHERS_SHOWN],
        "more_of_sender": len(others) > _OTHERS_SHOWN,
        "used": targets.used(submission, timezone.now()) if submission.is_open else None,
        "here_too": presence.in_words(presence.others(submission, person)),
        "can_be_named": mentions.can_be_named(submission),
        **_undo(messages, person),
    }


def preview(submission: Submission, person: User, text: str) -> Preview | None:
    """Return the reply as it would be sent, where there is `text` and somebody to send it to."""
    if not text.strip() or not submission.sender_email:
        return None
    return reply_email.preview(submission=submission, text=text, author=person)


def _others_of_sender(submission: Submission, person: User) -> list[Submission]:
    """The newest others of the same sender, in the queues of `person`; one more than is shown."""
    if not submission.sender_email:
        return []
    found = access.visible_submissions(person).filter(sender_email=submission.sender_email)
    found = found.exclude(pk=submission.pk).exclude(status=Submission.Status.HELD)
    return list(found.order_by("-received_at")[: _OTHERS_SHOWN + 1])


def _undo(messages: list[Message], person: User) -> dict[str, Any]:
    waiting = next((each for each in reversed(messages) if undo.may_be_taken_back(each, person)), None)
    if not waiting or not waiting.next_attempt_at:
        return {"waiting_reply": None}
    left = (waiting.next_attempt_at - timezone.now()).total_seconds()
    return {"waiting_reply": waiting, "undo_seconds": max(0, math.ceil(left))}
