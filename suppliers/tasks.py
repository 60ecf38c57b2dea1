"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task

from suppliers import company_check


@shared_task
def ask_companies_house() -> None:
    """Ask about the companies of registrations that wait for a decision."""
    company_check.ask_waiting()
