"""Checking the audit log from its start: whether an entry was changed, removed, added or moved."""

import logging
from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db.models import Subquery

from intake.audit import chain
from intake.models import AuditEntry, AuditHead

logger = logging.getLogger(__name__)

_CHUNK = 2_000
Progress = Callable[[Iterable[AuditEntry], int], Iterable[AuditEntry]]


class Broken(NamedTuple):
    """The first entry that is not as it was written, and what is wrong."""

    number: int
    why: str


class Witness(NamedTuple):
    """What somebody outside knows of the log: an entry's number and its hash."""

    number: int
    hash: str


def _all_at_once(entries: Iterable[AuditEntry], count: int) -> Iterable[AuditEntry]:
    return entries


def check(*, witness: Witness | None = None, progress: Progress = _all_at_once) -> Broken | None:
    """Check the whole log, keep what was found for *Deliveries* and `doctor`, and return it.

    Args:
        witness: an entry that somebody noted outside the database, which must still be there.
        progress: shows how far the check is.
    """
    head = state()
    if not head:
        logger.error("the audit log is broken: its end is not on record")
        return Broken(1, "the row that says where the log ends is gone")
    broken = _first_broken(head, witness, progress)
    head.note_check(broken_at=broken.number if broken else None, problem=broken.why if broken else "")
    if broken:
        logger.error("the audit log is broken at entry %s: %s", broken.number, broken.why)
    else:
        # The line is a witness: whoever keeps the log lines can tell when the log is cut back.
        logger.info("the audit log is whole: %s entries, the last hash is %s", head.count, head.hash)
    return broken


def state() -> AuditHead | None:
    """Return what the last check has found."""
    return AuditHead.objects.filter(pk=AuditHead.ONLY).first()


def _first_broken(head: AuditHead, witness: Witness | None, progress: Progress) -> Broken | None:
    before, expected = chain.NOTHING, 0
    entries = AuditEntry.objects.filter(number__lte=head.count).order_by("number")
    for entry in progress(entries.iterator(chunk_size=_CHUNK), head.count):
        expected += 1
        broken = _wrong(entry, expected, before, witness)
        if broken:
            return broken
        before = entry.hash
    if head.seal != chain.seal_of(head):
        return Broken(max(head.count, 1), "the seal over the end of the log is not ours")
    if expected < head.count:
        return Broken(expected + 1, f"removed: there should be {head.count} entries")
    if head.count and before != head.hash:
        return Broken(head.count, "it is not the entry that the log ended with")
    if witness and witness.number > head.count:
        return Broken(head.count + 1, f"removed: entry {witness.number} was seen once")
    return _beyond_the_end()


def _wrong(entry: AuditEntry, expected: int, before: str, witness: Witness | None) -> Broken | None:
    if entry.number != expected:
        return Broken(expected, "removed")
    if entry.previous != before:
        return Broken(expected, "it does not follow the entry before: one was removed, added or moved")
    if entry.hash != chain.hash_of(entry):
        return Broken(expected, "changed, or written with another key")
    if witness and witness.number == expected and witness.hash != entry.hash:
        return Broken(expected, "it is not the entry that was seen")
    return None


def _beyond_the_end() -> Broken | None:
    """An entry that the end knows nothing of; asked in one question, while others go on writing."""
    end = AuditHead.objects.filter(pk=AuditHead.ONLY).values("count")
    extra = AuditEntry.objects.filter(number__gt=Subquery(end)).order_by("number").first()
    return Broken(extra.number, "added behind the end of the log") if extra else None
