"""How often the database is asked: a number per page that grows with nothing."""

import pytest
import time_machine

from suppliers import documents
from tests.factories import (
    RegistrationFactory,
    catch_all_queue,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers
from tests.suppliers.public.people import EMAIL, KINDS, Person, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def ada(db):
    """Somebody who acts for three suppliers, each with a draft with all documents and something sent."""
    catch_all_queue()
    procurement_queue()
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False):
        for _ in range(3):
            draft = RegistrationFactory(answers=answers.company())
            draft.supplier.people.create(email=EMAIL)
            sent = submitted_registration(answers.company(), supplier=draft.supplier)
            for kind in KINDS[:5]:
                documents.store(
                    registration_id=draft.pk, kind=kind, file=pdf(content=kind.encode()), by=EMAIL
                )
        person = Person().comes_in()
        person.pk, person.sent = str(draft.pk), str(sent.pk)
        yield person


def test_the_first_page_asks_four_times(ada, django_assert_num_queries):
    # The session; suppliers, their registrations, the sections that name them.
    with django_assert_num_queries(4):
        ada.client.get("/suppliers/home/")


def test_the_task_list_asks_four_times(ada, django_assert_num_queries):
    # The session; the registration, its sections, its documents.
    with django_assert_num_queries(4):
        ada.opens()


def test_a_section_asks_six_times_at_most(ada, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        ada.opens("insurance/")


def test_the_check_page_asks_four_times(ada, django_assert_num_queries):
    with django_assert_num_queries(4):
        ada.opens("check/")


def test_the_status_page_asks_seven_times(ada, django_assert_num_queries):
    ada.pk = ada.sent
    # The session; the registration, decisions, documents, messages, the supplier's registrations.
    with django_assert_num_queries(7):
        ada.opens()


def test_the_guide_asks_once(client, ada, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/suppliers/")
