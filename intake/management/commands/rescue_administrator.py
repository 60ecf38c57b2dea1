"""`manage.py rescue_administrator NAME`: a way back in for an administrator who is locked out."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from intake import rescue


class Command(BaseCommand):
    """Ends what locks an administrator out, and prints a link for a new password."""

    help = "Open an administrator's account again: prints a link, good for an hour, to choose a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the account's name."""
        parser.add_argument("name", help="the account's name")
        parser.add_argument(
            "--make",
            action="store_true",
            help="make the account an administrator's, or a new one, where it is none",
        )

    def handle(self, *args: Any, name: str, make: bool, **options: Any) -> None:
        """Open it."""
        try:
            link = rescue.open_again(name=name, make=make)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        self.stdout.write(
            "The old password, the second steps and all sessions of the account have ended.\n"
            f"Choose a new password within an hour: {link}"
        )
