"""A message: one row of the outbox and of the conversation alike."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from intake.models.queue import Queue
from intake.models.submission import Submission


class Message(models.Model):
    """An email as it was rendered and sent, one that came in, or a note among staff."""

    class Direction(models.TextChoices):
        """Which way it goes."""

        OUT = "out", "to"
        IN = "in", "from"
        INTERNAL = "internal", "among staff"

    class Kind(models.TextChoices):
        """What it is for."""

        ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
        ALERT = "alert", "Alert"
        REPLY = "reply", "Reply"
        TRACKING_LINK = "tracking_link", "Tracking link"
        SIGN_IN_LINK = "sign_in_link", "Sign-in link"
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"
        NOTICE = "notice", "Notice"
        FORWARD = "forward", "Forwarded copy"
        TEST = "test", "Test"
        NOTE = "note", "Note"
        INBOUND = "inbound", "From the sender"

    class State(models.TextChoices):
        """What became of it. A note or an inbound message is recorded, and never moves."""

        RECORDED = "recorded", "recorded"
        QUEUED = "queued", "waiting to be sent"
        SENDING = "sending", "being sent"
        SENT = "sent", "sent"
        DELIVERED = "delivered", "delivered"
        BOUNCED = "bounced", "bounced"
        COMPLAINED = "complained", "marked as spam by its recipient"
        FAILED = "failed", "failed"
        UNKNOWN = "unknown", "not known whether it was sent"
        CANCELLED = "cancelled", "taken back, not sent"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    queue = models.ForeignKey(
        Queue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose name it bears where it is about no submission.",
    )
    direction = models.CharField(max_length=8, choices=Direction)
    kind = models.CharField(max_length=15, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recipient = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    typed = models.TextField(
        blank=True, help_text="What its author typed, where they may take it back before it is sent."
    )
    html = models.TextField(blank=True)
    dedupe_key = models.CharField(
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text="Names what may exist once only, such as a submission's acknowledgement.",
    )
    created_at = models.DateTimeField(default=timezone.now)

    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    ambiguous_ends = models.PositiveSmallIntegerField(
        default=0, help_text="Tries that ended without our knowing whether the provider took it."
    )
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    retry_from = models.DateTimeField(
        default=timezone.now, help_text="From when the time in which it is tried is counted."
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_id = models.CharField(max_length=255, blank=True)
    last_error = models.TextField(blank=True)
    handled_at = models.DateTimeField(
        null=True, blank=True, help_text="When somebody dealt with its not arriving."
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(submission__isnull=False) | models.Q(queue__isnull=False),
                name="message_of_a_submission_or_a_queue",
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="message_due",
            ),
            models.Index(
                fields=["state", "-created_at"],
                condition=models.Q(state__in=["failed", "bounced", "complained", "unknown"], handled_at=None),
                name="message_undelivered",
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(direction="out"), name="message_out_written"
            ),
            models.Index(Lower("recipient"), "kind", models.F("created_at").desc(), name="message_recipient"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.submission_id or 'no submission'}"

    @property
    def sending_queue(self) -> Queue:
        """The queue whose name and reply-to address it bears."""
        if self.submission:
            return self.submission.queue
        assert self.queue  # noqa: S101 - the table's own constraint
        return self.queue

    @property
    def may_have_come_twice(self) -> bool:
        """Whether it was sent again after a try of which nobody knows whether it had gone out."""
        return bool(self.ambiguous_ends) and self.attempts > 1 and self.state != self.State.QUEUED

    @property
    def is_undelivered(self) -> bool:
        """Whether it ended without reaching its recipient, as far as is known."""
        return self.state in UNDELIVERED_STATES


#: The states in which somebody may have to do something.
UNDELIVERED_STATES = (
    Message.State.FAILED,
    Message.State.BOUNCED,
    Message.State.COMPLAINED,
    Message.State.UNKNOWN,
)
