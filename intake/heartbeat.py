"""Signs of life: the worker's by a canary task that it runs, beat's by its own ticks."""

from django.db.models.functions import Now
from django.utils import timezone

from intake.models import Heartbeat

WORKER = "worker"
BEAT = "beat"


def note(name: str) -> None:
    """Record that the process called `name` is at work, by the database's clock."""
    if not Heartbeat.objects.filter(name=name).update(at=Now()):
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=name, at=timezone.now())],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["at"],
        )


def seconds_since(name: str) -> float | None:
    """Return how many seconds ago the process called `name` was last at work; None where it never was."""
    beat = Heartbeat.objects.filter(name=name).annotate(now=Now()).first()
    return max(0.0, (beat.now - beat.at).total_seconds()) if beat else None
