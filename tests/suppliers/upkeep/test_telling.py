"""The same firm registering twice is told where its registration is, by email only."""

import pytest
import time_machine

from intake.models import Message
from suppliers import tasks
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
    tasks.tell_of_duplicates(str(begun_first.pk))
    assert told() == {}

    tasks.tell_of_duplicates(str(begun("sam@elsewhere.example.org").pk))

    emails = told()
    assert set(emails) == {"ada@leabridge.example.com", "sam@elsewhere.example.org"}
    newcomer, holder = emails["sam@elsewhere.example.org"], emails["ada@leabridge.example.com"]
    assert "somebody at the address a…@leabridge.example.com" in newcomer.text
    assert "Ask them to invite you" in newcomer.text
    assert "ada@" not in newcomer.text
    assert "Somebody at the address s…@elsewhere.example.org began" in holder.text
    assert "sam@" not in holder.text
    assert all("http://portal.example.org/suppliers/home/" in email.text for email in emails.values())


def test_a_pair_is_told_once_from_whichever_side_it_is_found():
    first = begun("ada@leabridge.example.com")
    tasks.tell_of_duplicates(str(first.pk))
    second = begun("sam@elsewhere.example.org")

    for registration in (second, first, second):
        tasks.tell_of_duplicates(str(registration.pk))

    assert Message.objects.count() == 2


def test_a_supplier_in_the_register_is_told_at_its_own_address():
    with time_machine.travel("2026-01-01"):
        approved_supplier(answers.company())

    tasks.tell_of_duplicates(str(begun("sam@elsewhere.example.org").pk))

    assert set(told()) == {"ada@leabridge.example.com", "sam@elsewhere.example.org"}


def test_a_name_alone_tells_nobody():
    tasks.tell_of_duplicates(str(begun("ada@leabridge.example.com").pk))
    no_numbers = answers.company(organisation={"company_number": "", "vat_number": ""})

    tasks.tell_of_duplicates(str(begun("sam@elsewhere.example.org", no_numbers).pk))

    assert told() == {}


def test_who_owns_both_is_told_nothing():
    tasks.tell_of_duplicates(str(begun("ada@leabridge.example.com").pk))
    tasks.tell_of_duplicates(str(begun("ada@leabridge.example.com").pk))

    assert told() == {}


@pytest.mark.parametrize("state", [Registration.State.REJECTED, Registration.State.WITHDRAWN])
def test_a_registration_that_came_to_nothing_is_none(state):
    first = begun("ada@leabridge.example.com")
    tasks.tell_of_duplicates(str(first.pk))
    Registration.objects.filter(pk=first.pk).update(state=state)

    tasks.tell_of_duplicates(str(begun("sam@elsewhere.example.org").pk))

    assert told() == {}


def test_a_change_of_details_is_no_second_registration():
    supplier = approved_supplier(answers.company())
    Person.objects.create(supplier=supplier, email="ada@leabridge.example.com")
    other = begun("sam@elsewhere.example.org", kind="renewal")

    tasks.tell_of_duplicates(str(other.pk))
    tasks.tell_of_duplicates("00000000-0000-0000-0000-000000000000")

    assert told() == {}
