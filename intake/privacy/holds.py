"""Legal holds: while one is in force, neither time nor a request erases what it covers."""

import datetime as dt
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from intake import access, audit
from intake.models import LegalHold, Submission

Row = TypeVar("Row", bound=Model)


def in_force() -> QuerySet[LegalHold]:
    """Return the holds that count today."""
    today = timezone.localdate()
    return LegalHold.objects.filter(Q(until=None) | Q(until__gte=today), lifted_at=None)


def covering(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return those of `submissions` that a hold keeps: on it, its sender or what was merged into it."""
    return submissions.filter(_is_held())


def not_covering(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return those of `submissions` that no hold keeps."""
    return submissions.exclude(_is_held())


def of_address(address: str) -> list[LegalHold]:
    """Return the holds on an email address, and on anything that came from it."""
    own = Q(email__iexact=address) | Q(submission__sender_email__iexact=address)
    return list(in_force().filter(own).select_related("submission", "placed_by"))


def held_addresses() -> set[str]:
    """Return the addresses under a hold, in small letters."""
    return set(in_force().exclude(email="").annotate(low=Lower("email")).values_list("low", flat=True))


def leave_out(rows: QuerySet[Row], *, submission: str = "", address: str = "") -> QuerySet[Row]:
    """Return `rows` without those that a hold keeps.

    Args:
        rows: of any table.
        submission: the field that names their submission, if they have one.
        address: the field that holds a person's address, if they have one.
    """
    if not in_force().exists():
        return rows
    if submission:
        held = covering(Submission.objects.order_by()).values("pk")
        rows = rows.exclude(**{f"{submission}__in": held, f"{submission}__isnull": False})
    if address:
        low = {"address_of_hold": Lower(address)}
        rows = rows.alias(**low).exclude(address_of_hold__in=held_addresses())
    return rows


@transaction.atomic
def place(
    *,
    actor: User,
    reason: str,
    submission: Submission | None = None,
    email: str = "",
    until: dt.date | None = None,
) -> LegalHold:
    """Keep everything of `submission`, or of `email`, until the end of `until` or until it is lifted.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: both or neither is given, there is no reason, or `until` has passed.
    """
    access.require_privacy(actor)
    hold = LegalHold(
        submission=submission,
        email=email.strip().lower(),
        reason=reason.strip(),
        until=until,
        placed_by=actor,
    )
    hold.full_clean()
    hold.save()
    _record(audit.Action.PLACED_HOLD, hold, actor)
    return hold


@transaction.atomic
def lift(*, hold_id: int, actor: User) -> LegalHold:
    """End a hold; it stays on record.

    Raises:
        PermissionDenied: `actor` is no administrator.
        ValidationError: it was lifted before.
    """
    access.require_privacy(actor)
    hold = LegalHold.objects.select_for_update().get(pk=hold_id)
    if hold.lifted_at:
        raise ValidationError("This hold was lifted already.")
    hold.lifted_at, hold.lifted_by = timezone.now(), actor
    hold.save(update_fields=["lifted_at", "lifted_by"])
    _record(audit.Action.LIFTED_HOLD, hold, actor)
    return hold


def _record(action: audit.Action, hold: LegalHold, actor: User) -> None:
    audit.record(action, actor=actor, about=hold, detail={"submission": hold.submission_id})


def _is_held() -> Any:
    holds = in_force()
    by_address = holds.exclude(email="").annotate(low=Lower("email"))
    return (
        Exists(holds.filter(submission=OuterRef("pk")))
        | Exists(holds.filter(submission__merge__kept=OuterRef("pk")))
        | Exists(by_address.filter(low=Lower(OuterRef("sender_email"))))
    )
