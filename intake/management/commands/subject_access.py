"""`manage.py subject_access ADDRESS`: writes a copy of all that is held of a person as a ZIP."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.models import SubjectAccess
from intake.privacy import subject_access


class Command(BaseCommand):
    """Makes it at once, writes down that it was made, and says where it is."""

    help = (
        "Make a copy of all that is held of one email address, as the page in the admin does: a ZIP with a "
        "page to read, the same as JSON, and the files. Read it before it goes out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address and --output."""
        parser.add_argument("address", help="the person's email address")
        parser.add_argument(
            "--output", type=Path, metavar="FILE", help="also write it here; else it stays in the admin"
        )

    def handle(self, *args: Any, address: str, output: Path | None, **options: Any) -> None:
        """Make it."""
        try:
            asked = subject_access.ask(address=address, actor=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        subject_access.make(asked.pk)
        copy = SubjectAccess.objects.get(pk=asked.pk)
        if output:
            with copy.file.open("rb") as file:
                output.write_bytes(file.read())
        self.stdout.write(
            f"{copy.rows} rows and {copy.files} files; for 7 days under Settings, “Copies for persons”"
        )
