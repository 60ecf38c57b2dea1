"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task

from suppliers import standings


@shared_task
def follow_standings() -> None:
    """Let suppliers' statuses follow the days on which suspensions and debarments begin and end."""
    standings.follow_standings()
