"""How many emails one address gets in a day that a stranger can cause: exact, however many come at once."""

import datetime as dt
from collections.abc import Collection

from django.conf import settings
from django.db.models.functions import Lower
from django.utils import timezone

from intake.models import AcknowledgedAddress, Message
from intake.screening import recent_posts

#: Why an address gets no more, for the timeline.
ENOUGH = "This address has had the most acknowledgements that one address gets in a day."
_DAY = dt.timedelta(days=1)


def may_have_another(email: str, *, kinds: Collection[str] = (Message.Kind.ACKNOWLEDGEMENT,)) -> bool:
    """Return whether `email` has had fewer emails of `kinds` within a day than one address gets.

    Until the caller's transaction ends, whoever asks for the same address waits for what it sends.
    """
    _lock(email)
    # In small letters, as the index has it: another way of writing an address is no other address.
    recent = Message.objects.alias(address=Lower("recipient")).filter(address=email.lower())
    sent = recent.filter(kind__in=kinds, created_at__gt=timezone.now() - _DAY).count()
    return sent < settings.ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY


def forget_old() -> int:
    """Delete the rows of addresses that were counted long ago; return how many there were."""
    return AcknowledgedAddress.objects.filter(at__lt=timezone.now() - _DAY).delete()[0]


def _lock(email: str) -> None:
    """Make or touch the address's row: until this transaction ends, nobody else can."""
    row = AcknowledgedAddress(digest=recent_posts.digest_of(email), at=timezone.now())
    AcknowledgedAddress.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["digest"], update_fields=["at"]
    )
