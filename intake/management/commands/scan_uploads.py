"""`manage.py scan_uploads`: have the files scanned that came before there was a scanner."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from intake import scanner, scanning


class Command(BaseCommand):
    """Put all files that were never scanned, or could not be, before the scanner."""

    help = (
        "Has all files scanned for viruses that never were or could not be; nobody can open them until then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many they are; the worker scans them."""
        if not scanner.is_configured():
            raise CommandError("Set CLAMAV_URL first.")
        self.stdout.write(f"{scanning.scan_again()} files wait to be scanned.")
