"""What a person typed after their session had ended: kept, and shown again once they are back in.

A section's page carries a signed mark that names the registration and the person it was shown to. It opens
nothing; it only lets what that page posts be put aside for that person.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from intake.fields.typed import usable
from suppliers import access
from suppliers.models import UnsavedAnswers

KEPT_FOR = dt.timedelta(days=14)
_SALT = "suppliers.unsaved"
#: Names of the page's own fields, which are no answers.
PAGE_FIELDS = frozenset({"csrfmiddlewaretoken", "mark", "version", "then"})


def mark(*, registration_id: uuid.UUID, email: str) -> str:
    """Return the mark for a page that shows a registration's section to the owner of `email`."""
    return signing.dumps([str(registration_id), email], salt=_SALT)


def keep(
    *,
    registration_id: uuid.UUID,
    slug: str,
    mark: str,
    posted: Iterable[tuple[str, list[str]]],
    version: int,
) -> bool:
    """Put aside what was posted without a session; return whether the mark was good for it."""
    try:
        marked_id, email = signing.loads(mark, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return False
    if marked_id != str(registration_id) or not _may_keep(registration_id, email):
        return False
    values = {
        usable(name): [usable(value) for value in values]
        for name, values in posted
        if name not in PAGE_FIELDS
    }
    UnsavedAnswers.objects.update_or_create(
        registration_id=registration_id,
        slug=slug,
        email=email,
        defaults={"posted": values, "version": version, "at": timezone.now()},
    )
    return True


def _may_keep(registration_id: uuid.UUID, email: str) -> bool:
    return access.registrations_of(email).filter(pk=registration_id).exists()


def found(
    *, registration_id: uuid.UUID, slug: str, email: str
) -> tuple[MultiValueDict[str, Any], int] | None:
    """Return what was put aside for a person, as if posted again, with its version; or None."""
    kept = UnsavedAnswers.objects.filter(registration=registration_id, slug=slug, email=email).first()
    return (MultiValueDict(kept.posted), kept.version) if kept else None


def forget_old() -> int:
    """Delete what nobody came back for; return how much there was."""
    return UnsavedAnswers.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
