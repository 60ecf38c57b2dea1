"""After sending: where it stands, messages, withdrawing, the PDF."""

import pytest
import time_machine

from intake import triage
from intake.models import Message
from suppliers import review
from suppliers.models import Decision, Registration, Supplier
from tests.enquiries.visitor import Page
from tests.factories import (
    RegistrationFactory,
    UserFactory,
    catch_all_queue,
    procurement_queue,
    submitted_registration,
)
from tests.suppliers import answers
from tests.suppliers.public.people import EMAIL, Person

pytestmark = pytest.mark.django_db

TODAY = "2026-11-25T10:00:00Z"


@pytest.fixture
def ada(db):
    """Somebody whose firm has sent its registration."""
    catch_all_queue()
    procurement_queue()
    with time_machine.travel(TODAY, tick=False):
        registration = submitted_registration(answers.company())
        registration.supplier.people.create(email=EMAIL)
        person = Person().comes_in()
        person.pk = str(registration.pk)
        yield person


def test_the_page_says_where_it_stands_and_what_happens_next(ada):
    page = ada.opens()
    assert page.soup.h1.text == ada.registration.submission.reference
    assert page.rows()["Where it stands"] == "With us"
    assert "We aim to decide by 5pm on" in page.text
    assert ada.client.get(ada.url("organisation/"))["Location"] == ada.url()
    assert ada.client.get(ada.url("check/"))["Location"] == ada.url()


def test_a_target_that_has_passed_is_not_hidden(ada):
    with time_machine.travel("2027-06-01T10:00:00Z", tick=False):
        ada.comes_in()
        assert "We are sorry that it is taking longer." in ada.opens().text


@pytest.mark.parametrize(
    ("outcome", "state", "words"),
    [
        ("approved", "approved", "You are in our register of suppliers until Thursday 25 November 2027."),
        ("rejected", "rejected", "somebody who did not take the decision will look at it again"),
    ],
)
def test_a_decision_is_shown_with_its_reasons(ada, outcome, state, words):
    Decision.objects.create(registration=ada.registration, outcome=outcome, reasons="Because.\nSo.")
    Registration.objects.update(state=state)
    Supplier.objects.update(status="active", renew_by="2027-11-25", conditions="Send the policy by May.")
    page = ada.opens()
    assert "Because. So." in page.text
    assert words in page.text
    assert ("Send the policy by May." in page.text) == (state == "approved")


@pytest.mark.parametrize(
    ("status", "label", "words"),
    [
        ("suspended", "Suspended", "We have suspended your registration"),
        ("debarred", "Debarred", "We have debarred you"),
        ("lapsed", "Lapsed", "ended on Wednesday 25 November 2026. Renew it"),
    ],
)
def test_who_may_not_be_used_is_told(ada, status, label, words):
    Registration.objects.update(state="approved")
    Supplier.objects.update(status=status, renew_by="2026-11-25")
    page = ada.opens()
    assert words in page.text
    assert page.soup.select_one("main .govuk-tag").text == label
    assert ("Renew the registration" in page.text) == (status != "debarred")


def test_a_section_that_is_asked_about_is_marked_until_it_is_changed(ada):
    reviewer = UserFactory(administrator=True)
    found = {"contacts": review.Found("query", "Whose telephone number is this?")}
    review.request_changes(registration_id=ada.registration.pk, actor=reviewer, text="", found=found)
    page = ada.opens().soup
    assert page.select_one("#contacts-status").text.strip() == "Change asked for"
    assert page.select_one("#offer-status").text.strip() == "Completed"

    with time_machine.travel("2026-11-25T10:30:00Z", tick=False):
        ada.fills_in("contacts", answers.company(contacts={"main_telephone": "020 7946 0199"})["contacts"])

        assert ada.opens().soup.select_one("#contacts-status").text.strip() == "Completed"


def test_both_sides_write_and_the_page_shows_it(ada, deliver_outbox):
    buyer = UserFactory(administrator=True, first_name="Bea", email="buyer@example.org")
    triage.reply(submission_id=ada.registration.submission_id, actor=buyer, text="Which policy?", then="wait")
    answer = ada.client.post(ada.url("message/"), {"text": "The new one."})
    assert answer["Location"] == ada.url("?written=yes#messages")
    page = ada.opens("?written=yes")
    assert page.text.index("The new one.") < page.text.index("Which policy?")
    assert "Your reference: " not in page.text
    reply = next(mail for mail in deliver_outbox() if "our reply" in mail["Subject"])
    assert ada.url() in reply.get_body(("plain",)).get_content()
    ada.registration.submission.refresh_from_db()
    assert ada.registration.submission.status == "open"


def test_a_message_pressed_twice_is_one(ada):
    for _ in range(2):
        ada.client.post(ada.url("message/"), {"text": "Hello"})
    assert Message.objects.filter(kind="inbound").count() == 1


def test_an_empty_message_is_refused(ada):
    page = Page(ada.client.post(ada.url("message/"), {"text": " "}))
    assert (page.status, page.errors()) == (422, ["Write your message"])


def test_a_registration_is_withdrawn_after_a_question(ada):
    assert "Withdraw" in Page(ada.client.get(ada.url("withdraw/"))).soup.h1.text
    assert ada.registration.state == "submitted"
    for _ in range(2):
        answer = ada.client.post(ada.url("withdraw/"), {"reason": "We closed."})
        assert answer["Location"] == ada.url()
    assert (ada.registration.state, ada.registration.submission.status) == ("withdrawn", "withdrawn")
    assert "You withdrew this." in ada.opens().text
    assert ada.client.get(ada.url("withdraw/"))["Location"] == ada.url()


def test_what_was_withdrawn_is_registered_again_with_its_answers(ada):
    ada.client.post(ada.url("withdraw/"))
    page = ada.opens()
    assert "Register again" in page.text
    uuid = ada.registration.supplier.uuid
    begun = ada.client.post(f"/suppliers/supplier/{uuid}/begin/", {"kind": "new"})
    again = Registration.objects.get(pk=begun["Location"].split("/")[3])
    assert again.answers() == answers.company()


def test_the_answers_come_as_a_pdf(ada):
    answer = ada.client.get(ada.url("copy/"))
    assert answer.content.startswith(b"%PDF")
    reference = ada.registration.submission.reference
    assert answer["Content-Disposition"] == f'attachment; filename="{reference}.pdf"'


def test_a_draft_is_deleted_after_a_question(db):
    catch_all_queue()
    person = Person().comes_in().begins()
    assert "Delete this draft?" in person.opens("delete/").text
    assert person.client.post(person.url("delete/"))["Location"] == "/suppliers/home/"
    assert not Supplier.objects.exists()


def test_what_was_sent_cannot_be_deleted(ada):
    ada.client.post(ada.url("delete/"))
    assert ada.registration.state == "submitted"


def test_a_kind_that_does_not_exist_is_not_begun(ada):
    uuid = ada.registration.supplier.uuid
    assert ada.client.post(f"/suppliers/supplier/{uuid}/begin/", {"kind": "x"}).status_code == 404


def test_a_strangers_supplier_is_not_begun_for(ada):
    other = RegistrationFactory().supplier
    path = f"/suppliers/supplier/{other.uuid}/begin/"
    assert ada.client.post(path, {"kind": "new"}).status_code == 404
