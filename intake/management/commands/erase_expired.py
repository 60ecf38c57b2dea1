"""`manage.py erase_expired`: erases what has been kept for its time, or says what that would be."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.privacy import retention


class Command(BaseCommand):
    """Prints the report: what, in which queue, of which type, how much; no person."""

    help = (
        "Erase what has been kept for its time, as each night does; with --dry-run only say what would be "
        "erased. Each report stays in the admin. Safe to run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="erase nothing, and say what would be")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        """Erase, or count."""
        if not dry_run:
            try:
                retention.require_approval()
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from None
        report = retention.run(is_dry=dry_run)
        for line in report.lines:
            where = ", ".join(filter(None, (line["kind"], line["queue"])))
            self.stdout.write(f"{line['count']:>7}  {line['what']}" + (f" ({where})" if where else ""))
        verb = "would be erased (dry run: nothing was)" if dry_run else "erased"
        self.stdout.write(f"{report.total} {verb}; a legal hold keeps {report.held} submissions")
        if report.failed:
            raise CommandError(f"{report.failed} could not be erased. The next run tries them again.")
