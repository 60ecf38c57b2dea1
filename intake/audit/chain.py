"""What links the entries: a keyed hash of each, which covers the one before, and a seal over the end.

A plain hash would show an order, and whoever can write the table could compute it anew. The key is not in the
database: it comes from AUDIT_KEY, or from SECRET_KEY.
"""

import datetime as dt
import json

from django.conf import settings
from django.utils.crypto import salted_hmac

from intake.models import AuditEntry, AuditHead

#: What the first entry follows.
NOTHING = "0" * 64


def hash_of(entry: AuditEntry) -> str:
    """Return the hash that `entry` must have."""
    return _keyed("intake.audit.entry", canonical(entry))


def seal_of(head: AuditHead) -> str:
    """Return the seal that `head` must have."""
    return _keyed("intake.audit.head", f"{head.count}:{head.hash}")


def canonical(entry: AuditEntry) -> str:
    """Return the one text that an entry is hashed as: a JSON list, sorted, in UTC to the microsecond."""
    return json.dumps(
        [
            entry.number,
            entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            entry.actor,
            entry.user_id,
            entry.action,
            entry.object_kind,
            entry.object_id,
            entry.detail,
            entry.previous,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )


def _keyed(salt: str, text: str) -> str:
    secret = settings.AUDIT_KEY or settings.SECRET_KEY
    return salted_hmac(salt, text, secret=secret, algorithm="sha256").hexdigest()
