"""`manage.py import_type FILE`: a type of enquiry from YAML, checked before anything is changed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from enquiries import type_files
from enquiries.type_yaml import LARGEST, Unusable
from enquiries.versions import NotPublished


class Command(BaseCommand):
    """Imports the file and says what became of it."""

    help = "Make a type of enquiry, or replace its working copy, from a YAML file; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, --publish and --dry-run."""
        parser.add_argument("file", type=Path, help="the file, as export_type writes it")
        parser.add_argument("--publish", action="store_true", help="put it on the site as well")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, and change nothing"
        )

    @transaction.atomic
    def handle(self, *args: Any, file: Path, publish: bool, dry_run: bool, **options: Any) -> None:
        """Import it."""
        try:
            with file.open("rb") as opened:
                planned = type_files.plan(opened.read(LARGEST + 1))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}") from None
        except Unusable as error:
            found = [f"{file}:{problem.line}: {problem.text}" for problem in error.problems]
            raise CommandError("\n".join([*found, "Nothing was changed."])) from None
        for warning in (*planned.silenced, *planned.warnings):
            self.stderr.write(f"Warning: {warning}")
        if dry_run:
            self.stdout.write("\n".join([*planned.difference(), _would(planned)]))
            return
        try:
            published = type_files.apply(planned, publish=publish, note=f"From {file.name}"[:200])
        except NotPublished as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        self.stdout.write(_done(planned))
        if publish:
            self.stdout.write("Published." if published else "Nothing to publish.")


def _would(planned: type_files.Plan) -> str:
    if not planned.changes:
        return "Nothing to change."
    return "This would make a new type." if planned.is_new else "This would change the working copy."


def _done(planned: type_files.Plan) -> str:
    enquiry_type = planned.enquiry_type
    if not planned.changes:
        return "Nothing to change."
    if planned.is_new:
        shown = "on the site" if enquiry_type.active else "not on the site: it is inactive"
        return f"“{enquiry_type}” is made, {shown}."
    return f"The working copy of “{enquiry_type}” is changed."
