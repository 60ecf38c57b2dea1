"""Where a registration stands and what happens next, in words for the supplier."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake import sla, wording
from suppliers.models import Registration, Supplier
from suppliers.models.registration import State

#: How long before its end a registration may be renewed.
RENEWABLE_FROM = dt.timedelta(days=60)
_COLOURS: dict[str, str] = {
    State.DRAFT: "light-blue",
    State.SUBMITTED: "blue",
    State.CHANGES_REQUESTED: "yellow",
    State.APPROVED: "green",
    State.REJECTED: "red",
    State.WITHDRAWN: "grey",
}

_NO_LONGER: dict[str, str] = {
    Supplier.Status.LAPSED: "yellow",
    Supplier.Status.SUSPENDED: "red",
    Supplier.Status.DEBARRED: "red",
}

_BARRED: dict[str, Any] = {
    Supplier.Status.SUSPENDED: _(
        "We have suspended your registration: for now nobody here may buy from you."
    ),
    Supplier.Status.DEBARRED: _("We have debarred you from our register: nobody here may buy from you."),
}


@dataclass(frozen=True)
class Status:
    """What a supplier is told: a few words, the colour of their tag, and a sentence or two."""

    label: str
    colour: str
    next_step: str


def of(registration: Registration) -> Status:
    """Return where `registration` stands."""
    label, colour = registration.get_state_display(), _COLOURS[registration.state]
    supplier = registration.supplier
    if registration.state == State.APPROVED and supplier.status in _NO_LONGER:
        # What was approved once is not what counts for a supplier nobody may buy from.
        label, colour = supplier.get_status_display(), _NO_LONGER[supplier.status]
    return Status(
        label=label,
        colour=colour,
        next_step=_NEXT_STEP[State(registration.state)](registration),
    )


def may_renew(supplier: Supplier) -> bool:
    """Return whether it is time for `supplier` to renew its registration."""
    if supplier.status == Supplier.Status.LAPSED:
        return True
    if supplier.status not in (Supplier.Status.ACTIVE, Supplier.Status.SUSPENDED) or not supplier.renew_by:
        return False
    return supplier.renew_by - RENEWABLE_FROM <= timezone.localdate()


def _draft(registration: Registration) -> str:
    return gettext("Fill in every section, check your answers, and send them to us.")


def _submitted(registration: Registration) -> str:
    opening = gettext("Our procurement team is checking your answers and documents.")
    if not registration.submission:
        return opening
    due_at = registration.submission.due_at
    if due_at < timezone.now():
        said = gettext("We aimed to decide {by}. We are sorry that it is taking longer.")
    else:
        said = gettext("We aim to decide {by}, and email you then.")
    return f"{opening} {said.format(by=sla.in_words(due_at))}"


def _changes_requested(registration: Registration) -> str:
    return gettext(
        "We need you to change something before we can decide. Change it below, then send it again."
    )


def _approved(registration: Registration) -> str:
    supplier = registration.supplier
    if supplier.status in _BARRED:
        more = gettext("Write to us below if you want to know more.")
        return f"{_BARRED[supplier.status]} {more}"
    if not supplier.renew_by:
        return gettext("You are in our register of suppliers.")
    if supplier.status == Supplier.Status.LAPSED:
        said = gettext("Your place in our register of suppliers ended on {day}. Renew it to be in it again.")
    else:
        said = gettext(
            "You are in our register of suppliers until {day}. We remind you before then to renew."
        )
    return said.format(day=wording.day_in_words(supplier.renew_by))


def _rejected(registration: Registration) -> str:
    return gettext(
        "We have decided not to register you, for the reasons below. If you think that we are wrong, "
        "write to us below: somebody who did not take the decision will look at it again. You can also "
        "register again once things have changed."
    )


def _withdrawn(registration: Registration) -> str:
    return gettext("You withdrew this. We do nothing more with it.")


_NEXT_STEP = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.CHANGES_REQUESTED: _changes_requested,
    State.APPROVED: _approved,
    State.REJECTED: _rejected,
    State.WITHDRAWN: _withdrawn,
}
