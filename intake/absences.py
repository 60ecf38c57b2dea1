"""Days away: who is given no new work, and until when colleagues know that somebody is not there."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from intake import access
from intake.models import Absence
from intake.sla import LONDON

_LONGEST = dt.timedelta(days=366)
_SHOWN_AT_MOST = 100


def today() -> dt.date:
    """Return today's date in London."""
    return timezone.now().astimezone(LONDON).date()


def on_day(day: dt.date) -> QuerySet[Absence]:
    """Return the absences that include `day`."""
    return Absence.objects.filter(starts_on__lte=day, ends_on__gte=day)


def is_away(user: str) -> Exists:
    """Return the condition that the user whom the field `user` names is away today, for a query."""
    return Exists(on_day(today()).filter(user=OuterRef(user)))


def until(users: Collection[int] | QuerySet[Any, Any]) -> dict[int, dt.date]:
    """Return who of `users`, by id, is away today, with the last day of it."""
    found = on_day(today()).filter(user__in=users).order_by("ends_on")
    return dict(found.values_list("user", "ends_on"))


def in_words(absence: Absence) -> str:
    """Return its days as a person says them: "on 3 December", "from 3 to 11 December 2027"."""
    first, last = absence.starts_on, absence.ends_on
    if first == last:
        return f"on {_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {_day(last)}"
    return f"from {_day(first)} to {_day(last)}"


def with_name(user: User, away: Mapping[int, dt.date]) -> str:
    """Return the name of `user` and, by what `until` returned, until when they are away."""
    name = user.get_full_name() or user.get_username()
    return f"{name} (away until {_day(away[user.pk])})" if user.pk in away else name


def coming(viewer: User) -> list[Absence]:
    """Return the present and coming absences of those whose work `viewer` may see, and of `viewer`."""
    people = access.colleagues(viewer) | User.objects.filter(pk=viewer.pk)
    found = Absence.objects.filter(ends_on__gte=today(), user__in=people.values("pk"))
    return list(found.select_related("user", "entered_by").order_by("starts_on", "id")[:_SHOWN_AT_MOST])


@transaction.atomic
def enter(*, user: User, starts_on: dt.date, ends_on: dt.date, actor: User) -> Absence:
    """Mark the days from `starts_on` to `ends_on`, both included, as days on which `user` is away.

    Raises:
        PermissionDenied: they are neither `actor` nor in a team that `actor` leads.
        ValidationError: the days are over, in the wrong order, too many, or marked already.
    """
    _require(actor, user)
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day must not be before the first one."})
    if ends_on < today():
        raise ValidationError({"ends_on": "The last day must be today or later."})
    if ends_on - starts_on > _LONGEST:
        raise ValidationError({"ends_on": "That is more than a year. Check the dates."})
    # The person's row is locked, so that two people do not mark the same days at one time.
    User.objects.select_for_update().get(pk=user.pk)
    if Absence.objects.filter(user=user, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError({"starts_on": "Some of these days are marked already. Remove those first."})
    return Absence.objects.create(user=user, starts_on=starts_on, ends_on=ends_on, entered_by=actor)


@transaction.atomic
def remove(*, absence_id: int, actor: User) -> Absence:
    """Take an absence away: the person is there after all.

    Raises:
        PermissionDenied: there is none, or it is not for `actor` to change.
    """
    absence = Absence.objects.select_related("user").filter(pk=absence_id).first()
    if not absence:
        raise PermissionDenied("There are no such days.")
    _require(actor, absence.user)
    Absence.objects.filter(pk=absence.pk).delete()
    return absence


def _day(day: dt.date) -> str:
    year = "" if day.year == today().year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def _require(actor: User, user: User) -> None:
    if not access.may_mark_away(actor, user):
        raise PermissionDenied("Only the person and the leads of their teams mark days away.")
