"""What providers tell of emails: events, each stored once; and the circuit that pauses sending."""

from django.db import models
from django.utils import timezone

from intake.models.message import Message


class DeliveryEvent(models.Model):
    """An event of a provider's, as it came. Rows are added, and marked once they are applied."""

    key = models.CharField(
        max_length=200,
        unique=True,
        help_text="Names the event, so that it is stored once however often it comes.",
    )
    provider = models.CharField(max_length=40)
    event_type = models.CharField(max_length=20, help_text="As anymail normalises it.")
    message_uuid = models.UUIDField(null=True, blank=True, help_text="Our own id, from the metadata.")
    provider_id = models.CharField(max_length=255, blank=True)
    recipient = models.EmailField(blank=True)
    description = models.TextField(blank=True, help_text="The provider's words.")
    occurred_at = models.DateTimeField(default=timezone.now)
    raw = models.JSONField(default=dict)
    stored_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        Message, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )

    class Meta:
        ordering = ["occurred_at", "id"]
        indexes = [
            models.Index(
                fields=["stored_at"], condition=models.Q(applied_at=None), name="delivery_event_pending"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.event_type}"


class Circuit(models.Model):
    """Whether emails go out at all: open after the provider refused our key, until a probe goes well."""

    name = models.CharField(max_length=20, unique=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    probe_at = models.DateTimeField(null=True, blank=True, help_text="When the next email may try.")
    reason = models.TextField(blank=True, help_text="The provider's words.")

    def __str__(self) -> str:
        return f"{self.name}: {'open' if self.opened_at else 'closed'}"
