"""What beat announces, and when: by the second, or by London's clocks."""

from typing import Any

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "sweep-outbox": {"task": "intake.tasks.sweep_outbox", "schedule": 15.0, "options": {"expires": 14}},
    "canary": {"task": "intake.tasks.canary", "schedule": 20.0, "options": {"expires": 19}},
    "sweep-events": {"task": "intake.tasks.sweep_events", "schedule": 60.0, "options": {"expires": 59}},
    "sweep-inbound": {"task": "intake.tasks.sweep_inbound", "schedule": 60.0, "options": {"expires": 59}},
    "sweep-link-requests": {
        "task": "intake.tasks.sweep_link_requests",
        "schedule": 60.0,
        "options": {"expires": 59},
    },
    "sweep-bulk-jobs": {"task": "intake.tasks.sweep_bulk_jobs", "schedule": 60.0, "options": {"expires": 59}},
    "sweep-virus-scans": {
        "task": "intake.tasks.sweep_virus_scans",
        "schedule": 60.0,
        "options": {"expires": 59},
    },
    "delete-infected-uploads": {"task": "intake.tasks.delete_infected_uploads", "schedule": 3600.0},
    "delete-ignored-emails": {"task": "intake.tasks.delete_ignored_emails", "schedule": 3600.0},
    "delete-abandoned-uploads": {"task": "intake.tasks.delete_abandoned_uploads", "schedule": 3600.0},
    "forget-recent-posts": {"task": "intake.tasks.forget_recent_posts", "schedule": 3600.0},
    "forget-presences": {"task": "intake.tasks.forget_presences", "schedule": 3600.0},
    "remind-of-deadlines": {
        "task": "intake.tasks.remind_of_deadlines",
        "schedule": 180.0,
        "options": {"expires": 179},
    },
    # London's time. The later ones are for mornings on which the first was missed; they do nothing on others.
    "send-digests": {"task": "intake.tasks.send_digests", "schedule": crontab(hour="8-11", minute="30")},
    "follow-standings": {"task": "suppliers.tasks.follow_standings", "schedule": crontab(hour=0, minute=5)},
    "delete-old-drafts": {"task": "enquiries.tasks.delete_old_drafts", "schedule": 3600.0},
    "forget-old-showings": {"task": "enquiries.tasks.forget_old_showings", "schedule": 3600.0},
    "tell-of-duplicates": {"task": "suppliers.tasks.tell_of_duplicates", "schedule": 300.0},
    # London's time: past the hours that a change of the clocks skips or shows twice.
    "remind-of-expiries": {
        "task": "suppliers.tasks.remind_of_expiries",
        "schedule": crontab(hour="6", minute="10"),
    },
    # London's time, when nobody works.
    "learn-where-enquiries-go": {
        "task": "intake.tasks.learn_where_enquiries_go",
        "schedule": crontab(hour="3", minute="20"),
    },
    "sweep-subject-access": {
        "task": "intake.tasks.sweep_subject_access",
        "schedule": 300.0,
        "options": {"expires": 299},
    },
    # London's time, when nobody works; a night that is missed is made up for by the next.
    "erase-expired": {"task": "intake.tasks.erase_expired", "schedule": crontab(hour="2", minute="40")},
    # London's time, when nobody works.
    "verify-audit": {"task": "intake.tasks.verify_audit", "schedule": crontab(hour="4", minute="10")},
    "ask-companies-house": {
        "task": "suppliers.tasks.ask_companies_house",
        "schedule": 60.0,
        "options": {"expires": 59},
    },
    # Each hour of the day, so that no restart misses one; nobody is written to at night.
    "remind-of-suppliers-drafts": {
        "task": "suppliers.tasks.remind_of_drafts",
        "schedule": crontab(hour="9-16", minute="10"),
    },
    "erase-suppliers-old-drafts": {"task": "suppliers.tasks.erase_old_drafts", "schedule": 3600.0},
    "forget-suppliers-old-links": {"task": "suppliers.tasks.forget_old_links", "schedule": 3600.0},
}

#: Only where a mailbox is to be read.
READ_MAILBOXES = {"task": "intake.tasks.read_mailboxes", "schedule": 60.0, "options": {"expires": 59}}
