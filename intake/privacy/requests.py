"""Erasure at a person's request (UK GDPR, Article 17), by their email address.

Their submissions are emptied, what else is theirs is deleted, and their address is taken out wherever
somebody mentions it. Names in what other people wrote are not known to a machine: the page says so.
"""

from collections import Counter
from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from intake import access, audit, clients
from intake.models import ErasureRun, LegalHold, Submission
from intake.privacy import holders, holds, people, scrub, tombstone
from intake.privacy.people import Person

BECAUSE = "Asked for by the person"
ADDRESS = "Mentions of the address"


class Preview(NamedTuple):
    """What a request would come to: how many submissions, how many rows that mention it, which holds."""

    address: str
    submissions: int
    mentions: int
    holds: list[LegalHold]


def normal(address: str) -> str:
    """Return an email address as requests know it.

    Raises:
        ValidationError: it is none, or a colleague's.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError("Enter an email address, like name@example.com.") from None
    if User.objects.filter(email__iexact=address).exists():
        raise ValidationError("This is a colleague’s address. Close or change their account first.")
    return address


def preview(*, address: str, actor: User) -> Preview:
    """Return what erasing everything of `address` would come to; changes nothing.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: as for `normal`.
    """
    access.require_privacy(actor)
    address = normal(address)
    return Preview(address, _own(address).count(), scrub.mentions(address), holds.of_address(address))


@transaction.atomic
def erase(*, address: str, actor: User | None) -> ErasureRun:
    """Erase everything of `address` and return the report, which knows the address by a digest only.

    Args:
        address: the person's email address.
        actor: who does it; None on the command line.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: as for `normal`; or a legal hold keeps something of it, and says why.
    """
    if actor:
        access.require_privacy(actor)
    address = normal(address)
    _refuse_what_is_held(address)
    report = ErasureRun.objects.create(
        why=ErasureRun.Why.REQUEST, started_by=actor, address_digest=digest(address)
    )
    own = _own(address)
    person = Person(address, tuple(own.values_list("reference", flat=True)))
    counts: Counter[tuple[str, str, str]] = Counter()
    for store in people.stores():
        counts[store.what, "", ""] += store.erase(person)
    # What was merged goes with what it was merged into.
    each = own.exclude(kind__in=holders.own_kinds()).exclude(merge__kept__sender_email__iexact=address)
    for submission in each.select_related("queue").select_for_update(of=("self",)):
        counts["Submissions", submission.queue.name, submission.kind] += 1
        tombstone.empty(submission, because=BECAUSE)
    LegalHold.objects.filter(email__iexact=address).delete()
    counts[ADDRESS, "", ""] += scrub.everywhere(address)
    report.lines = [
        {"what": what, "queue": queue, "kind": kind, "count": count}
        for (what, queue, kind), count in sorted(counts.items())
        if count
    ]
    report.finished_at = timezone.now()
    report.save()
    audit.record(audit.Action.ERASED_PERSON, actor=actor, about=report, detail={"rows": report.total})
    transaction.on_commit(_settle, robust=True)
    return report


def digest(address: str) -> str:
    """Return what a report keeps of an address: whoever has the address can find the report, nobody else."""
    return clients.keyed("intake.erasures", address)


def reports_of(address: str) -> list[ErasureRun]:
    """Return the reports of what was erased for an address before."""
    return list(ErasureRun.objects.filter(address_digest=digest(address)))


def _own(address: str) -> QuerySet[Submission]:
    return Submission.objects.filter(sender_email__iexact=address).order_by("pk")


def _refuse_what_is_held(address: str) -> None:
    found = holds.of_address(address)
    if not found:
        return
    why = "; ".join(
        f"{hold.submission.reference if hold.submission else 'the address'}: {hold.reason}"
        + (f", until {hold.until:%-d %B %Y}" if hold.until else ", until it is lifted")
        for hold in found
    )
    raise ValidationError(
        f"Nothing was erased: a legal hold keeps it ({why}). Lift the hold first, if you may."
    )


def _settle() -> None:
    """SQLite's journal would still say what the tables do not any more."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
