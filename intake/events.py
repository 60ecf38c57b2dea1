"""A provider's event about an email: stored once as it came, applied afterwards, in whatever order they come.

A message's state never goes back: each state has a rank, and an event that says less than what is known
already changes nothing.
"""

import hashlib
import json
import logging
import uuid
from functools import partial
from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType
from django.db import transaction
from django.utils import timezone

from intake import deliveries, outbox, storable
from intake.models import DeliveryEvent, Message, TimelineEntry

logger = logging.getLogger(__name__)

State = Message.State
_AT_ONCE = 500
_LONGEST_KEY = 200

#: What each of anymail's events says of a message; the others (opened, clicked, deferred) say nothing of it.
_MEANS: dict[str, str] = {
    EventType.QUEUED: State.SENT,
    EventType.SENT: State.SENT,
    EventType.DELIVERED: State.DELIVERED,
    EventType.REJECTED: State.FAILED,
    EventType.FAILED: State.FAILED,
    EventType.BOUNCED: State.BOUNCED,
    EventType.COMPLAINED: State.COMPLAINED,
}
#: A bounce may follow a delivery to a gateway, and a complaint any delivery; nothing follows a complaint.
_RANK: dict[str, int] = {
    State.QUEUED: 0,
    State.SENDING: 0,
    State.UNKNOWN: 1,
    State.SENT: 2,
    State.FAILED: 3,
    State.DELIVERED: 4,
    State.BOUNCED: 5,
    State.COMPLAINED: 6,
    State.CANCELLED: 7,
}


def store(event: AnymailTrackingEvent, provider: str) -> DeliveryEvent | None:
    """Store an event as it came, and have it applied once that is committed.

    Returns:
        The stored event, or None where it was stored before.
    """
    said = filter(None, map(storable.text, [event.description, event.mta_response]))
    stored = DeliveryEvent(
        key=_key(event, provider),
        provider=provider,
        event_type=storable.text(event.event_type, 20),
        message_uuid=_our_id(event.metadata),
        provider_id=storable.text(event.message_id, 255),
        recipient=storable.text(event.recipient, 254),
        description=" ".join(said)[:2000],
        occurred_at=storable.moment(event.timestamp),
        raw=_as_json(event.esp_event),
    )
    with transaction.atomic():
        DeliveryEvent.objects.bulk_create([stored], ignore_conflicts=True)
        # With conflicts ignored no database tells which row it was: the key does.
        found = DeliveryEvent.objects.filter(key=stored.key).values_list("pk", "applied_at").first()
        if not found or found[1]:
            return None
        transaction.on_commit(partial(outbox.ring_for, "apply_event", found[0]), robust=True)
    return DeliveryEvent.objects.get(pk=found[0])


@transaction.atomic
def record(
    *, key: str, provider: str, event_type: str, message_uuid: uuid.UUID, recipient: str, description: str
) -> None:
    """Store and apply an event of which we know by another way than a webhook, such as a bounce by email."""
    event, _ = DeliveryEvent.objects.get_or_create(
        key=key,
        defaults={
            "provider": provider,
            "event_type": event_type,
            "message_uuid": message_uuid,
            "recipient": recipient,
            "description": description,
        },
    )
    apply(event.pk)


@transaction.atomic
def apply(event_id: int) -> None:
    """Apply one stored event to its message; safe to call any number of times."""
    event = DeliveryEvent.objects.select_for_update().filter(pk=event_id, applied_at=None).first()
    if not event:
        return
    event.message = _message_of(event)
    event.applied_at = timezone.now()
    event.save(update_fields=["message", "applied_at"])
    if event.message and event.event_type in _MEANS:
        _change(event.message, event)


def apply_pending() -> int:
    """Apply the events that no worker was told of; return how many there were."""
    pending = DeliveryEvent.objects.filter(applied_at=None).order_by("stored_at")
    event_ids = list(pending.values_list("pk", flat=True)[:_AT_ONCE])
    for event_id in event_ids:
        apply(event_id)
    return len(event_ids)


def _message_of(event: DeliveryEvent) -> Message | None:
    messages = Message.objects.select_for_update(of=("self",)).select_related("submission__queue")
    if event.message_uuid:
        return messages.filter(uuid=event.message_uuid).first()
    if event.provider_id:
        return messages.filter(provider_id=event.provider_id).first()
    return None


def _change(message: Message, event: DeliveryEvent) -> None:
    state = _MEANS[event.event_type]
    if _RANK[state] <= _RANK[message.state]:
        return
    Message.objects.filter(pk=message.pk).update(
        state=state,
        sent_at=message.sent_at or event.occurred_at,
        next_attempt_at=None,
        lease_until=None,
        provider_id=message.provider_id or event.provider_id,
        last_error=event.description if state in _BAD else "",
    )
    message.state = state
    if message.submission and (state in _BAD or message.kind in deliveries.TO_THE_SENDER):
        _tell(message, event)


_BAD = (State.FAILED, State.BOUNCED, State.COMPLAINED)


def _tell(message: Message, event: DeliveryEvent) -> None:
    """Write it into the timeline; of what did not arrive the team is told."""
    assert message.submission  # noqa: S101 - the caller looked
    is_bad = message.state in _BAD
    if message.state == State.SENT:
        return
    if is_bad:
        deliveries.note_failure(message)
        return
    TimelineEntry.objects.create(
        submission=message.submission,
        event=TimelineEntry.Event.EMAIL_DELIVERED,
        text=f"{message.get_kind_display()}: {State(message.state).label}",
        data={"message": str(message.uuid), "event": event.pk},
    )


def _key(event: AnymailTrackingEvent, provider: str) -> str:
    """What names the event: the provider's own id, else everything that it says.

    One id may name the events of several recipients or kinds, so these are part of the key.
    """
    named = storable.text(f"{provider}:{event.event_type}:{event.event_id}:{event.recipient}")
    if event.event_id and len(named) <= _LONGEST_KEY:
        return named
    everything = json.dumps(
        [event.event_type, event.event_id, event.recipient, event.message_id, _as_json(event.esp_event)],
        sort_keys=True,
        default=str,
    )
    return f"{provider}:{hashlib.sha256(everything.encode()).hexdigest()}"


def _our_id(metadata: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(metadata["message"]))
    except (LookupError, TypeError, ValueError):
        return None


def _as_json(raw: Any) -> dict[str, Any]:
    """A provider's raw event as the database keeps it: a form's fields as a dictionary, the rest as it is."""
    if hasattr(raw, "lists"):
        raw = dict(raw.lists())
    if not isinstance(raw, dict):
        raw = {"event": raw}
    return dict(storable.json(raw))
