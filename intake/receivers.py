"""anymail's signals, handed on: the only signal receivers in the house."""

from typing import Any

from anymail.signals import AnymailTrackingEvent, tracking
from django.dispatch import receiver

from intake import events


@receiver(tracking, dispatch_uid="intake.tracking")
def on_tracking(sender: Any, event: AnymailTrackingEvent, esp_name: str, **kwargs: Any) -> None:
    """Store what a provider tells of an email."""
    events.store(event, esp_name)
