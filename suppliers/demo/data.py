"""Filling an empty register: suppliers with their past, and registrations in every state."""

import datetime as dt
import random
from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from intake.models import QueueMembership
from suppliers import duplicates, exclusions, expiries, procurement, register
from suppliers.demo import answers, texts
from suppliers.demo.stories import Story
from suppliers.facts import Facts
from suppliers.models import Expiry, Person, Registration, SectionAnswers, Standing, Supplier, UseNote
from suppliers.models.registration import State
from suppliers.sections import Answers

_STAFF_PREFIX = "demo-"
#: By their place among the firms: whose year is over, and who was stopped.
_LAPSED, _SUSPENDED, _DEBARRED, _USED = (8, 29), 2, 34, (0, 3, 6, 9, 18, 23)


class Made(NamedTuple):
    """How many were made."""

    suppliers: int
    registrations: int


@transaction.atomic
def make(*, seed: int) -> Made:
    """Fill an empty register with 40 suppliers and 13 registrations; one that is not empty is left alone.

    No email goes out: the messages are stored as sent at their time.

    Args:
        seed: the same seed, on the same day, makes the same data, but for references.
    """
    if Supplier.objects.exists():
        return Made(0, 0)
    chance = random.Random(seed)  # noqa: S311 - not a secret
    team = _make_staff()
    suppliers = [_supplier(chance, firm, number) for number, firm in enumerate(texts.FIRMS)]
    _stop(suppliers, team[0])
    _note_uses(suppliers, team)
    registrations = _applications(chance, team) + _again(chance, suppliers, team)
    return Made(len(suppliers), registrations)


def _make_staff() -> list[User]:
    """Add the invented procurement team, who cannot sign in."""
    team = []
    for number, (first, last) in enumerate(texts.STAFF):
        user, _ = User.objects.get_or_create(
            username=f"{_STAFF_PREFIX}{first.lower()}",
            defaults={
                "email": f"{first}.{last}@example.org".lower(),
                "first_name": first,
                "last_name": last,
                "is_staff": True,
                # No password has this hash: the account cannot be signed in to.
                "password": make_password(None),
            },
        )
        role = QueueMembership.Role.MEMBER if number else QueueMembership.Role.LEAD
        QueueMembership.objects.get_or_create(queue=procurement.queue(), user=user, defaults={"role": role})
        team.append(user)
    return team


def _supplier(chance: random.Random, firm: texts.Firm, number: int) -> Supplier:
    """One supplier, approved some time in the last year; of two the year is over."""
    now = timezone.now()
    days = 380 if number in _LAPSED else chance.randint(20, 330)
    approved_at = now - dt.timedelta(days=days)
    given = answers.of(chance, firm, number=number, today=timezone.localdate(now))
    registration = _registration(firm, given, approved_at - dt.timedelta(days=8))
    registration.state, registration.decided_at = State.APPROVED, approved_at
    registration.submitted_at = approved_at - dt.timedelta(days=6)
    registration.save()
    supplier = register.apply(registration=registration)
    _date_back(supplier, approved_at)
    return supplier


def _date_back(supplier: Supplier, approved_at: dt.datetime) -> None:
    """Let a supplier that was approved just now have been approved at `approved_at`."""
    supplier.approved_at = approved_at
    supplier.renew_by = expiries.a_year_after(timezone.localdate(approved_at))
    Expiry.objects.filter(supplier=supplier, kind=Expiry.Kind.REGISTRATION).update(
        expires_on=supplier.renew_by
    )
    supplier.status = expiries.status_by_expiries(supplier, today=timezone.localdate())
    supplier.save()


def _registration(firm: texts.Firm, given: Answers, begun_at: dt.datetime) -> Registration:
    """A registration of a new applicant, with its answers and its person."""
    supplier = Supplier.objects.create(created_at=begun_at)
    Person.objects.create(supplier=supplier, email=answers.address_of(firm), added_at=begun_at)
    registration = Registration.objects.create(supplier=supplier, created_at=begun_at, touched_at=begun_at)
    _answer(registration, given)
    return registration


