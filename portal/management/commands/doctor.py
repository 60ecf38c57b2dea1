"""`manage.py doctor`: what /readyz says, for a person, with what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseError

from intake import scanner
from intake.audit import checking
from portal import health

#: What to do about a part that is not well, by its name and status.
ADVICE = {
    ("database", "down"): "Is PostgreSQL running, and does DATABASE_URL name it? Nothing works without it.",
    (
        "broker",
        "down",
    ): "Is redis running, and does REDIS_URL name it? Emails wait in the database until it is.",
    ("worker", "down"): "Start the Celery worker, or look into its log: no task has run for a minute.",
    ("beat", "down"): "Start Celery beat: without it retries, reminders and clean-ups wait.",
    ("email", "paused"): (
        "The provider refuses our key or password. Put the new one into the environment and restart the "
        "worker; sending goes on by itself within five minutes."
    ),
    ("backlog", "late"): "Emails are due and not sent. If the worker is well, see the page Deliveries.",
}


class Command(BaseCommand):
    """Say how each part of the portal is, and end with exit code 1 where one is not well."""

    help = "Says how each part of the portal is, and what to do about one that is not well."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line a part, with advice below it where that helps."""
        state = health.readiness()
        for name, part in state["parts"].items():
            style = self.style.SUCCESS if part["status"] == "ok" else self.style.ERROR
            details = ", ".join(f"{key} {value}" for key, value in part.items() if key != "status")
            self.stdout.write(f"{name + ':':<10} {style(part['status'])}{f' ({details})' if details else ''}")
            advice = ADVICE.get((name, part["status"]))
            if advice:
                self.stdout.write(f"{'':<11}{advice}")
        failed = state["parts"]["backlog"].get("failed")
        if failed:
            self.stdout.write(
                f"{'':<11}{failed} emails failed: their queues' leads see them under Deliveries."
            )
        self._say_scanner()
        is_whole = self._say_audit_log()
        if state["status"] != "ok":
            raise CommandError(f"The portal is {state['status']}.")
        if not is_whole:
            raise CommandError("The audit log is broken.")

    def _say_scanner(self) -> None:
        """Say how the virus scanner is; the portal works without it, so the exit code stays."""
        if not scanner.is_configured():
            self.stdout.write("scanner:   off (CLAMAV_URL is not set: files are not scanned for viruses)")
        elif scanner.answers():
            self.stdout.write(f"scanner:   {self.style.SUCCESS('ok')}")
        else:
            self.stdout.write(f"scanner:   {self.style.ERROR('down')}")
            self.stdout.write(
                f"{'':<11}Is clamd running, and does CLAMAV_URL name it? Files wait until it is."
            )

    def _say_audit_log(self) -> bool:
        """Say what last night's check of the audit log found; return whether it is whole, as far as known."""
        try:
            log = checking.state()
        except DatabaseError:
            return True  # the line above says what is wrong
        if log and log.broken_at is None:
            checked = f"checked {log.checked_at:%Y-%m-%d %H:%M}" if log.checked_at else "not checked yet"
            self.stdout.write(f"audit log: {self.style.SUCCESS('ok')} ({log.count} entries, {checked})")
            return True
        problem = f"entry {log.broken_at}: {log.problem}" if log else "its end is not on record"
        self.stdout.write(f"audit log: {self.style.ERROR('broken')} ({problem})")
        self.stdout.write(f"{'':<11}Somebody changed the table: see docs/security.md, “The audit log”.")
        return False
