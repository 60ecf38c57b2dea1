"""`manage.py create_first_account`: the first administrator, for a portal that runs in containers."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal import first_account


class Command(BaseCommand):
    """Create the account and print its password once."""

    help = "Create the first staff account, unless there is one; print its password once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Create it."""
        password = first_account.create(password=settings.STAFF_PASSWORD)
        if password is None:
            self.stdout.write("There is an administrator already; nothing was changed.")
            return
        shown = "the one in STAFF_PASSWORD" if settings.STAFF_PASSWORD else password
        self.stdout.write(f"Account: {first_account.NAME}\nPassword: {shown}")
