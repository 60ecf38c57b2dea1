"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task

from enquiries import drafts, suggested_answers


@shared_task
def delete_old_drafts() -> None:
    """Delete the drafts that were never sent."""
    drafts.delete_old()


@shared_task
def forget_old_showings() -> None:
    """Delete old counts of suggested answers."""
    suggested_answers.forget_old()
