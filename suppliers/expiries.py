"""What expires: who is reminded and when, and whom it takes out of the register.

An expiry holds to the end of its day, in London. Of each, the latest step that has come is told, so that
after a week off nobody gets two at once; `ExpiryReminder` has what was told.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext, ngettext

from intake import outbox, submissions
from intake.models import Message
from suppliers import procurement
from suppliers.facts import Facts
from suppliers.models import Expiry, ExpiryReminder, Person, Supplier

Step = ExpiryReminder.Step
Status = Supplier.Status
_REMINDED = (Step.SIXTY, Step.THIRTY, Step.SEVEN, Step.DAY)
#: What passed longer ago is old news, such as a certificate that was out of date when it was imported.
_OLD_NEWS = dt.timedelta(days=14)
#: Those whose expiries anybody waits for. The others have been stopped, or are not in the register.
_FOLLOWED = (Status.ACTIVE, Status.LAPSED)
#: What an approval rests on whenever a supplier has it, and what only if an answer is yes.
_ALWAYS_NEEDED = (Expiry.Kind.PUBLIC_LIABILITY, Expiry.Kind.EMPLOYERS_LIABILITY, Expiry.Kind.REGISTRATION)
_NEEDED_IF: dict[str, tuple[str, str]] = {
    Expiry.Kind.SAFEGUARDING_POLICY: ("safeguarding", "works_with_children"),
    Expiry.Kind.ICO: ("data-protection", "handles_personal_data"),
}


def a_year_after(day: dt.date) -> dt.date:
    """Return the same day of the next year; 28 February after a 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def is_needed(supplier: Supplier, kind: str) -> bool:
    """Return whether a supplier's approval rests on what this kind of expiry is of."""
    return kind in _ALWAYS_NEEDED or (kind in _NEEDED_IF and Facts(supplier.answers).yes(*_NEEDED_IF[kind]))


def passed(supplier: Supplier, *, today: dt.date) -> list[Expiry]:
    """Return what the supplier's approval rests on and has expired, the oldest first."""
    return [each for each in supplier.expiries.filter(expires_on__lt=today) if is_needed(supplier, each.kind)]


def status_by_expiries(supplier: Supplier, *, today: dt.date) -> str:
    """Return a supplier's status by what has expired: lapsed or active, or what HLT have made it."""
    if supplier.status not in _FOLLOWED:
        return supplier.status
    return Status.LAPSED if passed(supplier, today=today) else Status.ACTIVE


def remind(today: dt.date) -> None:
    """Tell suppliers what expires, mark those that have lapsed, and give the team one list of it all.

    Safe to run again, and after nights on which it did not run.
    """
    for supplier_id in sorted({*_lapsing(today), *_with_a_step(today)}):
        _follow(supplier_id, today)
    _tell_team(today)


def _lapsing(today: dt.date) -> Iterable[int]:
    """The approved suppliers of which something has expired; `_follow` looks whether it was needed."""
    gone = Expiry.objects.filter(expires_on__lt=today, supplier__status=Status.ACTIVE)
    return gone.values_list("supplier_id", flat=True)


def _with_a_step(today: dt.date) -> Iterator[int]:
    """The suppliers that are to be told of a step."""
    near = Expiry.objects.filter(
        supplier__status__in=_FOLLOWED,
        expires_on__range=(today - _OLD_NEWS, today + dt.timedelta(days=Step.SIXTY)),
    )
    told = _latest_told(ExpiryReminder.objects.filter(expires_on__gte=today - _OLD_NEWS))
    for supplier_id, kind, expires_on in near.values_list("supplier_id", "kind", "expires_on"):
        step = _step(expires_on, today)
        if step is not None and step < told.get((supplier_id, kind, expires_on), Step.SIXTY + 1):
            yield supplier_id


def _latest_told(reminders: Any) -> dict[tuple[int, str, dt.date], int]:
    latest: dict[tuple[int, str, dt.date], int] = {}
    for *expiry, step in reminders.values_list("supplier_id", "kind", "expires_on", "step"):
        key = tuple(expiry)
        latest[key] = min(step, latest.get(key, step))
    return latest


def _step(expires_on: dt.date, today: dt.date) -> ExpiryReminder.Step | None:
    """The latest step that has come, or None where the first has not, or all is long over."""
    left = expires_on - today
    if left < -_OLD_NEWS:
        return None
    return min((step for step in _REMINDED if left.days <= step), default=None)


