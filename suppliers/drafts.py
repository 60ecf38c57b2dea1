"""Forgotten drafts: reminded after 7 and 21 days without a touch, erased after 60.

The reminders may run any number of times a day, or not for a week: each is sent once, a missed one gives way
to the next, and two never come close together.
"""

import datetime as dt
import logging
import uuid

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from intake import outbox
from intake.models import Attachment, Message
from suppliers import procurement
from suppliers.models import Document, Registration, Supplier
from suppliers.models.registration import State

logger = logging.getLogger(__name__)

REMINDED_AFTER = (dt.timedelta(days=21), dt.timedelta(days=7))
ERASED_AFTER = dt.timedelta(days=60)
_APART = dt.timedelta(days=3)
_STOP_SALT = "suppliers.stop"


def remind() -> int:
    """Remind of each draft that is due for it; return how many drafts there were."""
    now = timezone.now()
    due = _untouched_since(now - REMINDED_AFTER[-1]).filter(
        touched_at__gt=now - ERASED_AFTER, reminders_stopped=False
    )
    return sum(remind_of(registration_id=pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def remind_of(*, registration_id: uuid.UUID) -> bool:
    """Send a draft's reminder if one is due and not sent yet; return whether it was."""
    registration = Registration.objects.select_for_update().get(pk=registration_id)
    untouched = timezone.now() - registration.touched_at
    stage = next((after for after in REMINDED_AFTER if untouched >= after), None)
    if registration.state != State.DRAFT or registration.reminders_stopped or not stage:
        return False
    earlier = Message.objects.filter(dedupe_key__startswith=f"{_key(registration.pk)}:")
    key = f"{_key(registration.pk)}:{registration.touched_at:%Y%m%d}:{stage.days}"
    if earlier.filter(dedupe_key__startswith=f"{key}:").exists():
        return False
    if earlier.filter(created_at__gt=timezone.now() - _APART).exists():
        return False
    for person in registration.supplier.people.all():
        outbox.send(
            queue=procurement.queue(),
            kind=Message.Kind.REMINDER,
            recipients=[person.email],
            template="supplier-draft-reminder",
            language=registration.supplier.language(),
            context={
                "what": lambda: registration.get_kind_display().lower(),
                "link": settings.SITE_URL + reverse("suppliers:registration", args=[registration.pk]),
                "stop_link": settings.SITE_URL
                + reverse("suppliers:stop", args=[stop_token(registration.pk)]),
                "erased_on": timezone.localdate(registration.touched_at + ERASED_AFTER),
            },
            dedupe_key=f"{key}:{person.pk}",
        )
    return True


def stop_token(registration_id: uuid.UUID) -> str:
    """Return what, in a link, stops the reminders of one draft."""
    return signing.dumps(str(registration_id), salt=_STOP_SALT)


def of_stop_token(token: str) -> Registration | None:
    """Return the registration whose reminders `token` stops, or None: made up, or erased."""
    try:
        registration_id = signing.loads(token, salt=_STOP_SALT)
    except signing.BadSignature:
        return None
    return Registration.objects.filter(pk=registration_id).first()


def stop(*, registration_id: uuid.UUID) -> None:
    """Send no more reminders of one draft."""
    Registration.objects.filter(pk=registration_id).update(reminders_stopped=True)


def erase_old() -> int:
    """Erase the drafts that nobody has touched for 60 days; return how many there were."""
    due = _untouched_since(timezone.now() - ERASED_AFTER).values_list("pk", flat=True)
    count = sum(erase(registration_id=pk, untouched_for=ERASED_AFTER) for pk in due)
    if count:
        logger.info("erased %d forgotten drafts", count)
    return count


@transaction.atomic
def erase(*, registration_id: uuid.UUID, untouched_for: dt.timedelta = dt.timedelta(0)) -> bool:
    """Erase a draft with its files and reminders, and the firm its people if there is nothing else of it.

    Returns:
        Whether it was: not if it is no draft any more, or was touched within `untouched_for`.
    """
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("supplier")
        .filter(pk=registration_id, state=State.DRAFT, touched_at__lte=timezone.now() - untouched_for)
        .first()
    )
    if not registration:
        return False
    _erase_files(registration)
    Message.objects.filter(dedupe_key__startswith=f"{_key(registration.pk)}:").delete()
    supplier = registration.supplier
    registration.delete()
    if supplier.status == Supplier.Status.APPLICANT and not supplier.registrations.exists():
        number = supplier.pk
        supplier.delete()
        # Last, because the deletion itself is an entry.
        Supplier.history.filter(id=number).delete()
    return True


def _untouched_since(moment: dt.datetime) -> QuerySet[Registration]:
    return Registration.objects.filter(state=State.DRAFT, touched_at__lte=moment)


def _key(registration_id: uuid.UUID) -> str:
    return f"draft:{registration_id}"


def _erase_files(registration: Registration) -> None:
    """Delete the draft's files; of each kind the version before is the newest again."""
    kinds = set(registration.documents.values_list("kind", flat=True))
    files = Attachment.objects.filter(upload_token=registration.pk, submission=None)
    for file in files:
        # The row now, the file once that is certain: what is rolled back must have its file.
        transaction.on_commit(lambda stored=file.file: stored.delete(save=False))  # type: ignore[misc]
    files.delete()
    for kind in kinds:
        before = Document.objects.filter(supplier=registration.supplier_id, kind=kind)
        if not before.filter(replaced_at=None).exists():
            last = before.order_by("-version").values("pk")[:1]
            Document.objects.filter(pk__in=list(last.values_list("pk", flat=True))).update(replaced_at=None)
