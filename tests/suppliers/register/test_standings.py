"""Suspending, debarring, lifting; and what the days make of it."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from suppliers import register, standings, tasks
from suppliers.models import Supplier
from tests.factories import RegistrationFactory, SupplierFactory, UserFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 25)
TOMORROW = TODAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def frozen():
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def supplier():
    return approved_supplier(answers.company())


def status_of(supplier):
    return Supplier.objects.get(pk=supplier.pk).status


def test_a_suspended_supplier_is_out_until_it_is_lifted(supplier):
    member = people.member()
    standing = standings.suspend(supplier_id=supplier.pk, actor=member, reason="Late three times")
    assert status_of(supplier) == "suspended"
    assert (standing.starts_on, standing.ends_on, standing.set_by) == (TODAY, None, member)
    lifted = standings.lift(standing_id=standing.pk, actor=member)
    assert status_of(supplier) == "active"
    assert (lifted.lifted_by, lifted.lifted_at.date()) == (member, TODAY)
    assert [record.history_user for record in supplier.history.all()[:2]] == [member, member]


def test_leads_alone_debar_and_lift_a_debarment(supplier):
    member, lead = people.member(), people.lead()
    with pytest.raises(PermissionDenied):
        standings.debar(supplier_id=supplier.pk, actor=member, reason="Fraud")
    standing = standings.debar(supplier_id=supplier.pk, actor=lead, reason="Fraud")
    assert status_of(supplier) == "debarred"
    with pytest.raises(PermissionDenied):
        standings.lift(standing_id=standing.pk, actor=member)
    standings.lift(standing_id=standing.pk, actor=lead)
    assert status_of(supplier) == "active"


def test_nobody_else_suspends(supplier):
    for actor in (people.colleague(), UserFactory(is_staff=False)):
        with pytest.raises(PermissionDenied):
            standings.suspend(supplier_id=supplier.pk, actor=actor, reason="Late")


def test_a_debarment_counts_more_than_a_suspension(supplier):
    lead = people.lead()
    debarment = standings.debar(supplier_id=supplier.pk, actor=lead, reason="Fraud")
    standings.suspend(supplier_id=supplier.pk, actor=lead, reason="Late")
    assert status_of(supplier) == "debarred"
    standings.lift(standing_id=debarment.pk, actor=lead)
    assert status_of(supplier) == "suspended"


def test_the_status_follows_the_days(supplier, frozen):
    standings.suspend(
        supplier_id=supplier.pk,
        actor=people.member(),
        reason="Kitchen closed",
        starts_on=TOMORROW,
        ends_on=TOMORROW,
    )
    statuses = [status_of(supplier)]
    for day in ("2026-11-26", "2026-11-26", "2026-11-27", "2026-11-27"):
        frozen.move_to(f"{day}T00:05:00Z")
        tasks.follow_standings()
        statuses.append(status_of(supplier))
    assert statuses == ["active", "suspended", "suspended", "active", "active"]


def test_following_twice_changes_nothing(supplier, frozen):
    standings.suspend(supplier_id=supplier.pk, actor=people.member(), reason="Late", ends_on=TODAY)
    assert standings.follow_standings() == 0
    frozen.move_to("2026-11-30T00:05:00Z")
    assert standings.follow_standings() == 1
    assert standings.follow_standings() == 0
    assert supplier.history.first().history_user is None


def test_who_should_have_been_renewed_meanwhile_has_lapsed(supplier, frozen):
    supplier.expiries.filter(kind="registration").update(expires_on=TOMORROW)
    standings.suspend(supplier_id=supplier.pk, actor=people.member(), reason="Late", ends_on=TOMORROW)
    frozen.move_to("2026-12-01T00:05:00Z")
    standings.follow_standings()
    assert status_of(supplier) == "lapsed"


def test_who_was_withdrawn_or_an_applicant_is_so_again():
    lead = people.lead()
    for status in ("withdrawn", "applicant"):
        supplier = SupplierFactory(status=status)
        standing = standings.debar(supplier_id=supplier.pk, actor=lead, reason="On the list")
        assert status_of(supplier) == "debarred"
        standings.lift(standing_id=standing.pk, actor=lead)
        assert status_of(supplier) == status


def test_an_applicant_approved_while_debarred_is_in_the_register_afterwards():
    lead, supplier = people.lead(), SupplierFactory()
    standing = standings.debar(supplier_id=supplier.pk, actor=lead, reason="On the list")
    register.apply(registration=RegistrationFactory(supplier=supplier, answers=answers.company()))
    assert status_of(supplier) == "debarred"
    standings.lift(standing_id=standing.pk, actor=lead)
    assert status_of(supplier) == "active"


@pytest.mark.parametrize(
    "given",
    [
        {"reason": "  "},
        {"reason": "Late", "ends_on": TODAY - dt.timedelta(days=1)},
        {"reason": "Late", "starts_on": TOMORROW, "ends_on": TODAY},
    ],
)
def test_what_cannot_be_is_refused(supplier, given):
    with pytest.raises(ValidationError):
        standings.suspend(supplier_id=supplier.pk, actor=people.member(), **given)
    assert status_of(supplier) == "active"


def test_what_is_over_is_not_lifted(supplier):
    member = people.member()
    standing = standings.suspend(supplier_id=supplier.pk, actor=member, reason="Late")
    standings.lift(standing_id=standing.pk, actor=member)
    with pytest.raises(ValidationError):
        standings.lift(standing_id=standing.pk, actor=member)


def test_a_merged_supplier_is_not_suspended(supplier):
    merged = SupplierFactory(status="merged", merged_into=supplier)
    with pytest.raises(ValidationError, match="Lea Bridge Kitchens"):
        standings.suspend(supplier_id=merged.pk, actor=people.member(), reason="Late")
