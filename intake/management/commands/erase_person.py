"""`manage.py erase_person ADDRESS`: erases everything of a person who asked for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.privacy import requests


class Command(BaseCommand):
    """Asks once more, and prints the report, which names nobody."""

    help = (
        "Erase everything that is held of one email address, as the page in the admin does. A legal hold "
        "stops it. What is erased cannot be brought back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address and --yes."""
        parser.add_argument("address", help="the person's email address")
        parser.add_argument("--yes", action="store_true", help="do not ask once more")

    def handle(self, *args: Any, address: str, yes: bool, **options: Any) -> None:
        """Erase it."""
        if not yes and input("This cannot be undone. Type the address again: ").strip() != address:
            raise CommandError("That was another address. Nothing was erased.")
        try:
            report = requests.erase(address=address, actor=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        for line in report.lines:
            self.stdout.write(f"{line['count']:>7}  {line['what']}")
        self.stdout.write(f"{report.total} erased")
