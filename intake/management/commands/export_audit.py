"""`manage.py export_audit`: the audit log as JSON lines, for a SIEM."""

import contextlib
import datetime as dt
import sys
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from intake import audit
from intake.audit import exporting


class Command(BaseCommand):
    """Writes a line an entry, the oldest first, and records that it did."""

    help = (
        "Write the audit log as JSON, one entry a line, to the standard output or to a file. Nothing is "
        "deleted. To go on where the last export ended, give --since the next number."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add what is chosen, and where it goes."""
        parser.add_argument("--since", metavar="NUMBER|DATE", help="from this entry, or this day, on")
        parser.add_argument("--before", metavar="DATE", help="only what was before this day")
        parser.add_argument("--output", metavar="FILE", type=Path, help="write here; must not exist yet")

    def handle(
        self, *args: Any, since: str | None, before: str | None, output: Path | None, **options: Any
    ) -> None:
        """Write them."""
        number = int(since) if since and since.isdigit() else None
        begin = _day(since) if since and number is None else None
        end = _day(before) if before else None
        # An export does not hold its own entry.
        last = audit.record(audit.Action.EXPORTED_AUDIT_LOG, detail={"since": number or 0}).number
        chosen = exporting.chosen(since=number, begin=begin, end=end).filter(number__lt=last)
        with _opened(output) as file:
            count = 0
            for line in exporting.lines(chosen):
                print(line, file=file)
                count += 1
        self.stderr.write(f"{count} entries; the next begin with --since {last}")


def _day(typed: str) -> dt.datetime:
    try:
        day = dt.date.fromisoformat(typed)
    except ValueError:
        raise CommandError("Give a number, or a day as 2026-11-25.") from None
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


@contextlib.contextmanager
def _opened(output: Path | None) -> Any:
    if not output:
        yield sys.stdout
        return
    try:
        file: IO[str] = output.open("x", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
    with file:
        yield file
