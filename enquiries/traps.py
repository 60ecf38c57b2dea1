"""What a question page sets for programs that send forms: a field that nobody sees, and when it was shown.

No person is asked to prove anything. Whoever is caught by mistake loses nothing: see `intake.screening`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.utils import timezone

from enquiries.models import Draft
from intake.screening.scoring import Signs

#: Its hyphens keep it apart from every question; its name is one that programs like to fill in.
TRAP = "contact-website"
SHOWN = "form-shown"
_SALT = "enquiries.traps"


@dataclass(frozen=True)
class Trace:
    """What one post of a question page shows of how it was made."""

    trap_filled: bool = False
    shown_at: dt.datetime | None = None


def stamp(draft: Draft) -> str:
    """Return what proves, when it is posted again, that the form of `draft` was shown just now."""
    return signing.Signer(salt=_SALT).sign(f"{draft.pk} {timezone.now().timestamp():.3f}")


def trace(draft: Draft, posted: Mapping[str, str]) -> Trace:
    """Return what a post of the form of `draft` shows."""
    return Trace(bool(posted.get(TRAP, "").strip()), _shown_at(draft, posted.get(SHOWN, "")))


def signs(draft: Draft, *, client: str) -> Signs:
    """Return how `draft` is sent just now, by the client with this network address."""
    seconds = (timezone.now() - draft.shown_at).total_seconds() if draft.shown_at else None
    return Signs(trap_filled=draft.trap_filled, seconds=seconds, client=client)


def _shown_at(draft: Draft, stamped: str) -> dt.datetime | None:
    try:
        token, _, seconds = signing.Signer(salt=_SALT).unsign(stamped).partition(" ")
    except signing.BadSignature:
        return None
    # Another form's proves nothing of this one.
    return dt.datetime.fromtimestamp(float(seconds), dt.UTC) if token == str(draft.pk) else None
