"""Asking Companies House about the companies of registrations that wait, and keeping what it says.

The network call is in no transaction. A good answer is never replaced by "could not be asked".
"""

import datetime as dt
import uuid

from django.contrib.auth.models import User
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from suppliers import access, companies_house
from suppliers.facts import Facts
from suppliers.models import CompanyCheck, Registration, SectionAnswers
from suppliers.models.registration import State

ASKED_AGAIN_AFTER = dt.timedelta(minutes=30)
_AT_MOST = 20
_LENGTH = 8


def ask(*, registration_id: uuid.UUID, actor: User) -> CompanyCheck | None:
    """Ask about the company of one registration now; return the answer, or None where it has no number.

    Raises:
        PermissionDenied: `actor` may not review it.
    """
    registration = Registration.objects.get(pk=registration_id)
    access.require(access.may_review(actor, registration))
    return _ask(registration)


def ask_waiting() -> int:
    """Ask about the companies of the registrations that wait and have no answer yet; return for how many.

    Stops at the first call that fails: the next run goes on.
    """
    asked = 0
    for registration in _unasked()[:_AT_MOST]:
        found = _ask(registration)
        asked += 1
        if found and found.outcome == CompanyCheck.Outcome.UNAVAILABLE:
            break
    return asked


def _ask(registration: Registration) -> CompanyCheck | None:
    number = Facts(registration.answers()).text("organisation", "company_number")
    # What stands in a draft may be no number at all.
    if len(number) != _LENGTH:
        return None
    now = timezone.now()
    try:
        company = companies_house.lookup(number)
    except companies_house.Unavailable:
        return _could_not_ask(registration, number, now)
    outcome = CompanyCheck.Outcome.FOUND if company else CompanyCheck.Outcome.NOT_FOUND
    answer = {"name": company.name[:200], "status": company.status[:40]} if company else {}
    found = {"name": "", "status": "", **answer, "number": number, "outcome": outcome, "asked_at": now}
    return CompanyCheck.objects.update_or_create(registration=registration, defaults=found)[0]


def _could_not_ask(registration: Registration, number: str, now: dt.datetime) -> CompanyCheck:
    known = CompanyCheck.objects.filter(registration=registration, number=number)
    known = known.exclude(outcome=CompanyCheck.Outcome.UNAVAILABLE)
    if known.update(asked_at=now):
        return known.get()
    unavailable = {"number": number, "outcome": CompanyCheck.Outcome.UNAVAILABLE, "asked_at": now}
    return CompanyCheck.objects.update_or_create(
        registration=registration, defaults={"name": "", "status": "", **unavailable}
    )[0]


def _unasked() -> QuerySet[Registration]:
    """Those that wait, the oldest first: never asked about, asked in vain, or sent again since."""
    numbered = SectionAnswers.objects.filter(
        registration=OuterRef("pk"), slug="organisation", answers__has_key="company_number"
    ).exclude(answers__company_number="")
    in_vain = Q(
        company_check__outcome=CompanyCheck.Outcome.UNAVAILABLE,
        company_check__asked_at__lt=timezone.now() - ASKED_AGAIN_AFTER,
    )
    sent_again = Q(company_check__asked_at__lt=F("submitted_at"))
    return Registration.objects.filter(
        Exists(numbered), Q(company_check=None) | in_vain | sent_again, state=State.SUBMITTED
    ).order_by("submitted_at", "pk")
