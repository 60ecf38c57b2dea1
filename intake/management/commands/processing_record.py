"""`manage.py processing_record`: writes the record of processing (UK GDPR, Article 30) from the models."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string

from intake.privacy import record

_BEGIN, _END = "<!-- record: written by manage.py processing_record -->", "<!-- end of record -->"


class Command(BaseCommand):
    """Writes the page, and the short table in the page on personal data."""

    help = "Write docs/processing-record.md, and the table of docs/privacy.md, from what the models say."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --folder."""
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "docs", help="default: docs")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write them."""
        problems = record.unclassified()
        if problems:
            raise CommandError("Say what these are first: " + "; ".join(problems))
        rows = record.table()
        page = render_to_string("intake/processing-record.md") + "".join(_line(row) for row in rows)
        page += f"\nNothing of a person is in: {', '.join(record.impersonal())}.\n"
        (folder / "processing-record.md").write_text(page)
        short = "| what | whose | kept |\n| --- | --- | --- |\n" + "".join(
            _line((what, whose, kept))
            for what, whose, _, kept, _ in rows
            if not what.startswith("historical")
        )
        privacy = folder / "privacy.md"
        between = re.compile(re.escape(_BEGIN) + ".*" + re.escape(_END), re.DOTALL)
        privacy.write_text(between.sub(lambda _: f"{_BEGIN}\n\n{short}\n{_END}", privacy.read_text()))


def _line(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |\n"
