"""`manage.py recalculate_targets`: targets counted anew after a change of office hours or targets."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from intake import recount
from intake.models import Queue


class Command(BaseCommand):
    """Counts them, with a progress bar on a terminal, and says how many have changed."""

    help = (
        "Count the targets of open submissions anew, after a change of office hours or targets; safe to run "
        "again. What has changed is in each submission's timeline."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --queue and --dry-run."""
        parser.add_argument("--queue", metavar="SLUG", help="of this queue only")
        parser.add_argument("--dry-run", action="store_true", help="change nothing, and say what would be")

    def handle(self, *args: Any, queue: str | None, dry_run: bool, **options: Any) -> None:
        """Count them."""
        chosen = Queue.objects.filter(slug=queue).first() if queue else None
        if queue and not chosen:
            slugs = ", ".join(Queue.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"There is no queue “{queue}”. There are: {slugs}.")
        total = recount.open_submissions(chosen).count()
        bar = tqdm(total=total, disable=not sys.stderr.isatty(), leave=False)
        with bar:
            done = recount.recount(queue=chosen, dry_run=dry_run, progress=bar.update)
        self.stdout.write(
            f"Open submissions: {done.looked_at} looked at, {done.changed} changed"
            + (" (dry run: nothing was changed)" if dry_run else "")
        )
