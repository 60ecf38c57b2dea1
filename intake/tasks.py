"""Celery's tasks: one-liners round the functions that do the work; each may run any number of times."""

from celery import shared_task

from intake import (
    attachments,
    bulk,
    delivery,
    digest,
    events,
    heartbeat,
    link_requests,
    mailbox,
    presence,
    reminders,
    scanning,
    staff_sessions,
)
from intake.audit import checking
from intake.inbound import applying, storing
from intake.privacy import retention, subject_access
from intake.screening import allowance, recent_posts
from intake.suggestions import training


@shared_task
def deliver(message_id: int) -> None:
    """Send one message of the outbox."""
    delivery.deliver(message_id)


@shared_task
def apply_event(event_id: int) -> None:
    """Apply one event of a provider's."""
    events.apply(event_id)


@shared_task
def apply_inbound(email_id: int) -> None:
    """Apply one email that came in."""
    applying.apply(email_id)


@shared_task
def answer_link_request(request_id: int) -> None:
    """Answer one request for a tracking link."""
    link_requests.answer(request_id)


@shared_task
def sweep_link_requests() -> None:
    """Answer the requests that the doorbell missed."""
    link_requests.answer_pending()


@shared_task
def sweep_outbox() -> None:
    """Send what the doorbell missed."""
    delivery.sweep()


@shared_task
def sweep_events() -> None:
    """Apply the events that the doorbell missed."""
    events.apply_pending()


@shared_task
def canary() -> None:
    """Show that tasks are run."""
    heartbeat.note(heartbeat.WORKER)


@shared_task
def sweep_inbound() -> None:
    """Apply the emails that the doorbell missed."""
    applying.apply_pending()


@shared_task
def read_mailboxes() -> None:
    """Fetch the new emails of every mailbox that is read."""
    mailbox.read_all()


@shared_task
def remind_of_deadlines() -> None:
    """Remind of the targets that come near or have passed."""
    reminders.remind()


@shared_task
def send_digests() -> None:
    """Tell each member what is due today or late."""
    digest.send()


@shared_task
def learn_where_enquiries_go() -> None:
    """Train the suggestions anew on what staff did."""
    training.train_all()


@shared_task
def delete_ignored_emails() -> None:
    """Delete the emails that belong to nothing."""
    storing.delete_ignored()


@shared_task
def forget_presences() -> None:
    """Forget who once had a page open, or was signed in."""
    presence.forget_old()
    staff_sessions.forget_old()


@shared_task
def forget_recent_posts() -> None:
    """Forget who posted, and whom that named, once it is not counted any more."""
    recent_posts.forget_old()
    allowance.forget_old()


@shared_task
def delete_abandoned_uploads() -> None:
    """Delete the files of forms that were never sent."""
    attachments.delete_abandoned()


@shared_task
def run_bulk_job(job_id: int) -> None:
    """Do what is left of a change of many submissions."""
    bulk.run(job_id)


@shared_task
def sweep_bulk_jobs() -> None:
    """Go on with the changes of many submissions that were broken off."""
    bulk.sweep()


@shared_task
def scan_upload(attachment_id: int) -> None:
    """Scan one file for viruses."""
    scanning.scan(attachment_id)


@shared_task
def sweep_virus_scans() -> None:
    """Scan the files that the doorbell missed or that waited for the scanner."""
    scanning.sweep()


@shared_task
def delete_infected_uploads() -> None:
    """Delete the files in which a virus was found a month ago."""
    scanning.delete_infected()


@shared_task
def erase_expired() -> None:
    """Erase what has been kept for its time."""
    retention.run_tonight()


@shared_task
def make_subject_access(copy_id: int) -> None:
    """Make the copy of what is held of one person."""
    subject_access.make(copy_id)


@shared_task
def sweep_subject_access() -> None:
    """Make the copies that the doorbell missed."""
    subject_access.make_waiting()


@shared_task
def verify_audit() -> None:
    """Check the audit log from its start."""
    checking.check()
