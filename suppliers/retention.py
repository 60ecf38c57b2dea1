"""How long suppliers and their registrations are kept: a time of their own, for procurement law asks for it.

A registration that came to nothing goes after two years. What was approved is the ground on which HLT bought:
it goes six years after the supplier left the register, or after a newer approval took its place.
"""

import datetime as dt
import uuid
from collections import Counter
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from intake.models import Attachment
from intake.privacy import holds, retention, tombstone
from intake.privacy.holders import Counts, Holder, Line
from suppliers import kinds, procurement
from suppliers.models import Document, Registration, Supplier
from suppliers.models.registration import State

TO_NOTHING = dt.timedelta(days=2 * 365)
AFTER_LEAVING = dt.timedelta(days=6 * 365)
_SUPPLIERS = "Suppliers that left the register"
_REGISTRATIONS = "Registrations of suppliers"
_DOCUMENTS = "Documents that newer ones replaced"
#: What was asked for and never came has come to nothing too.
_CAME_TO_NOTHING = (State.REJECTED, State.WITHDRAWN, State.CHANGES_REQUESTED)
_GONE = (Supplier.Status.LAPSED, Supplier.Status.WITHDRAWN)


def holder() -> Holder:
    """Return what retention has to know of suppliers."""
    return Holder(
        "Suppliers, registrations and documents",
        "registrations that came to nothing 2 years; suppliers 6 years after they left the register, and "
        "earlier approvals and replaced documents 6 years",
        due,
        erase,
        own_kinds=(kinds.KIND,),
    )


def due() -> Counts:
    """Count what has been kept for its time."""
    return Counts(
        {
            Line(_SUPPLIERS): _suppliers().count(),
            Line(_REGISTRATIONS, procurement.queue().name, kinds.KIND): _registrations().count(),
            Line(_DOCUMENTS): _documents().count(),
        }
    )


def erase() -> Counts:
    """Erase what has been kept for its time; return what it was."""
    counts: Counts = Counter()
    for pk in list(_suppliers().values_list("pk", flat=True)):
        counts[Line(_SUPPLIERS)] += _erase_if_due(pk)
    line = Line(_REGISTRATIONS, procurement.queue().name, kinds.KIND)
    for registration in list(_registrations().values_list("pk", flat=True)):
        counts[line] += _erase_registration_if_due(registration)
    with transaction.atomic():
        files = Attachment.objects.filter(document__in=_documents())
        counts[Line(_DOCUMENTS)] += files.count()
        tombstone.delete_files(files, "file")
    return counts


@transaction.atomic
def erase_supplier(*, supplier_id: int, because: str) -> None:
    """Erase a supplier with all of its own, and what was merged into it; its submissions are emptied."""
    ids = [supplier_id, *Supplier.objects.filter(merged_into=supplier_id).values_list("pk", flat=True)]
    for registration in Registration.objects.filter(supplier__in=ids):
        erase_registration(registration, because=because)
    tombstone.delete_files(Attachment.objects.filter(document__supplier__in=ids), "file")
    Supplier.objects.filter(merged_into=supplier_id).delete()
    Supplier.objects.filter(pk=supplier_id).delete()
    # Last, because the deletion itself is an entry.
    Supplier.history.filter(id__in=ids).delete()


def erase_registration(registration: Registration, *, because: str) -> None:
    """Erase a registration with the documents that nothing newer or older needs; empty its submission.

    Must be called in a transaction.
    """
    if registration.submission:
        tombstone.empty(registration.submission, because=because)
    documents = registration.documents.all()
    if registration.state == State.APPROVED:
        # The newest of each kind is the register's, whatever registration it came with.
        documents = documents.filter(replaced_at__isnull=False)
    waiting = Q(upload_token=registration.pk, submission=None, document=None)
    tombstone.delete_files(Attachment.objects.filter(Q(document__in=documents) | waiting), "file")
    registration.delete()


def _suppliers() -> QuerySet[Supplier]:
    before = timezone.now() - AFTER_LEAVING
    history = Supplier.history.filter(id=OuterRef("pk")).order_by().values("id")
    changed = Subquery(history.annotate(last=Max("history_date")).values("last"))
    later = Registration.objects.filter(supplier=OuterRef("pk"), touched_at__gte=before)
    found = Supplier.objects.filter(status__in=_GONE).alias(changed=changed).filter(changed__lt=before)
    found = found.filter(~Exists(later))
    held = holds.held_addresses()
    if held:
        found = found.exclude(people__email__in=held)
    return holds.leave_out(found, submission="registrations__submission", address="email").distinct()


def _registrations() -> QuerySet[Registration]:
    now = timezone.now()
    to_nothing = Q(state__in=_CAME_TO_NOTHING, touched_at__lt=now - TO_NOTHING)
    newer = Registration.objects.filter(
        supplier=OuterRef("supplier"), state=State.APPROVED, decided_at__gt=OuterRef("decided_at")
    )
    superseded = Q(Exists(newer), state=State.APPROVED, decided_at__lt=now - AFTER_LEAVING)
    found = Registration.objects.filter(to_nothing | superseded)
    held = holds.held_addresses()
    if held:
        found = found.exclude(supplier__people__email__in=held)
    return holds.leave_out(found, submission="submission")


def _documents() -> QuerySet[Document]:
    found = Document.objects.filter(replaced_at__lt=timezone.now() - AFTER_LEAVING)
    held = holds.held_addresses()
    return found.exclude(supplier__people__email__in=held) if held else found


@transaction.atomic
def _erase_if_due(pk: int) -> int:
    Supplier.objects.select_for_update().filter(pk=pk).first()
    if not _suppliers().filter(pk=pk).exists():
        return 0
    erase_supplier(supplier_id=pk, because=retention.BECAUSE)
    return 1


@transaction.atomic
def _erase_registration_if_due(pk: uuid.UUID) -> int:
    rows: Any = Registration.objects.select_for_update(of=("self",)).select_related("submission", "supplier")
    registration = rows.filter(pk=pk).first()
    if not registration or not _registrations().filter(pk=pk).exists():
        return 0
    supplier = registration.supplier
    erase_registration(registration, because=retention.BECAUSE)
    if supplier.status == Supplier.Status.APPLICANT and not supplier.registrations.exists():
        erase_supplier(supplier_id=supplier.pk, because=retention.BECAUSE)
    return 1
