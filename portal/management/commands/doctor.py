"""`manage.py doctor`: what /readyz says, for a person, with what to do."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake import scanner
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
        if state["status"] != "ok":
            raise CommandError(f"The portal is {state['status']}.")

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
