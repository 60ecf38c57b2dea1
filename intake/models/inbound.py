"""An email that came in, kept as it came, with what became of it."""

import uuid

from django.db import models
from django.utils import timezone

from intake.models.message import Message
from intake.models.queue import Queue
from intake.models.submission import Submission


def raw_name(email: "InboundEmail", filename: str) -> str:
    """Return the name in private storage."""
    return f"inbound/{email.stored_at:%Y/%m}/{email.uuid}.eml"


class InboundEmail(models.Model):
    """One email, stored once however often it comes; applied afterwards."""

    class Outcome(models.TextChoices):
        """What became of it."""

        PENDING = "pending", "not looked at yet"
        REPLY = "reply", "added to its submission"
        SUBMISSION = "submission", "a new submission"
        AUTOMATIC = "automatic", "an automatic reply: noted only"
        BOUNCE = "bounce", "a bounce: noted only"
        MAILING_LIST = "mailing_list", "from a mailing list: ignored"
        LOOP = "loop", "our own email come back: ignored"
        TOO_MANY = "too_many", "too many from one address: kept, not added"
        NO_QUEUE = "no_queue", "to no queue's address: ignored"
        FAILED = "failed", "could not be read"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        max_length=200, unique=True, help_text="Names the email, so that it is stored once."
    )
    source = models.CharField(max_length=40, help_text="The provider, or the mailbox that was read.")
    queue = models.ForeignKey(Queue, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    envelope_recipient = models.CharField(max_length=254, blank=True)
    sender = models.CharField(max_length=254, blank=True)
    raw = models.FileField(upload_to=raw_name, max_length=200)
    stored_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.PENDING)
    error = models.TextField(blank=True)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, null=True, blank=True, related_name="inbound_emails"
    )
    message = models.OneToOneField(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="inbound_email"
    )

    class Meta:
        ordering = ["-stored_at", "-id"]
        indexes = [
            models.Index(
                fields=["stored_at"], condition=models.Q(outcome="pending"), name="inbound_email_pending"
            ),
            models.Index(fields=["sender", "submission", "stored_at"], name="inbound_email_sender"),
        ]

    def __str__(self) -> str:
        return f"email {self.pk}: {self.get_outcome_display()}"
