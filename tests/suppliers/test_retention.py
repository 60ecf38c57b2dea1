"""How long suppliers and their registrations are kept."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from intake.models import Attachment, Submission
from intake.privacy import holds, retention
from suppliers.models import Document, Registration, Supplier
from tests.factories import (
    AttachmentFactory,
    QueueFactory,
    UserFactory,
    approved_supplier,
    submitted_registration,
)
from tests.suppliers.answers import company

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

NOW = dt.datetime(2026, 11, 25, 2, 40, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _tonight():
    with time_machine.travel(NOW, tick=False):
        run = retention.run(is_dry=True)
        retention.approve(run_id=run.pk, actor=UserFactory(administrator=True))
        yield


def rejected(ago: dt.timedelta) -> Registration:
    registration = submitted_registration(company())
    Registration.objects.filter(pk=registration.pk).update(
        state="rejected", touched_at=NOW - ago, decided_at=NOW - ago
    )
    return registration


def left(ago: dt.timedelta) -> Supplier:
    """A supplier that left the register, and of which nothing has happened since."""
    with time_machine.travel(NOW - ago, tick=False):
        supplier = approved_supplier(company())
        supplier.status = Supplier.Status.LAPSED
        supplier.save()
    return supplier


def test_a_registration_that_came_to_nothing_goes_after_two_years():
    old, young = rejected(731 * DAY), rejected(700 * DAY)

    report = retention.run_tonight()

    assert set(Registration.objects.all()) == {young}
    assert set(Supplier.objects.all()) == {young.supplier}
    assert not Supplier.history.filter(id=old.supplier_id).exists()
    assert Submission.objects.get(pk=old.submission_id).erased_at == timezone.now()
    assert [(line["what"], line["count"]) for line in report.lines] == [("Registrations of suppliers", 1)]


def test_its_queues_own_time_does_not_apply_to_it():
    registration = rejected(100 * DAY)
    Submission.objects.update(status="resolved", resolved_at=NOW - 3000 * DAY)

    retention.run_tonight()

    registration.submission.refresh_from_db()
    assert registration.submission.erase_after is None
    assert registration.submission.erased_at is None


def test_a_supplier_that_left_the_register_goes_after_six_years(django_capture_on_commit_callbacks):
    old, young = left(2191 * DAY), left(2000 * DAY)
    file = AttachmentFactory(kept=True)
    Document.objects.create(supplier=old, kind="other", attachment=file)

    with django_capture_on_commit_callbacks(execute=True):
        retention.run_tonight()

    assert set(Supplier.objects.all()) == {young}
    assert set(Supplier.history.values_list("id", flat=True)) == {young.pk}
    assert not Attachment.objects.exists()
    assert not file.file.storage.exists(file.file.name)


def test_who_is_in_the_register_stays():
    with time_machine.travel(NOW - 3000 * DAY, tick=False):
        supplier = approved_supplier(company())

    retention.run_tonight()

    assert Supplier.objects.get() == supplier


def test_a_replaced_document_goes_after_six_years_and_the_current_one_stays():
    supplier = approved_supplier(company())
    for version, replaced_at in enumerate([NOW - 2191 * DAY, NOW - DAY, None]):
        Document.objects.create(
            supplier=supplier,
            kind="safeguarding_policy",
            version=version,
            replaced_at=replaced_at,
            attachment=AttachmentFactory(kept=True),
        )

    retention.run_tonight()

    assert sorted(Document.objects.values_list("version", flat=True)) == [1, 2]


@pytest.mark.parametrize("what", ["registration", "supplier"])
def test_a_hold_on_its_person_keeps_it(what):
    supplier = rejected(800 * DAY).supplier if what == "registration" else left(2500 * DAY)
    supplier.people.create(email="jo@example.org")
    holds.place(actor=UserFactory(administrator=True), reason="Claim", email="Jo@Example.org")

    retention.run_tonight()

    assert Supplier.objects.get() == supplier


def test_a_hold_on_its_address_in_the_register_keeps_it_however_it_is_written():
    supplier = left(2500 * DAY)
    Supplier.objects.update(email="Office@Example.org")
    holds.place(actor=UserFactory(administrator=True), reason="Claim", email="office@example.org")

    retention.run_tonight()

    assert Supplier.objects.get() == supplier


def test_a_hold_on_another_submission_changes_nothing():
    rejected(800 * DAY)
    other = Submission.objects.create(
        reference="HLT-1", queue=QueueFactory(), respond_by=NOW, due_at=NOW, subject="x"
    )
    holds.place(actor=UserFactory(administrator=True), reason="Claim", submission=other)

    retention.run_tonight()

    assert not Registration.objects.exists()