def _answer(registration: Registration, given: Answers) -> None:
    SectionAnswers.objects.bulk_create(
        SectionAnswers(
            registration=registration, slug=slug, answers=fields, state=SectionAnswers.State.COMPLETE
        )
        for slug, fields in given.items()
    )
    if registration.supplier.status == Supplier.Status.APPLICANT:
        duplicates.remember_applicant(registration.supplier, Facts(given))


def _stop(suppliers: list[Supplier], by: User) -> None:
    """Suspend one and debar another."""
    today = timezone.localdate()
    for supplier, kind, reason, until in (
        (suppliers[_SUSPENDED], Standing.Kind.SUSPENDED, texts.SUSPENDED, None),
        (suppliers[_DEBARRED], Standing.Kind.DEBARRED, texts.DEBARRED, today + dt.timedelta(days=700)),
    ):
        began = today - dt.timedelta(days=12)
        Standing.objects.create(
            supplier=supplier, kind=kind, starts_on=began, ends_on=until, reason=reason, set_by=by
        )
        supplier.status = Supplier.Status(kind.value)
        supplier.save()


def _note_uses(suppliers: list[Supplier], team: list[User]) -> None:
    for turn, place in enumerate(_USED):
        used_for, rating, text = texts.USES[turn % len(texts.USES)]
        UseNote.objects.create(
            supplier=suppliers[place],
            author=team[turn % len(team)],
            used_for=used_for,
            rating=rating,
            text=text,
            at=timezone.now() - dt.timedelta(days=9 * turn + 2),
        )


def _applications(chance: random.Random, team: list[User]) -> int:
    """Registrations of firms that are in no register yet, one a story."""
    stories: tuple[tuple[int, Callable[[Story], object]], ...] = (
        (2, lambda story: story.leave_as_draft(sections=3)),
        (9, lambda story: story.leave_as_draft(sections=7)),
        (1, lambda story: story.send()),
        (5, lambda story: story.send(declares=exclusions.BY_SLUG[texts.GROUND])),
        (3, lambda story: story.send()),
        (16, lambda story: story.send()),
        (8, lambda story: story.ask_for_changes(texts.CHANGES[0])),
        (12, lambda story: story.ask_for_changes(texts.CHANGES[1])),
        (30, lambda story: story.reject(texts.REJECTED)),
        (25, lambda story: story.withdraw(texts.WITHDRAWN)),
    )
    today = timezone.localdate()
    for number, (firm, (days, tell)) in enumerate(zip(texts.APPLICANTS, stories, strict=True)):
        begun_at = timezone.now() - dt.timedelta(days=days + 1)
        given = answers.of(chance, firm, number=number + 100, today=today)
        tell(Story(_registration(firm, given, begun_at), team, days_ago=days))
    return len(stories)


def _again(chance: random.Random, suppliers: list[Supplier], team: list[User]) -> int:
    """A renewal and a change of details that wait, and one approval with its whole conversation."""
    for place, kind, days in (
        (_LAPSED[0], Registration.Kind.RENEWAL, 2),
        (6, Registration.Kind.CHANGE, 4),
        (12, Registration.Kind.RENEWAL, 20),
    ):
        begun_at = timezone.now() - dt.timedelta(days=days + 1)
        registration = Registration.objects.create(
            supplier=suppliers[place], kind=kind, created_at=begun_at, touched_at=begun_at
        )
        given = answers.of(
            chance, texts.FIRMS[place], number=place, today=timezone.localdate() + dt.timedelta(days=20)
        )
        _answer(registration, given)
        story = Story(registration, team, days_ago=days)
        if place == 12:
            story.approve(texts.APPROVED)
            _date_back(register.apply(registration=registration), begun_at + dt.timedelta(days=3))
        else:
            story.send()
    return 3
