"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task

from suppliers import company_check, door, drafts, unsaved


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
