"""What staff say of suppliers that they used."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from suppliers import use_notes
from suppliers.models import Supplier, UseNote
from tests.factories import SupplierFactory, UserFactory
from tests.suppliers.register import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplier():
    return SupplierFactory(status="active", legal_name="Lea Bridge Kitchens")


def test_a_colleague_rates_a_supplier_for_all(supplier):
    for rating in (5, 2):
        use_notes.add(
            supplier_id=supplier.pk,
            actor=people.colleague(),
            used_for=" Meals for the summer school ",
            rating=rating,
        )
    assert UseNote.objects.first().used_for == "Meals for the summer school"
    rating = use_notes.ratings([supplier.pk])[supplier.pk]
    assert (rating.average, rating.count, str(rating)) == (3.5, 2, "3.5 of 5 (2 ratings)")


def test_who_has_no_rating_is_left_out(supplier):
    assert use_notes.ratings([supplier.pk]) == {}


@pytest.mark.parametrize(("rating", "used_for"), [(0, "Meals"), (6, "Meals"), (3, "  "), (3, "m" * 201)])
def test_a_rating_is_from_one_to_five_and_says_what_for(supplier, rating, used_for):
    with pytest.raises(ValidationError):
        use_notes.add(supplier_id=supplier.pk, actor=people.colleague(), used_for=used_for, rating=rating)


@pytest.mark.parametrize("status", ["applicant", "merged"])
def test_who_is_not_in_the_register_is_not_rated(supplier, status):
    Supplier.objects.update(status=status)
    with pytest.raises(Supplier.DoesNotExist):
        use_notes.add(supplier_id=supplier.pk, actor=people.colleague(), used_for="Meals", rating=3)


def test_nobody_from_outside_rates(supplier):
    with pytest.raises(PermissionDenied):
        use_notes.add(supplier_id=supplier.pk, actor=UserFactory(is_staff=False), used_for="Meals", rating=3)
