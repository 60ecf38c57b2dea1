"""Emails that are on their way or did not arrive: what leads see of them, and what they do about it.

Each function checks access, owns its transaction and writes the submission's timeline, where there is one.
"""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from intake import access, outbox, submissions
from intake.models import Message, Submission, TimelineEntry
from intake.models.message import UNDELIVERED_STATES

Event = TimelineEntry.Event
State = Message.State


class View(models.TextChoices):
    """The views of the page."""

    TO_HANDLE = "to_handle", "To handle"
    FAILED = "failed", "Failed"
    BOUNCED = "bounced", "Bounced"
    UNKNOWN = "unknown", "Unknown"
    RETRYING = "retrying", "Retrying"
    QUEUED = "queued", "Waiting"
    HANDLED = "handled", "Handled"


_UNHANDLED = Q(state__in=UNDELIVERED_STATES, handled_at=None)
_IN_VIEW: dict[str, Q] = {
    View.TO_HANDLE: _UNHANDLED,
    View.FAILED: _UNHANDLED & Q(state=State.FAILED),
    View.BOUNCED: _UNHANDLED & Q(state__in=(State.BOUNCED, State.COMPLAINED)),
    View.UNKNOWN: _UNHANDLED & Q(state=State.UNKNOWN),
    View.RETRYING: Q(state__in=(State.QUEUED, State.SENDING), attempts__gt=0),
    View.QUEUED: Q(state__in=(State.QUEUED, State.SENDING), attempts=0),
    View.HANDLED: Q(state__in=UNDELIVERED_STATES, handled_at__isnull=False),
}


#: What the sender waits for: of its failure the team is told.
TO_THE_SENDER = (Message.Kind.ACKNOWLEDGEMENT, Message.Kind.REPLY)


def note_failure(message: Message) -> None:
    """Say in the timeline that an email did not arrive; where somebody outside waits for it, tell the team.

    Must be called in a transaction. Of an alert that failed no further alert is sent: it would fail as well.
    """
    if not message.submission:
        return
    TimelineEntry.objects.create(
        submission=message.submission,
        event=Event.EMAIL_FAILED,
        text=f"{message.get_kind_display()}: {State(message.state).label}",
        data={"message": str(message.uuid)},
    )
    if message.kind in TO_THE_SENDER:
        submissions.tell_handlers(message.submission, template="not-delivered")
    elif message.kind == Message.Kind.FORWARD:
        submissions.tell_handlers(message.submission, template="forward-not-delivered")


def visible(user: User) -> QuerySet[Message]:
    """Return the outgoing emails of the queues that `user` manages or may look at."""
    seen = access.inspected_queues(user).values("pk")
    own = Q(submission__queue__in=seen) | Q(submission=None, queue__in=seen)
    return Message.objects.filter(own, direction=Message.Direction.OUT)


def in_view(user: User, view: str) -> QuerySet[Message]:
    """Return what one view of `user`'s page holds, the newest first."""
    found = visible(user).filter(_IN_VIEW[view]).select_related("submission__queue", "queue", "handled_by")
    return found.order_by("-created_at", "-pk")


@transaction.atomic
def send_again(*, message_id: int, actor: User) -> Message:
    """Have an email tried again now, with a new budget of time; one that waits for a later try goes at once.

    Raises:
        PermissionDenied: `actor` does not manage its queue.
        ValidationError: it is being sent, or has arrived.
    """
    message = _locked(message_id, actor)
    if message.state not in (*UNDELIVERED_STATES, State.QUEUED):
        raise ValidationError(f"This email is {message.get_state_display()}. It was not sent again.")
    _queue(message, actor, message.recipient)
    return message


@transaction.atomic
def change_address(*, message_id: int, actor: User, address: str) -> Message:
    """Send an email that did not arrive to another address, which becomes its submission's sender's as well.

    Raises:
        PermissionDenied, ValidationError: as for `send_again`; and where `address` is no email address, or
            the email was for staff.
    """
    message = _locked(message_id, actor)
    address = address.strip()
    validate_email(address)
    if message.kind == Message.Kind.ALERT:
        raise ValidationError("This email was for staff. Change the address in the person's account.")
    if message.state not in UNDELIVERED_STATES:
        raise ValidationError(f"This email is {message.get_state_display()}. It was not sent again.")
    if message.submission and message.submission.sender_email == message.recipient:
        Submission.objects.filter(pk=message.submission.pk).update(
            sender_email=address, version=models.F("version") + 1
        )
    _queue(message, actor, address)
    return message


@transaction.atomic
def mark_as_handled(*, message_id: int, actor: User) -> Message:
    """Put an email that did not arrive away: somebody telephoned, or it does not matter.

    Raises:
        PermissionDenied: as for `send_again`.
        ValidationError: there is nothing to handle.
    """
    message = _locked(message_id, actor)
    if message.state not in UNDELIVERED_STATES or message.handled_at:
        raise ValidationError("There is nothing to handle about this email.")
    message.handled_at, message.handled_by = timezone.now(), actor
    message.save(update_fields=["handled_at", "handled_by"])
    _record(message, actor, f"{message.get_kind_display()}: marked as handled")
    return message


def _locked(message_id: int, actor: User) -> Message:
    message = Message.objects.select_for_update(of=("self",)).select_related("submission__queue", "queue")
    found = message.filter(pk=message_id, direction=Message.Direction.OUT).first()
    if not found or not access.may_manage(actor, found.sending_queue):
        raise PermissionDenied("This email is of a queue that you do not manage.")
    return found


def _queue(message: Message, actor: User, address: str) -> None:
    words = f"{message.get_kind_display()}: sent again"
    if address != message.recipient:
        words += " to another address"
    Message.objects.filter(pk=message.pk).update(
        state=State.QUEUED,
        recipient=address,
        next_attempt_at=Now(),
        lease_until=None,
        retry_from=Now(),
        ambiguous_ends=0,
        handled_at=None,
        handled_by=None,
    )
    message.refresh_from_db()
    _record(message, actor, words)
    transaction.on_commit(lambda: outbox.ring(message.pk), robust=True)


def _record(message: Message, actor: User, text: str) -> None:
    if not message.submission:
        return
    TimelineEntry.objects.create(
        submission=message.submission,
        event=Event.EMAIL_RESENT,
        actor=actor,
        text=text,
        data={"message": str(message.uuid)},
    )
