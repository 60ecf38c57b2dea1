"""`manage.py routing_report`: how often the rules, and the suggestions, name the queue that resolved it."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake import kinds
from intake.suggestions import report, training


class Command(BaseCommand):
    """Prints the report of each type for which suggestions are wanted."""

    help = (
        "Say how often the routing rules and the suggestions were right on the last weeks: in all, by week, "
        "by queue, and what was mistaken for what."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --kind and --train."""
        parser.add_argument("--kind", metavar="SLUG", help="of this type only")
        parser.add_argument("--train", action="store_true", help="train the model anew first, as each night")

    def handle(self, *args: Any, kind: str | None, train: bool, **options: Any) -> None:
        """Print it."""
        if kind and kind not in dict(kinds.known()):
            raise CommandError(f"There is no type “{kind}”.")
        for each in [kind] if kind else settings.SUGGEST_QUEUE_FOR:
            if train:
                self._train(each)
            for line in report.lines(each):
                self.stdout.write(line)

    def _train(self, kind: str) -> None:
        try:
            training.train(kind)
        except training.NotTrained as error:
            self.stdout.write(f"Not trained. {error}")
