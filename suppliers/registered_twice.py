"""The same firm registering twice: it is told where its registration is, by email only.

The pages say nothing of it, so that nobody learns there who else has registered.
"""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from intake import outbox
from intake.models import Message
from suppliers import duplicates, procurement
from suppliers.facts import Facts
from suppliers.models import Registration, Supplier

_RECENTLY = dt.timedelta(days=1)


def tell_recent() -> None:
    """Tell every firm that registers twice, of what was touched in the last day.

    Asked for every few minutes, not while a section is saved: how long a page takes tells nothing either.
    """
    recent = Registration.objects.filter(
        kind=Registration.Kind.NEW, touched_at__gt=timezone.now() - _RECENTLY
    )
    for registration_id in recent.values_list("pk", flat=True):
        tell(registration_id)


def tell(registration_id: uuid.UUID) -> None:
    """Tell a firm that registers twice where its registration is, by email only, and once for each pair.

    Only a number that belongs to one firm is proof enough.
    """
    try:
        with transaction.atomic():
            _tell(registration_id)
    except IntegrityError:
        # Another process was quicker with the same pair.
        return


def _tell(registration_id: uuid.UUID) -> None:
    registration = Registration.objects.select_for_update().filter(pk=registration_id).first()
    if not registration or registration.kind != Registration.Kind.NEW:
        return
    supplier, facts = registration.supplier, Facts(registration.answers())
    if supplier.status == Supplier.Status.APPLICANT:
        duplicates.remember_applicant(supplier, facts)
    for match in duplicates.find(facts, exclude=supplier, at_least=duplicates.CERTAIN):
        older, newer = sorted((match.supplier, supplier), key=lambda each: (each.created_at, each.pk))
        if _is_registered(older):
            _tell_pair(older, newer)


def _is_registered(supplier: Supplier) -> bool:
    if supplier.status == Supplier.Status.WITHDRAWN:
        return False
    gone = (Registration.State.REJECTED, Registration.State.WITHDRAWN)
    return (
        supplier.status != Supplier.Status.APPLICANT
        or supplier.registrations.exclude(state__in=gone).exists()
    )


def _tell_pair(older: Supplier, newer: Supplier) -> None:
    holders, newcomers = older.addresses(), list(newer.people.values_list("email", flat=True))
    key = f"same-firm:{older.pk}:{newer.pk}"
    if not holders or not newcomers or Message.objects.filter(dedupe_key__startswith=f"{key}:").exists():
        return
    known = {address.lower() for address in holders}
    strangers = [address for address in newcomers if address not in known]
    _send(newer, f"{key}:newer", "supplier-registered-already", strangers, address=_masked(holders[0]))
    if strangers:
        _send(older, f"{key}:older", "supplier-registered-again", holders, address=_masked(strangers[0]))


def _send(supplier: Supplier, key: str, template: str, recipients: list[str], **context: str) -> None:
    outbox.send(
        queue=procurement.queue(),
        kind=Message.Kind.NOTICE,
        recipients=recipients,
        template=template,
        context=context,
        dedupe_key=key,
        language=supplier.language(),
    )


def _masked(address: str) -> str:
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"
