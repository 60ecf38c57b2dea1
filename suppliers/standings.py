"""Suspending and debarring suppliers: who may, from when until when, and what it makes of their status."""

import datetime as dt

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from suppliers import access, expiries
from suppliers.models import Standing, Supplier

_HELD = (Supplier.Status.SUSPENDED, Supplier.Status.DEBARRED)
_STATUS_OF = {
    Standing.Kind.DEBARRED: Supplier.Status.DEBARRED,
    Standing.Kind.SUSPENDED: Supplier.Status.SUSPENDED,
}


def suspend(
    *,
    supplier_id: int,
    actor: User,
    reason: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Standing:
    """Suspend a supplier, from today unless a day is given, until a last day or until it is lifted.

    Raises:
        PermissionDenied: `actor` is not of the procurement team.
        ValidationError: there is no reason, the days are impossible, or it is merged into another.
    """
    access.require(access.may_procure(actor))
    return _set(Standing.Kind.SUSPENDED, supplier_id, actor, reason, starts_on, ends_on)


def debar(
    *,
    supplier_id: int,
    actor: User,
    reason: str,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
) -> Standing:
    """Debar a supplier, as for `suspend`; the team's leads alone may.

    Raises:
        PermissionDenied: `actor` is not a lead.
        ValidationError: as for `suspend`.
    """
    access.require(access.may_lead(actor))
    return _set(Standing.Kind.DEBARRED, supplier_id, actor, reason, starts_on, ends_on)


@transaction.atomic
def lift(*, standing_id: int, actor: User) -> Standing:
    """Lift a suspension or, for leads, a debarment; the supplier's status is again what it would be without.

    Raises:
        PermissionDenied: `actor` could not have set it.
        ValidationError: it has been lifted already, or has ended.
    """
    supplier_id = Standing.objects.values_list("supplier", flat=True).get(pk=standing_id)
    supplier = Supplier.objects.select_for_update().get(pk=supplier_id)
    standing = Standing.objects.get(pk=standing_id)
    may = access.may_lead if standing.kind == Standing.Kind.DEBARRED else access.may_procure
    access.require(may(actor))
    if not unlifted().filter(pk=standing_id).exists():
        raise ValidationError("It does not hold any more: there is nothing to lift.")
    standing.lifted_by, standing.lifted_at = actor, timezone.now()
    standing.save(update_fields=["lifted_by", "lifted_at"])
    follow(supplier, actor=actor)
    return standing


def unlifted() -> QuerySet[Standing]:
    """Return the standings that hold today, or will."""
    not_over = Q(ends_on=None) | Q(ends_on__gte=timezone.localdate())
    return Standing.objects.filter(not_over, lifted_at=None)


def in_force() -> QuerySet[Standing]:
    """Return the standings that hold today."""
    return unlifted().filter(starts_on__lte=timezone.localdate())


def follow(supplier: Supplier, *, actor: User | None = None) -> bool:
    """Set the status of a locked supplier to what its standings say today; return whether it changed."""
    kinds = set(in_force().filter(supplier=supplier).values_list("kind", flat=True))
    status = next((status for kind, status in _STATUS_OF.items() if kind in kinds), None)
    if status is None:
        status = _status_without(supplier)
    if supplier.status in (status, Supplier.Status.MERGED):
        return False
    supplier.status = status
    bulk_update_with_history([supplier], Supplier, ["status"], default_user=actor)
    return True


def follow_standings() -> int:
    """Let every supplier's status follow the days on which its standings begin and end.

    Returns:
        How many statuses have changed.
    """
    concerned = Q(status__in=_HELD) | Q(pk__in=in_force().values("supplier"))
    ids = list(Supplier.objects.filter(concerned).order_by("pk").values_list("pk", flat=True))
    return sum(_follow_one(supplier_id) for supplier_id in ids)


@transaction.atomic
def _follow_one(supplier_id: int) -> bool:
    return follow(Supplier.objects.select_for_update().get(pk=supplier_id))


@transaction.atomic
def _set(
    kind: Standing.Kind,
    supplier_id: int,
    actor: User,
    reason: str,
    starts_on: dt.date | None,
    ends_on: dt.date | None,
) -> Standing:
    supplier = Supplier.objects.select_for_update().get(pk=supplier_id)
    if supplier.status == Supplier.Status.MERGED:
        raise ValidationError(f"It is merged into {supplier.merged_into}: do this there.")
    starts_on = starts_on or timezone.localdate()
    if ends_on and ends_on < timezone.localdate():
        raise ValidationError("The last day must be today or in the future.")
    standing = Standing(
        supplier=supplier,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        set_by=actor,
    )
    standing.full_clean()
    standing.save()
    follow(supplier, actor=actor)
    return standing


def _status_without(supplier: Supplier) -> Supplier.Status:
    """The status of a supplier that nothing holds: what it was before, but for what its dates now say."""
    if supplier.status not in _HELD:
        return Supplier.Status(supplier.status)
    before = supplier.history.exclude(status__in=_HELD).values_list("status", flat=True).first()
    if before == Supplier.Status.WITHDRAWN or (
        before == Supplier.Status.APPLICANT and not supplier.approved_at
    ):
        return Supplier.Status(before)
    lapsed = expiries.passed(supplier, today=timezone.localdate())
    return Supplier.Status.LAPSED if lapsed else Supplier.Status.ACTIVE
