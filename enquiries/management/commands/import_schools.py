"""`manage.py import_schools FILE.csv`: the public register of schools."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from enquiries import school_register
from intake.tables import Unusable

_SHOWN = 1000


class Command(BaseCommand):
    """Imports the file, with a progress bar on a terminal, and says what became of it."""

    help = "Import the register of schools, the CSV of Get Information About Schools; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and --local-authority."""
        parser.add_argument("file", type=Path, help="the register's CSV")
        parser.add_argument(
            "--local-authority", default="", metavar="CODE", help="import this authority only; 204 is Hackney"
        )

    def handle(self, *args: Any, file: Path, local_authority: str, **options: Any) -> None:
        """Import it."""
        size = file.stat().st_size if file.is_file() else 0
        bar = tqdm(total=size, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False)
        try:
            with bar:
                report = school_register.import_schools(
                    path=file, local_authority=local_authority, progress=bar.update
                )
        except Unusable as error:
            raise CommandError(str(error)) from None
        for line, why in report.skipped[:_SHOWN]:
            self.stderr.write(f"line {line}: skipped: {why}")
        if len(report.skipped) > _SHOWN:
            self.stderr.write(f"... and {len(report.skipped) - _SHOWN} more rows")
        self.stdout.write(
            f"Schools: {report.added} added, {report.changed} changed, {report.unchanged} unchanged, "
            f"{len(report.skipped)} rows skipped"
            + (f", {report.left_out} of other authorities left out" if local_authority else "")
        )
