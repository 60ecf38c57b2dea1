"""From the guide to the confirmation: a company, a sole trader and a charity, without JavaScript."""

import datetime as dt

import pytest
import time_machine

from intake.models import Submission
from suppliers.models import Registration, Supplier
from tests.enquiries.visitor import Page
from tests.factories import catch_all_queue, procurement_queue
from tests.suppliers import answers
from tests.suppliers.public.people import Person

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

TODAY = "2026-11-25T10:00:00Z"
FIRMS = {"company": answers.company, "sole trader": answers.sole_trader, "charity": answers.charity}


@pytest.fixture(autouse=True)
def queues(db):
    """The queue that decides."""
    catch_all_queue()
    return procurement_queue()


@pytest.mark.parametrize("firm", FIRMS.values(), ids=FIRMS.keys())
@time_machine.travel(TODAY, tick=False)
def test_a_firm_registers_from_its_first_link_to_its_reference(firm, deliver_outbox):
    person = Person().comes_in().begins()
    person.fills_in_all(firm())
    task_list = person.opens()
    assert "9 of 9 sections are done." in task_list.text

    assert person.sends()["Location"] == person.url("sent/")

    submission = Submission.objects.get()
    sent = person.opens("sent/")
    assert submission.reference in sent.soup.select_one(".govuk-panel__body").text
    assert submission.subject == firm()["organisation"]["legal_name"]
    assert (submission.kind, submission.sender_email) == ("supplier-registration", person.email)
    assert submission.idempotency_key == person.registration.pk
    assert person.registration.state == "submitted"
    acknowledgement = next(mail for mail in deliver_outbox() if submission.reference in mail["Subject"])
    assert [part.get_filename() for part in acknowledgement.iter_attachments()] == [
        f"{submission.reference}.pdf"
    ]
    assert f"/suppliers/registration/{person.pk}/" in acknowledgement.get_body(("plain",)).get_content()


@time_machine.travel(TODAY, tick=False)
def test_three_sittings_on_two_devices(queues):
    firm = answers.company()
    first = Person().comes_in().begins()
    for slug in ("organisation", "contacts", "offer"):
        first.fills_in(slug, firm[slug])
    telephone = Person(first.email)
    telephone.comes_in(then=first.url())
    telephone.pk = first.pk
    assert telephone.entered["Location"] == first.url()
    assert "3 of 9 sections are done." in telephone.opens().text
    later = telephone.fills_in("insurance", firm["insurance"], later="yes")
    assert later["Location"] == first.url("?later=yes")
    assert "Saved. Come back at any time" in Page(telephone.client.get(later["Location"])).text
    first.fills_in_all({slug: firm[slug] for slug in list(firm)[4:]})
    assert first.sends().status_code == 303


@time_machine.travel(TODAY, tick=False)
def test_an_incomplete_section_is_saved_and_says_what_is_wrong(queues):
    person = Person().comes_in().begins()
    organisation = answers.company()["organisation"] | {"company_number": "", "legal_name": "Lea Bridge"}

    page = Page(person.fills_in("organisation", organisation))

    assert page.status == 422
    assert page.errors()
    assert "What you typed is saved." in page.text
    saved = person.registration.sections.get()
    assert (saved.answers["legal_name"], saved.state, saved.version) == ("Lea Bridge", "in_progress", 1)
    assert "In progress" in person.opens().soup.select_one("#organisation-status").text
    assert person.fills_in("organisation", organisation, later="yes").status_code == 303


@time_machine.travel(TODAY, tick=False)
def test_what_is_missing_is_in_one_list_that_leads_to_the_field(queues):
    person = Person().comes_in().begins()
    person.fills_in("organisation", answers.company()["organisation"] | {"company_number": ""})

    check = person.opens("check/")

    links = check.soup.select("#missing + ul a")
    assert links[0]["href"] == person.url("organisation/?then=check&check=yes#id_company_number")
    assert [link.text for link in links][-1] == "How you are paid: not started yet"
    field = Page(person.client.get(links[0]["href"].partition("#")[0]))
    assert field.soup.select_one("#id_company_number")["aria-invalid"] == "true"
    refused = Page(person.sends())
    assert (refused.status, refused.errors()) == (422, ["Finish what is missing"])
    assert not Submission.objects.exists()


@time_machine.travel(TODAY, tick=False)
def test_a_section_saved_from_the_check_page_leads_back_there(queues):
    person = Person().comes_in().begins()
    page = person.opens("payment/?then=check")
    hidden = {box["name"]: box["value"] for box in page.soup.select("main input[type=hidden]")}
    answer = person.client.post(person.url("payment/"), hidden | {"understood": "on"})
    assert answer["Location"] == person.url("check/#payment")


@time_machine.travel(TODAY, tick=False)
def test_the_dates_are_read_back_in_words_and_must_be_confirmed(queues):
    person = Person().comes_in().begins()
    person.fills_in_all(answers.company())

    check = person.opens("check/")
    assert "Public liability insurance Wednesday 30 June 2027" in check.text
    page = Page(person.sends(dates_confirmed=""))

    assert page.status == 422
    assert page.errors() == ["Check the dates, and tick that they are those on your documents"]
    assert person.registration.state == "draft"


@time_machine.travel(TODAY, tick=False)
def test_what_rules_may_ask_is_among_the_answers(queues):
    firm = answers.company(
        declarations={
            "ground_insolvency": "yes",
            "ground_insolvency_details": "In 2020.",
            "ground_insolvency_self_cleaning": "Paid in 2021.",
        }
    )
    person = Person().comes_in().begins()
    person.fills_in_all(firm)
    person.sends()
    submission = Submission.objects.get()
    names = ("registration_kind", "organisation_type", "works_with_children", "declared_exclusion")
    assert [submission.answer(name) for name in names] == ["new", "limited_company", "yes", "yes"]
    assert submission.answer("categories") == ["55524000", "55523100"]


@time_machine.travel(TODAY, tick=False)
def test_documents_know_until_when_they_hold_once_sent(queues):
    person = Person().comes_in().begins()
    person.fills_in_all(answers.company())
    person.sends()
    documents = {document.kind: document for document in person.registration.documents.all()}
    assert documents["public_liability"].expires_on == dt.date(2027, 6, 30)
    assert all(document.attachment.submission for document in documents.values())


def test_a_registration_opens_to_its_own_people_only():
    person = Person().comes_in().begins()
    stranger = Person("eve@example.org").comes_in()
    for page in ("", "check/", "sent/", "copy/", "people/", "withdraw/", "delete/", "organisation/"):
        assert stranger.client.get(person.url(page)).status_code == 404, page
    for page in ("message/", "organisation/", "check/", "delete/", "withdraw/", "people/"):
        assert stranger.client.post(person.url(page), {"text": "Hello"}).status_code == 404, page
    assert Supplier.objects.count() == Registration.objects.count() == 1


def test_begin_pressed_twice_begins_one():
    person = Person().comes_in().begins()
    first = person.pk
    assert person.begins().pk == first
    person.fills_in("payment", {"understood": "on"})
    assert person.begins().pk != first
