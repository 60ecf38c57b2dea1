"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task
from django.utils import timezone

from suppliers import expiries, registered_twice, standings


@shared_task
def remind_of_expiries() -> None:
    """Remind suppliers of what expires, and mark those that have lapsed."""
    expiries.remind(timezone.localdate())


@shared_task
def tell_of_duplicates() -> None:
    """Tell firms that register twice where their registration is."""
    registered_twice.tell_recent()


@shared_task
def follow_standings() -> None:
    """Let suppliers' statuses follow the days on which suspensions and debarments begin and end."""
    standings.follow_standings()
