"""Several people of one firm."""

import pytest
from django.core.exceptions import ValidationError

from intake.models import Message
from suppliers import people
from tests.enquiries.visitor import Page
from tests.factories import SupplierFactory, catch_all_queue, procurement_queue
from tests.suppliers.public.people import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(db):
    """Somebody who has begun a registration."""
    catch_all_queue()
    procurement_queue()
    return Person().comes_in().begins()


def test_a_colleague_is_invited_and_opens_everything(ada, deliver_outbox):
    answer = ada.client.post(ada.url("people/"), {"email": " Sam@example.org"})
    assert answer["Location"] == ada.url("people/?invited=yes")
    email = next(mail for mail in deliver_outbox() if mail["To"] == "sam@example.org")
    assert "ada@leabridge.example.com has invited you" in email.get_body(("plain",)).get_content()
    sam = Person("sam@example.org").comes_in()
    sam.pk = ada.pk
    assert sam.opens().status == 200
    assert "Registration" in Page(sam.client.get("/suppliers/home/")).text


def test_an_invitation_carries_nothing_that_was_typed_but_the_address(ada):
    ada.fills_in("organisation", {"legal_name": "BUY CHEAP WATCHES evil.example"})
    ada.client.post(ada.url("people/"), {"email": "victim@example.org"})
    message = Message.objects.get(recipient="victim@example.org")
    assert "evil.example" not in message.text + message.html + message.subject


def test_one_address_is_invited_once_a_day(ada):
    supplier = ada.registration.supplier
    for _ in range(3):
        person = people.invite(supplier_id=supplier.pk, email="sam@example.org", by=ada.email)
        people.remove(supplier_id=supplier.pk, person_id=person.pk)
    assert Message.objects.filter(kind="invitation").count() == 1


@pytest.mark.security("tokens")
def test_who_is_removed_gets_in_no_longer(ada):
    sam = people.invite(supplier_id=ada.registration.supplier_id, email="sam@example.org", by=ada.email)
    visitor = Person("sam@example.org").comes_in()
    visitor.pk = ada.pk
    ada.client.post(ada.url("people/"), {"remove": sam.pk})
    assert visitor.client.get(visitor.url()).status_code == 404


def test_the_last_person_stays(ada):
    me = ada.registration.supplier.people.get()
    page = Page(ada.client.post(ada.url("people/"), {"remove": me.pk}))
    assert page.status == 422
    assert "nobody would be left" in page.text
    assert ada.registration.supplier.people.count() == 1


def test_who_removes_themselves_is_out(ada):
    people.invite(supplier_id=ada.registration.supplier_id, email="sam@example.org", by=ada.email)
    me = ada.registration.supplier.people.get(email=ada.email)
    assert ada.client.post(ada.url("people/"), {"remove": me.pk})["Location"] == "/suppliers/home/"
    assert ada.client.get(ada.url()).status_code == 404


@pytest.mark.security("permission rows")
def test_a_person_of_another_supplier_cannot_be_removed(ada):
    other = people.invite(supplier_id=SupplierFactory().pk, email="sam@example.org", by="x@example.org")
    ada.client.post(ada.url("people/"), {"remove": other.pk})
    other.refresh_from_db()


@pytest.mark.security("permission rows")
def test_nobody_begins_a_change_for_another_supplier(ada):
    other = SupplierFactory(status="approved")
    answer = ada.client.post(f"/suppliers/supplier/{other.uuid}/begin/", {"kind": "change"})
    assert answer.status_code == 404
    assert not other.registrations.exists()


@pytest.mark.parametrize("email", ["", "sam", "ada@leabridge.example.com"])
def test_an_invitation_that_makes_no_sense_is_refused(ada, email):
    page = Page(ada.client.post(ada.url("people/"), {"email": email}))
    assert (page.status, len(page.errors())) == (422, 1)
    assert not Message.objects.filter(kind="invitation").exists()


def test_there_is_a_most(ada):
    supplier = ada.registration.supplier
    for number in range(people.AT_MOST - 1):
        people.invite(supplier_id=supplier.pk, email=f"p{number}@example.org", by=ada.email)
    with pytest.raises(ValidationError, match="20 people at most"):
        people.invite(supplier_id=supplier.pk, email="more@example.org", by=ada.email)
