"""Sending: once, however often it is pressed; again when HLT ask; at once where nothing is decided on."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection

from intake.models import Message, Submission, TimelineEntry
from suppliers import documents, sending, states
from suppliers import registration as rules
from suppliers.models import Decision, Document, Registration
from suppliers.models.registration import State
from tests.enquiries.visitor import Page
from tests.factories import (
    MembershipFactory,
    RegistrationFactory,
    approved_supplier,
    catch_all_queue,
    procurement_queue,
)
from tests.suppliers import answers
from tests.suppliers.public.people import EMAIL, KINDS, Person, as_typed, pdf

pytestmark = pytest.mark.thorough

TODAY = "2026-11-25T10:00:00Z"
TIMES = 20


@pytest.fixture
def queue(db):
    """The procurement queue, with a member who is told."""
    catch_all_queue()
    queue = procurement_queue()
    MembershipFactory(queue=queue, user__email="buyer@example.org")
    return queue


def complete(**fields):
    """A complete draft with its documents, and somebody who may open it."""
    draft = RegistrationFactory(answers=answers.company(), **fields)
    stores_documents(draft)
    draft.supplier.people.get_or_create(email=EMAIL)
    return draft


def stores_documents(registration):
    """Store a document of each kind."""
    for kind in sorted(set(KINDS) - {"other"}):
        file = pdf(content=kind.encode())
        documents.store(registration_id=registration.pk, kind=kind, file=file, by=EMAIL)


def person_of(registration):
    person = Person().comes_in()
    person.pk = str(registration.pk)
    return person


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_sending_twice_sends_once(queue):
    draft = complete()
    first = sending.submit(registration_id=draft.pk, by=EMAIL)
    again = sending.submit(registration_id=draft.pk, by=EMAIL)
    assert first.submission == again.submission == Submission.objects.get()
    assert Message.objects.filter(kind="acknowledgement").count() == 1
    assert first.submission.queue == queue
    assert first.supplier.registrations.get().state == State.SUBMITTED
    person = person_of(draft)
    assert person.client.post(person.url("check/"))["Location"] == person.url("sent/")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_presses_of_send_make_one_submission():
    catch_all_queue()
    procurement_queue()
    with time_machine.travel(TODAY, tick=False):
        draft = complete()
        ready = Barrier(TIMES)

        def press(_):
            ready.wait()
            try:
                return sending.submit(registration_id=draft.pk, by=EMAIL).submission.reference
            finally:
                connection.close()

        with ThreadPoolExecutor(TIMES) as pool:
            references = set(pool.map(press, range(TIMES)))
    assert references == {Submission.objects.get().reference}
    assert Message.objects.filter(kind="acknowledgement").count() == 1
    assert TimelineEntry.objects.filter(event="received").count() == 1


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_what_is_missing_is_not_sent(queue):
    draft = complete()
    draft.sections.filter(slug="offer").delete()
    with pytest.raises(sending.NotComplete) as refused:
        sending.submit(registration_id=draft.pk, by=EMAIL)
    assert [missing.text for missing in refused.value.tasks.missing()] == ["What you sell: not started yet"]


@pytest.mark.django_db
def test_what_has_expired_since_it_was_saved_is_not_sent(queue):
    with time_machine.travel(TODAY, tick=False):
        draft = complete()
    with time_machine.travel("2027-07-01T10:00:00Z", tick=False), pytest.raises(sending.NotComplete):
        sending.submit(registration_id=draft.pk, by=EMAIL)


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_nobody_sends_what_a_colleague_has_just_changed_unseen(queue):
    draft = complete()
    person = person_of(draft)
    seen = person.opens("check/").control("seen")["value"]
    person.fills_in("policies", answers.company()["policies"] | {"social_value": "More."})

    page = Page(person.client.post(person.url("check/"), {"seen": seen, "dates_confirmed": "on"}))

    assert page.status == 409
    assert page.errors() == [
        "A colleague has saved something since you opened this page. Check the answers again, then send them"
    ]
    assert person.sends().status_code == 303


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_a_change_that_hlt_ask_for_is_answered_in_place(queue):
    draft = complete()
    person = person_of(draft)
    person.sends()
    reference = Submission.objects.get().reference
    Registration.objects.update(state=states.after("request_changes", State.SUBMITTED))
    Decision.objects.create(
        registration=draft, outcome="changes_requested", reasons="Replace the certificate."
    )

    status = person.opens()
    assert "Changes asked for" in status.text
    assert "Replace the certificate." in status.text
    insurance = answers.company()["insurance"] | {"public_liability_policy_number": "PL-2"}
    person.fills_in("insurance", insurance, document_public_liability=pdf("new.pdf", b"new"))
    assert person.sends()["Location"] == person.url("sent/")

    submission = Submission.objects.get()
    assert (submission.reference, person.registration.state) == (reference, "submitted")
    written = Message.objects.get(kind="inbound")
    assert "PL-2" in written.text
    assert "public liability insurance certificate: new.pdf (19 bytes, version 2)" in written.text
    assert written.recipient == EMAIL
    assert Document.objects.get(version=2).attachment.submission == submission
    assert TimelineEntry.objects.filter(event="sender_wrote").count() == 1
    assert "PL-2" in person.opens().text


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_new_contacts_hold_at_once_and_everybody_is_told(queue, deliver_outbox):
    supplier = approved_supplier(answers.company())
    supplier.people.create(email=EMAIL)
    Document.objects.all().delete()
    with_documents(supplier)
    change = rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.CHANGE)
    person = person_of(change)
    contacts = answers.company()["contacts"] | {"main_email": "new@leabridge.example.com"}
    assert person.fills_in("contacts", contacts).status_code == 303
    assert "Changed Was: ada@leabridge.example.com" in person.opens("check/").text

    assert person.sends()["Location"] == person.url("sent/")

    supplier.refresh_from_db()
    assert supplier.email == "new@leabridge.example.com"
    assert person.registration.state == "approved"
    assert Submission.objects.count() == 1  # that of the first registration
    assert "Your details are changed" in person.opens("sent/").text
    emails = {mail["To"]: mail["Subject"] for mail in deliver_outbox()}
    assert emails["buyer@example.org"] == "A supplier changed its details: Lea Bridge Kitchens"
    assert EMAIL in emails
    assert "new@leabridge.example.com" in emails


def with_documents(supplier):
    """Give an approved supplier the documents that its registration asked for."""
    registration = supplier.registrations.get()
    Registration.objects.filter(pk=registration.pk).update(state=State.DRAFT)
    stores_documents(registration)
    Registration.objects.filter(pk=registration.pk).update(state=State.APPROVED)


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("section", "fields"),
    [
        ("organisation", {"legal_name": "Another Name Limited"}),
        ("offer", {"categories": ["55524000"]}),
        ("declarations", {"conflict_of_interest": "yes", "conflict_of_interest_details": "A cousin."}),
    ],
)
def test_a_change_of_what_was_declared_goes_to_review(queue, section, fields):
    supplier = approved_supplier(answers.company())
    supplier.people.create(email=EMAIL)
    with_documents(supplier)
    change = rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.CHANGE)
    person = person_of(change)
    person.fills_in(section, answers.company()[section] | fields)
    assert person.sends().status_code == 303
    assert person.registration.state == "submitted"
    assert person.registration.submission.answer("registration_kind") == "change"
    supplier.refresh_from_db()
    assert supplier.legal_name == "Lea Bridge Catering Limited"


@pytest.mark.django_db
@time_machine.travel(TODAY, tick=False)
def test_a_change_that_changes_nothing_is_not_sent(queue):
    supplier = approved_supplier(answers.company())
    supplier.people.create(email=EMAIL)
    with_documents(supplier)
    person = person_of(rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.CHANGE))
    page = Page(person.sends())
    assert (page.status, page.errors()) == (422, ["Nothing has changed, so there is nothing to send"])


@pytest.mark.django_db
def test_a_renewal_a_year_later_shows_each_answer_to_confirm(queue):
    with time_machine.travel(TODAY, tick=False):
        supplier = approved_supplier(answers.company())
        supplier.people.create(email=EMAIL)
        with_documents(supplier)
    with time_machine.travel("2027-11-01T10:00:00Z", tick=False):
        person = Person().comes_in()
        home = Page(person.client.get("/suppliers/home/"))
        assert "Renew the registration" in home.text
        begun = person.client.post(f"/suppliers/supplier/{supplier.uuid}/begin/", {"kind": "renewal"})
        person.pk = begun["Location"].split("/")[3]
        assert {tag.text.strip() for tag in person.opens().soup.select(".govuk-tag")} == {"Confirm"}
        last_year, this_year = answers.company(), answers.company()
        for section, field in (
            ("insurance", "public_liability_expires"),
            ("insurance", "employers_liability_expires"),
            ("data-protection", "ico_expires"),
            ("data-protection", "cyber_essentials_expires"),
            ("safeguarding", "policy_review_date"),
        ):
            this_year[section][field] = "2028-10-31"
        this_year["safeguarding"]["training_date"] = "2027-09-03"
        for slug, given in last_year.items():
            person.client.post(
                person.url(f"{slug}/"), as_typed(this_year[slug] or given) | hidden(person.opens(f"{slug}/"))
            )
        assert "Was: Wednesday 30 June 2027" in person.opens("check/").text
        assert person.sends()["Location"] == person.url("sent/")
        assert person.registration.submission.kind_label == "Renewal of a supplier’s registration"


def hidden(page):
    return {box["name"]: box["value"] for box in page.soup.select("main input[type=hidden]")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "kind", "allowed"),
    [
        ("active", "change", True),
        ("active", "renewal", True),
        ("active", "new", False),
        ("lapsed", "renewal", True),
        ("lapsed", "change", True),
        ("suspended", "change", True),
        ("debarred", "renewal", False),
        ("merged", "change", False),
        ("withdrawn", "new", True),
    ],
)
def test_what_may_be_begun(queue, status, kind, allowed):
    supplier = approved_supplier(answers.company(), status=status)
    if allowed:
        assert rules.begin_again(supplier_id=supplier.pk, kind=kind).answers() == answers.company()
    else:
        with pytest.raises(rules.NotNow):
            rules.begin_again(supplier_id=supplier.pk, kind=kind)


@pytest.mark.django_db
def test_one_thing_is_under_way_at_a_time(queue):
    supplier = approved_supplier(answers.company())
    change = rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.CHANGE)
    assert rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.CHANGE) == change
    with pytest.raises(rules.NotNow, match="change of details is under way"):
        rules.begin_again(supplier_id=supplier.pk, kind=Registration.Kind.RENEWAL)
