"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task
from django.utils import timezone

from suppliers import company_check, door, drafts, expiries, registered_twice, standings, unsaved


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


@shared_task
def remind_of_drafts() -> None:
    """Remind of the drafts that were begun and not sent."""
    drafts.remind()


@shared_task
def erase_old_drafts() -> None:
    """Erase the drafts that were forgotten."""
    drafts.erase_old()


@shared_task
def forget_old_links() -> None:
    """Delete sign-in links that are long dead, and answers that nobody came back for."""
    door.forget_old()
    unsaved.forget_old()


@shared_task
def ask_companies_house() -> None:
    """Ask about the companies of registrations that wait for a decision."""
    company_check.ask_waiting()
