"""The same firm registering twice is told where its registration is, by email only."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from intake.models import Message
from suppliers import registered_twice, tasks
from suppliers.models import Person, Registration
from tests.factories import RegistrationFactory, approved_supplier, procurement_queue
from tests.suppliers import answers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def queue():
    return procurement_queue()


def begun(email, given=None, **fields):
    """A draft, begun by the owner of `email`."""
    registration = RegistrationFactory(answers=given or answers.company(), **fields)
    Person.objects.create(supplier=registration.supplier, email=email)
    return registration


def told():
    return {message.recipient: message for message in Message.objects.all()}


def test_both_sides_are_told_in_masked_addresses():
    begun_first = begun("ada@leabridge.example.com")
    registered_twice.tell(begun_first.pk)
    assert told() == {}

    registered_twice.tell(begun("sam@elsewhere.example.org").pk)

    emails = told()
    assert set(emails) == {"ada@leabridge.example.com", "sam@elsewhere.example.org"}
    newcomer, holder = emails["sam@elsewhere.example.org"], emails["ada@leabridge.example.com"]
    assert "somebody at the address a…@leabridge.example.com" in newcomer.text
    assert "Ask them to invite you" in newcomer.text
    assert "ada@" not in newcomer.text
    assert "They gave the address s…@elsewhere.example.org." in holder.text
    assert "sam@" not in holder.text
    assert all("http://portal.example.org/suppliers/home/" in email.text for email in emails.values())


def test_a_pair_is_told_once_from_whichever_side_it_is_found():
    first = begun("ada@leabridge.example.com")
    registered_twice.tell(first.pk)
    second = begun("sam@elsewhere.example.org")

    for registration in (second, first, second):
        registered_twice.tell(registration.pk)

    assert Message.objects.count() == 2


def test_a_supplier_in_the_register_is_told_at_its_own_address():
    with time_machine.travel("2026-01-01"):
        approved_supplier(answers.company())

    registered_twice.tell(begun("sam@elsewhere.example.org").pk)

    assert set(told()) == {"ada@leabridge.example.com", "sam@elsewhere.example.org"}


def test_a_name_alone_tells_nobody():
    registered_twice.tell(begun("ada@leabridge.example.com").pk)
    no_numbers = answers.company(organisation={"company_number": "", "vat_number": ""})

    registered_twice.tell(begun("sam@elsewhere.example.org", no_numbers).pk)

    assert told() == {}


def test_who_owns_both_is_told_nothing():
    registered_twice.tell(begun("ada@leabridge.example.com").pk)
    registered_twice.tell(begun("ada@leabridge.example.com").pk)

    assert told() == {}


@pytest.mark.parametrize("state", [Registration.State.REJECTED, Registration.State.WITHDRAWN])
def test_a_registration_that_came_to_nothing_is_none(state):
    first = begun("ada@leabridge.example.com")
    registered_twice.tell(first.pk)
    Registration.objects.filter(pk=first.pk).update(state=state)

    registered_twice.tell(begun("sam@elsewhere.example.org").pk)

    assert told() == {}


def test_a_change_of_details_is_no_second_registration():
    supplier = approved_supplier(answers.company())
    Person.objects.create(supplier=supplier, email="ada@leabridge.example.com")
    other = begun("sam@elsewhere.example.org", kind="renewal")

    registered_twice.tell(other.pk)
    registered_twice.tell(uuid.UUID(int=0))

    assert told() == {}


def test_every_few_minutes_what_was_touched_is_looked_at():
    begun("ada@leabridge.example.com")
    begun("sam@elsewhere.example.org")
    long_ago = timezone.now() - dt.timedelta(days=2)
    forgotten = begun("jo@forgotten.example.org", touched_at=long_ago)

    tasks.tell_of_duplicates()
    tasks.tell_of_duplicates()

    assert Message.objects.count() == 2
    assert not forgotten.supplier.fingerprints.exists()
