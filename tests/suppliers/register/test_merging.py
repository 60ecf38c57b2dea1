"""Two records of one firm made one."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from suppliers import merging, standings, use_notes
from suppliers.models import Document, Person, Supplier
from tests.factories import AttachmentFactory, SupplierFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep():
    return approved_supplier(answers.company())


@pytest.fixture
def other():
    return approved_supplier(answers.company(organisation={"trading_name": "LB Kitchens"}))


@pytest.fixture
def lead():
    return people.lead()


def merge(keep, other, lead):
    merging.merge(keep_id=keep.pk, merge_id=other.pk, actor=lead)
    keep.refresh_from_db()
    other.refresh_from_db()


def document(supplier, version, days_ago, kind="public_liability", replaced=False):
    at = timezone.now() - dt.timedelta(days=days_ago)
    return Document.objects.create(
        supplier=supplier,
        kind=kind,
        version=version,
        attachment=AttachmentFactory(),
        uploaded_at=at,
        replaced_at=at if replaced else None,
    )


def test_the_other_leads_to_the_one_that_is_kept_with_all_that_was_its_own(keep, other, lead):
    use_notes.add(supplier_id=other.pk, actor=lead, used_for="Meals", rating=4)
    Person.objects.create(supplier=other, email="sam@leabridge.example.com")
    merge(keep, other, lead)
    assert (other.status, other.merged_into) == ("merged", keep)
    assert keep.status == "active"
    assert (keep.use_notes.count(), keep.registrations.count(), keep.people.count()) == (1, 2, 1)
    assert str(keep) == "Lea Bridge Kitchens"
    assert other.history.first().history_user == lead


def test_nobody_is_reminded_of_the_other(keep, other, lead):
    merge(keep, other, lead)
    assert keep.expiries.exists()
    assert not other.expiries.exists()


def test_a_person_of_both_is_there_once(keep, other, lead):
    for supplier in (keep, other):
        Person.objects.create(supplier=supplier, email="ada@leabridge.example.com")
    merge(keep, other, lead)
    assert [person.supplier for person in Person.objects.all()] == [keep]


def test_documents_are_counted_anew_and_the_newest_is_current(keep, other, lead):
    first = document(keep, 1, days_ago=30, replaced=True)
    third = document(keep, 2, days_ago=10)
    second = document(other, 1, days_ago=20, replaced=True)
    fourth = document(other, 2, days_ago=5)
    policy = document(other, 1, days_ago=5, kind="equality_policy")
    for _ in range(2):
        document(other, 1, days_ago=5, kind="other")
    merge(keep, other, lead)
    versions = {row.pk: (row.version, row.replaced_at is None) for row in keep.documents.all()}
    assert [versions[row.pk] for row in (first, second, third, fourth)] == [
        (1, False),
        (2, False),
        (3, False),
        (4, True),
    ]
    assert versions[policy.pk] == (1, True)
    assert keep.documents.filter(kind="other").count() == 2


def test_a_debarment_of_the_other_holds_for_the_one_that_is_kept(keep, other, lead):
    standings.debar(supplier_id=other.pk, actor=lead, reason="Fraud")
    merge(keep, other, lead)
    assert keep.status == "debarred"


def test_two_debarments_that_differ_are_for_people_to_decide(keep, other, lead):
    ends = timezone.localdate() + dt.timedelta(days=100)
    standings.debar(supplier_id=keep.pk, actor=lead, reason="Fraud", ends_on=ends)
    standing = standings.debar(supplier_id=other.pk, actor=lead, reason="Fraud")
    with pytest.raises(ValidationError, match="different days"):
        merge(keep, other, lead)
    standings.lift(standing_id=standing.pk, actor=lead)
    merge(keep, other, lead)
    assert keep.status == "debarred"


def test_two_debarments_that_agree_are_merged(keep, other, lead):
    for supplier in (keep, other):
        standings.debar(supplier_id=supplier.pk, actor=lead, reason="Fraud")
    merge(keep, other, lead)
    assert keep.standings.count() == 2


def test_what_was_merged_before_leads_to_the_last(keep, other, lead):
    third = approved_supplier(answers.company())
    merge(other, third, lead)
    merge(keep, other, lead)
    third.refresh_from_db()
    assert third.merged_into == keep


def test_what_cannot_be_merged_is_refused(keep, other, lead):
    with pytest.raises(ValidationError, match="same one"):
        merge(keep, keep, lead)
    with pytest.raises(ValidationError, match="never been approved"):
        merge(SupplierFactory(legal_name="New"), other, lead)
    with pytest.raises(Supplier.DoesNotExist):
        merging.merge(keep_id=keep.pk, merge_id=keep.pk + 1000, actor=lead)
    merge(keep, other, lead)
    with pytest.raises(ValidationError, match="merged already"):
        merge(keep, other, lead)


def test_leads_alone_merge(keep, other):
    for actor in (people.colleague(), people.member()):
        with pytest.raises(PermissionDenied):
            merging.merge(keep_id=keep.pk, merge_id=other.pk, actor=actor)


def test_candidates_have_a_number_in_common_or_the_words(keep, other):
    gardener = approved_supplier(answers.sole_trader())
    assert list(merging.candidates(keep)) == [other]
    assert list(merging.candidates(keep, text="osei")) == [gardener]
    assert list(merging.candidates(SupplierFactory())) == []
