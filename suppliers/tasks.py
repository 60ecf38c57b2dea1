"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

import uuid

from celery import shared_task
from django.utils import timezone

from suppliers import duplicates, expiries


@shared_task
def remind_of_expiries() -> None:
    """Remind suppliers of what expires, and mark those that have lapsed."""
    expiries.remind(timezone.localdate())


@shared_task
def tell_of_duplicates(registration_id: str) -> None:
    """Tell a firm that registers twice where its registration is."""
    duplicates.tell(uuid.UUID(registration_id))
