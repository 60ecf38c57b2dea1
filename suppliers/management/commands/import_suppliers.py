"""`manage.py import_suppliers FILE`: a list of suppliers that HLT had before this portal."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from intake import exporting
from intake.tables import Unusable
from suppliers import import_fields, supplier_import

_SHOWN = 1000


class Command(BaseCommand):
    """Imports the file, with a progress bar on a terminal, and says what became of each row."""

    help = (
        "Import a list of suppliers, CSV or XLSX, into the register; safe to run again. Fields: "
        f"{', '.join(import_fields.FIELDS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, --map, --dry-run and --report."""
        parser.add_argument("file", type=Path, help="the CSV or XLSX file")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="COLUMN=FIELD",
            help="which field a column is, where its header does not say it; may be given again",
        )
        parser.add_argument("--dry-run", action="store_true", help="change nothing, and say what would be")
        parser.add_argument("--report", type=Path, metavar="CSV", help="write what became of each row here")

    def handle(self, *args: Any, file: Path, dry_run: bool, report: Path | None, **options: Any) -> None:
        """Import it."""
        columns = dict(_pair(given) for given in options["map"])
        size = file.stat().st_size if file.is_file() else 0
        bar = tqdm(total=size, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False)
        try:
            with bar:
                done = supplier_import.import_suppliers(
                    path=file, columns=columns, dry_run=dry_run, progress=bar.update
                )
        except Unusable as error:
            raise CommandError(str(error)) from None
        self._say(done, dry_run=dry_run)
        if report:
            _write(report, done.rows)
        if done.skipped and not (done.added or done.changed or done.unchanged):
            raise CommandError("No row of the file could be used.")

    def _say(self, done: supplier_import.Report, *, dry_run: bool) -> None:
        if done.columns_left:
            self.stdout.write(f"Columns that nothing is read from: {', '.join(done.columns_left)}")
        for row in done.rows[:_SHOWN]:
            out = self.stderr if row.outcome == "skipped" else self.stdout
            out.write(": ".join(filter(None, (f"line {row.line}", row.outcome, row.name, row.why))))
        if len(done.rows) > _SHOWN:
            self.stdout.write(f"... and {len(done.rows) - _SHOWN} more rows; --report FILE has them all")
        self.stdout.write(
            f"Suppliers: {done.added} added, {done.changed} changed, {done.unchanged} unchanged, "
            f"{len(done.skipped)} rows skipped" + (" (dry run: nothing was changed)" if dry_run else "")
        )


def _pair(given: str) -> tuple[str, str]:
    column, _, name = given.rpartition("=")
    if not column:
        raise CommandError(f"--map takes COLUMN=FIELD, not “{given}”.")
    return column.strip(), name.strip()


def _write(path: Path, rows: list[supplier_import.RowReport]) -> None:
    with path.open("wb") as file:
        file.writelines(exporting.csv_lines(supplier_import.RowReport._fields, rows))
