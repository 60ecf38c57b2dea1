"""The circuit: sending pauses while the provider refuses our key; a probe at a time finds out when it ends.

Without it every email would spend its tries, and a provider locks out who knocks a thousand times with a bad
key.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models.functions import Now

from intake.models import Circuit

logger = logging.getLogger(__name__)

PROBE_EVERY = dt.timedelta(minutes=5)
_NAME = "email"


def may_pass() -> bool:
    """Return whether an email may be tried now: the circuit is closed, or this one is the probe."""
    circuit = state()
    if not circuit:
        return True
    # Counted by the row: of several workers one gets the probe.
    return bool(
        Circuit.objects.filter(pk=circuit.pk, opened_at__isnull=False, probe_at__lte=Now()).update(
            probe_at=Now() + PROBE_EVERY
        )
    )


def state() -> Circuit | None:
    """Return the circuit if it is open, with the provider's words; None while emails go out."""
    return Circuit.objects.filter(name=_NAME, opened_at__isnull=False).first()


@transaction.atomic
def open_up(words: str) -> None:
    """Pause sending, and say so once."""
    circuit, _ = Circuit.objects.select_for_update().get_or_create(name=_NAME)
    was_open = circuit.opened_at is not None
    Circuit.objects.filter(pk=circuit.pk).update(
        opened_at=circuit.opened_at or Now(), probe_at=Now() + PROBE_EVERY, reason=words
    )
    if not was_open:
        logger.error("sending is paused: the email provider refuses our key or password")


def close() -> None:
    """Send again; nothing happens where sending was not paused."""
    closed = Circuit.objects.filter(name=_NAME, opened_at__isnull=False).update(
        opened_at=None, probe_at=None, reason=""
    )
    if closed:
        logger.warning("sending goes on: the email provider takes our key again")
