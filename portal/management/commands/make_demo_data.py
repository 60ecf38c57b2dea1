"""`manage.py make_demo_data`: believable submissions, suppliers and registrations for a first look."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from enquiries import demo as enquiries_demo
from suppliers import demo as suppliers_demo


class Command(BaseCommand):
    """Makes the data once; a portal that has submissions is left as it is."""

    help = (
        "Fill an empty portal with believable enquiries of the last 60 days, suppliers and registrations. "
        "No email goes out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --count, --seed and --force."""
        parser.add_argument("--count", type=int, default=300, help="how many enquiries (default: 300)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same data")
        parser.add_argument("--force", action="store_true", help="add to what is there")

    def handle(self, *args: Any, count: int, seed: int, force: bool, **options: Any) -> None:
        """Make it."""
        if not 0 < count <= 100_000:
            raise CommandError("--count must be from 1 to 100000.")
        bar = tqdm(total=count, disable=not sys.stderr.isatty(), leave=False)
        try:
            with bar:
                made = enquiries_demo.make(count=count, seed=seed, force=force, progress=bar.update)
                suppliers, registrations = suppliers_demo.make(seed=seed)
        except enquiries_demo.NotEmpty as not_empty:
            self.stdout.write(str(not_empty))
            return
        except enquiries_demo.DoesNotFit as misfit:
            raise CommandError(str(misfit)) from None
        self.stdout.write(
            f"{made} submissions were made, {suppliers} suppliers and {registrations} registrations."
        )
