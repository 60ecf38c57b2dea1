"""The audit log for a SIEM: a JSON object a line, by the names of the Elastic Common Schema where it has any.

docs/security.md says what each field is.
"""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from intake.models import AuditEntry

_CHUNK = 2_000


def chosen(
    *, since: int | None = None, begin: dt.datetime | None = None, end: dt.datetime | None = None
) -> QuerySet[AuditEntry]:
    """Return the entries from number `since` on, from `begin` on and before `end`, the oldest first."""
    found = AuditEntry.objects.order_by("number")
    if since is not None:
        found = found.filter(number__gte=since)
    if begin:
        found = found.filter(at__gte=begin)
    return found.filter(at__lt=end) if end else found


def lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """Yield each entry as a line of JSON."""
    for entry in entries.iterator(chunk_size=_CHUNK):
        yield json.dumps(fields(entry), sort_keys=True)


def fields(entry: AuditEntry) -> dict[str, Any]:
    """Return an entry by the names that a SIEM knows."""
    return {
        "@timestamp": entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "event.kind": "event",
        "event.dataset": "hlt-intake.audit",
        "event.sequence": entry.number,
        "event.action": entry.action,
        "user.id": str(entry.user_id) if entry.user_id else None,
        "portal.actor": entry.actor,
        "portal.object.kind": entry.object_kind,
        "portal.object.id": entry.object_id,
        "portal.detail": entry.detail,
        "portal.previous_hash": entry.previous,
        "event.hash": entry.hash,
    }