@transaction.atomic
def _follow(supplier_id: int, today: dt.date) -> None:
    """Do for one supplier what tonight asks for."""
    supplier = Supplier.objects.select_for_update().filter(pk=supplier_id, status__in=_FOLLOWED).first()
    if not supplier:
        return
    if supplier.status == Status.ACTIVE and status_by_expiries(supplier, today=today) == Status.LAPSED:
        _lapse(supplier, today)
    told = _latest_told(supplier.expiry_reminders)
    due = []
    for expiry in supplier.expiries.all():
        step = _step(expiry.expires_on, today)
        last = told.get((supplier.pk, expiry.kind, expiry.expires_on), Step.SIXTY + 1)
        if step is not None and step < last:
            due.append((expiry, step))
    if due:
        _record(due)
        _tell(supplier, "supplier-expiry-reminder", Message.Kind.REMINDER, [each for each, _ in due], today)


def _lapse(supplier: Supplier, today: dt.date) -> None:
    gone = passed(supplier, today=today)
    supplier.status = Status.LAPSED
    supplier.save(update_fields=["status"])
    _record([(expiry, Step.LAPSED) for expiry in gone])
    _tell(supplier, "supplier-expiry-lapsed", Message.Kind.NOTICE, gone, today)


def _record(steps: Iterable[tuple[Expiry, ExpiryReminder.Step]]) -> None:
    # One that lapsed, came back by HLT's own hand, and lapses again by the same expiry has its row already.
    ExpiryReminder.objects.bulk_create(
        [
            ExpiryReminder(
                supplier_id=expiry.supplier_id, kind=expiry.kind, expires_on=expiry.expires_on, step=step
            )
            for expiry, step in steps
        ],
        ignore_conflicts=True,
    )


def _tell(
    supplier: Supplier, template: str, kind: Message.Kind, expiries: list[Expiry], today: dt.date
) -> None:
    """Write to everybody who acts for the supplier; what of it was told is in `ExpiryReminder`."""
    outbox.send(
        queue=procurement.queue(),
        kind=kind,
        recipients=supplier.addresses(),
        template=template,
        context={
            "supplier": supplier,
            "expiries": expiries,
            "in_short": partial(_in_short, expiries, today),
            "lapses": supplier.status == Status.ACTIVE
            and any(is_needed(supplier, each.kind) for each in expiries),
        },
        language=supplier.language(),
    )


def _in_short(expiries: list[Expiry], today: dt.date) -> str:
    """What expires, of several the first, to be the subject of an email."""
    days = (expiries[0].expires_on - today).days
    said = _of_one(days) if len(expiries) == 1 else _of_several(days)
    return said.format(what=expiries[0].get_kind_display(), count=len(expiries), days=days)


def _of_one(days: int) -> str:
    if days < 0:
        return gettext("{what} has expired")
    if days < 2:
        return gettext("{what} expires tomorrow") if days else gettext("{what} expires today")
    return ngettext("{what} expires in {days} day", "{what} expires in {days} days", days)


def _of_several(days: int) -> str:
    if days < 0:
        return gettext("{count} things expire: the first, {what}, has expired")
    if days < 2:
        tomorrow = gettext("{count} things expire: the first, {what}, expires tomorrow")
        return tomorrow if days else gettext("{count} things expire: the first, {what}, expires today")
    return ngettext(
        "{count} things expire: the first, {what}, expires in {days} day",
        "{count} things expire: the first, {what}, expires in {days} days",
        days,
    )


@transaction.atomic
def _tell_team(today: dt.date) -> None:
    """Send the procurement team what suppliers were told, in one email a night; what comes later waits."""
    key = f"supplier-expiry-digest:{today}"
    untold = ExpiryReminder.objects.select_for_update(of=("self",)).filter(team_told=False)
    has_people = Exists(Person.objects.filter(supplier=OuterRef("supplier")))
    reminders = list(
        untold.select_related("supplier").annotate(has_people=has_people).order_by("step", "expires_on", "id")
    )
    if not reminders or Message.objects.filter(dedupe_key__startswith=key).exists():
        return
    by_step: dict[str, list[ExpiryReminder]] = defaultdict(list)
    for reminder in reminders:
        by_step[reminder.get_step_display()].append(reminder)
    queue = procurement.queue()
    outbox.send(
        queue=queue,
        kind=Message.Kind.ALERT,
        recipients=submissions.team_addresses(queue),
        template="supplier-expiry-digest",
        context={
            "steps": list(by_step.items()),
            "suppliers": len({reminder.supplier_id for reminder in reminders}),
        },
        dedupe_key=key,
    )
    ExpiryReminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).update(team_told=True)
