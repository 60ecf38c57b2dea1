"""`manage.py verify_audit`: checks the audit log from its start."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from intake.audit import checking
from intake.audit.checking import Witness
from intake.models import AuditEntry


class Command(BaseCommand):
    """Says that the log is whole, or which entry is the first that is not, and ends with exit code 1 then."""

    help = (
        "Check the audit log from its start: whether an entry was changed, removed, added or moved. "
        "Ends with exit code 1 and the first broken number where one was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --witness."""
        parser.add_argument(
            "--witness",
            metavar="NUMBER:HASH",
            help="an entry that you noted, or that a log line or an export names: it must still be there",
        )

    def handle(self, *args: Any, witness: str | None, **options: Any) -> None:
        """Check it."""
        broken = checking.check(witness=_witness(witness), progress=_shown)
        if broken:
            raise CommandError(f"The audit log is broken at entry {broken.number}: {broken.why}.")
        head = checking.state()
        if head:
            self.stdout.write(f"The audit log is whole: {head.count} entries.")
            if head.count:
                self.stdout.write(f"Note this outside the database: --witness {head.count}:{head.hash}")


def _witness(typed: str | None) -> Witness | None:
    if not typed:
        return None
    found = re.fullmatch(r"(\d{1,18}):([0-9a-f]{64})", typed)
    if not found:
        raise CommandError("A witness is a number, a colon and a hash of 64 characters.")
    return Witness(int(found[1]), found[2])


def _shown(entries: Iterable[AuditEntry], count: int) -> Iterable[AuditEntry]:
    shown: Iterable[AuditEntry] = tqdm(entries, total=count, unit=" entries", disable=None)
    return shown
