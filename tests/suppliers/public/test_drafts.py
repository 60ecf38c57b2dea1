"""Forgotten drafts: the calendar of reminders, the stop link, the erasure."""

import datetime as dt

import pytest
import time_machine

from intake.models import Attachment, Message
from suppliers import documents, drafts, tasks
from suppliers.models import Document, Person, Registration, Supplier
from tests.enquiries.visitor import Page
from tests.factories import (
    RegistrationFactory,
    approved_supplier,
    catch_all_queue,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers
from tests.suppliers.public.people import EMAIL, pdf

pytestmark = pytest.mark.django_db

BEGUN = dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)


@pytest.fixture
def draft(db):
    """A draft of two people, begun on 2 November."""
    catch_all_queue()
    procurement_queue()
    with time_machine.travel(BEGUN, tick=False):
        registration = RegistrationFactory(answers={"payment": {"understood": "yes"}})
        registration.supplier.people.create(email=EMAIL)
        registration.supplier.people.create(email="sam@example.org")
    return registration


def nights(*days):
    """Run the tasks twice on each of these days after the draft was begun; return when reminders went."""
    sent = []
    for day in days:
        with time_machine.travel(BEGUN + dt.timedelta(days=day, hours=1), tick=False):
            before = Message.objects.filter(kind="reminder").count()
            for _ in range(2):
                tasks.remind_of_drafts()
                tasks.erase_old_drafts()
            if Message.objects.filter(kind="reminder").count() > before:
                sent.append(day)
    return sent


@pytest.mark.parametrize(
    ("runs", "reminded"),
    [
        (range(60), [7, 21]),
        (range(7), []),
        ([7], [7]),
        ([8, 9, 10], [8]),
        ([14, 21], [14, 21]),
        ([20, 21, 22, 23, 24], [20, 23]),
        ([22, 23], [22]),
        ([21, 30, 59], [21]),
        ([59], [59]),
        ([60], []),
    ],
    ids=str,
)
def test_the_calendar_of_reminders(draft, runs, reminded):
    assert nights(*runs) == reminded


def test_everybody_of_the_firm_is_reminded_with_a_link_and_a_stop(draft, deliver_outbox):
    nights(7)
    emails = deliver_outbox()
    assert {mail["To"] for mail in emails} == {EMAIL, "sam@example.org"}
    assert emails[0]["Subject"] == "You have not sent your registration yet"
    text = emails[0].get_body(("plain",)).get_content()
    assert "You have begun, and not sent yet: registration with Hackney Learning Trust." in text
    assert f"http://portal.example.org/suppliers/registration/{draft.pk}/" in text
    assert "http://portal.example.org/suppliers/stop/" in text
    assert "on Friday 1 January 2027" in text


def test_a_draft_that_is_touched_starts_anew(draft):
    assert nights(7) == [7]
    Registration.objects.update(touched_at=BEGUN + dt.timedelta(days=10))
    assert nights(*range(8, 71)) == [17, 31]
    assert nights(71) == []
    assert not Registration.objects.exists()


def test_the_stop_link_stops_when_the_button_is_pressed(draft, client):
    path = f"/suppliers/stop/{drafts.stop_token(draft.pk)}/"
    assert "Stop the reminders" in Page(client.get(path)).text
    assert nights(7) == [7]
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (303, path)
    assert "We will send no more reminders" in Page(client.get(path)).text
    assert nights(*range(8, 60)) == []


@pytest.mark.security("tokens")
def test_a_stop_link_that_was_made_up_or_whose_draft_is_gone(draft, client):
    path = f"/suppliers/stop/{drafts.stop_token(draft.pk)}/"
    draft.delete()
    for gone in (path, "/suppliers/stop/made-up/"):
        page = Page(client.get(gone))
        assert (page.status, page.soup.h1.text) == (404, "There is nothing to stop")
        assert client.post(gone).status_code == 404


@pytest.mark.security("tokens")
def test_a_stop_link_is_made_by_us_alone(draft, client):
    named, _, _ = drafts.stop_token(draft.pk).partition(":")
    assert client.post(f"/suppliers/stop/{named}:1uX:made-up/").status_code == 404
    draft.refresh_from_db()
    assert not draft.reminders_stopped


def test_a_draft_of_sixty_days_is_erased_with_files_people_and_reminders(
    draft, django_capture_on_commit_callbacks
):
    with time_machine.travel(BEGUN, tick=False):
        stored = documents.store(
            registration_id=draft.pk, kind="public_liability", file=pdf(), by=EMAIL
        ).attachment.file
    nights(7, 59)
    assert Registration.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        nights(61)
    for model in (Registration, Supplier, Person, Document, Attachment, Message, Supplier.history.model):
        assert not model.objects.exists(), model
    assert not stored.storage.exists(stored.name)


def test_of_an_approved_supplier_only_the_draft_is_erased(draft):
    with time_machine.travel(BEGUN, tick=False):
        supplier = approved_supplier(answers.company())
        first = Registration.objects.get(supplier=supplier)
        Registration.objects.filter(pk=first.pk).update(state="draft")
        old = documents.store(registration_id=first.pk, kind="public_liability", file=pdf(), by=EMAIL)
        Registration.objects.filter(pk=first.pk).update(state="approved")
        change = RegistrationFactory(supplier=supplier, kind="change")
        documents.store(
            registration_id=change.pk, kind="public_liability", file=pdf(content=b"new"), by=EMAIL
        )
    nights(60)
    assert Registration.objects.get() == first
    assert Document.objects.get() == old
    assert Document.objects.get().replaced_at is None


def test_what_was_sent_is_neither_reminded_of_nor_erased(draft):
    with time_machine.travel(BEGUN, tick=False):
        sent = submitted_registration(answers.company())
    nights(7, 21, 60)
    assert Registration.objects.get() == sent
