"""A supplier's page in the admin: what it shows, and what can be done there."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.messages import get_messages
from django.urls import reverse

from suppliers import standings
from suppliers.models import Document, Person, Standing, Supplier, UseNote
from tests.factories import AttachmentFactory, SupplierFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def supplier():
    made = approved_supplier(answers.company(), conditions="A new certificate by May")
    Person.objects.create(supplier=made, email="sam.secret@leabridge.example.com")
    attachment = AttachmentFactory(submission=made.registrations.get().submission)
    Document.objects.create(supplier=made, kind="public_liability", attachment=attachment)
    return made


@pytest.fixture
def lead():
    return people.lead()


def path(supplier):
    return f"/admin/suppliers/supplier/{supplier.pk}/change/"


def text_of(user, supplier):
    return BeautifulSoup(people.browser_of(user).get(path(supplier)).content, "lxml").get_text(
        " ", strip=True
    )


def post(user, supplier, **data):
    return people.browser_of(user).post(path(supplier), data)


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_all_staff_see_the_facts_and_how_to_reach_a_supplier(supplier):
    text = text_of(people.colleague(), supplier)
    for expected in (
        "Lea Bridge Catering Limited",
        "A new certificate by May",
        "School catering services",
        "£5 million, until 30 June 2027",
        "ada@leabridge.example.com",
        "020 7946 0101",
        "Nobody has rated it yet.",
        "History",
    ):
        assert expected in text


def test_what_is_the_procurement_teams_is_not_shown_to_others(supplier, lead):
    standings.suspend(supplier_id=supplier.pk, actor=lead, reason="The secret reason")
    private = ("sam.secret@", "The secret reason", "Documents", "Registrations", "People who act for it")
    for user, sees in ((people.colleague(), False), (people.member(), True), (lead, True)):
        text = text_of(user, supplier)
        assert [each in text for each in private] == [sees] * len(private)
        assert "Suspended from" in text


def test_the_team_gets_to_documents_and_registrations(supplier):
    page = BeautifulSoup(people.browser_of(people.member()).get(path(supplier)).content, "lxml")
    attachment = supplier.documents.get().attachment
    address = reverse("admin:intake_submission_attachment", args=[attachment.uuid])
    assert page.select(f'a[href^="{address}?signature="]')
    assert supplier.registrations.get().submission.reference in page.get_text()


def test_anyone_rates_a_supplier(supplier):
    user = people.colleague()
    response = post(user, supplier, action="note", used_for="Meals, June", rating="4", text="Good")
    assert (response.status_code, said(response)) == (302, ["Thank you. Your rating is added."])
    text = text_of(user, supplier)
    assert "4.0 of 5 (1 rating)" in text
    assert "Meals, June" in text


def test_a_rating_that_is_not_complete_is_kept_and_explained(supplier):
    response = post(people.colleague(), supplier, action="note", used_for="Meals", rating="", text="Typed")
    page = BeautifulSoup(response.content, "lxml")
    assert page.select_one(".errornote a")["href"] == "#note_rating"
    assert page.find(id="note_text").get_text(strip=True) == "Typed"
    assert page.title.get_text().startswith("Error:")


def test_the_team_suspends_and_lifts(supplier):
    member = people.member()
    post(member, supplier, action="suspend", reason="Late", ends_on="")
    supplier.refresh_from_db()
    assert supplier.status == "suspended"
    post(member, supplier, action="lift", standing=supplier.standings.get().pk)
    supplier.refresh_from_db()
    assert supplier.status == "active"


def test_impossible_days_are_explained(supplier, lead):
    response = post(
        lead, supplier, action="debar", reason="Fraud", starts_on="1/1/2126", ends_on="31/12/2125"
    )
    assert "It must end on or after the day on which it starts." in response.content.decode()
    response = post(lead, supplier, action="debar", reason="", ends_on="1/1/2020")
    assert "Enter the reason" in response.content.decode()
    assert "must be today or in the future" in response.content.decode()
    assert not supplier.standings.exists()


def test_a_lead_merges_a_duplicate_that_was_looked_at(supplier, lead):
    other = approved_supplier(answers.company(organisation={"trading_name": "LB Kitchens"}))
    browser = people.browser_of(lead)
    merge = f"/admin/suppliers/supplier/{supplier.pk}/merge/"
    assert "LB Kitchens" in browser.get(merge).content.decode()
    assert "LB Kitchens" in browser.get(merge, {"q": "lb kitch"}).content.decode()
    assert (
        "Merge LB Kitchens into Lea Bridge Kitchens"
        in browser.get(merge, {"other": other.pk}).content.decode()
    )
    assert browser.post(merge, {"other": other.pk}).url == path(supplier)
    assert f'href="{path(supplier)}"' in browser.get(path(other)).content.decode()
    again = browser.post(merge, {"other": other.pk})
    assert "merged already" in again.content.decode()


@pytest.mark.parametrize("other", ["", "x", "999999", "9" * 30])
def test_merging_with_what_is_none_is_explained(supplier, lead, other):
    response = people.browser_of(lead).post(
        f"/admin/suppliers/supplier/{supplier.pk}/merge/", {"other": other}
    )
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()


def test_nothing_is_done_to_a_merged_supplier(supplier, lead):
    merged = SupplierFactory(status="merged", merged_into=supplier, legal_name="Old")
    response = people.browser_of(lead).get(path(merged))
    assert 'name="action"' not in response.content.decode()


def test_an_unknown_action_changes_nothing(supplier):
    assert said(post(people.member(), supplier, action="delete"))[0].startswith("That is nothing")


@pytest.mark.parametrize("rows", [1, 50])
@pytest.mark.parametrize(("role", "queries"), [("colleague", 18), ("lead", 22)])
def test_the_number_of_queries_does_not_grow(supplier, role, queries, rows, django_assert_num_queries):
    user = getattr(people, role)()
    submission = supplier.registrations.get().submission
    UseNote.objects.bulk_create(
        UseNote(supplier=supplier, author=people.colleague(), used_for="Meals", rating=4) for _ in range(rows)
    )
    Person.objects.bulk_create(
        Person(supplier=supplier, email=f"{number}@example.com") for number in range(rows)
    )
    Document.objects.bulk_create(
        Document(supplier=supplier, kind="other", attachment=AttachmentFactory(submission=submission))
        for _ in range(rows)
    )
    Standing.objects.bulk_create(
        Standing(supplier=supplier, kind="suspended", starts_on="2026-01-01", reason="Late", set_by=user)
        for _ in range(rows)
    )
    browser = people.browser_of(user)
    with django_assert_num_queries(queries):
        browser.get(path(supplier))


def test_the_whole_history_is_pages_long(supplier):
    for number in range(60):
        supplier.conditions = f"Number {number}"
        supplier.save()
    browser = people.browser_of(people.colleague())
    first = browser.get(f"/admin/suppliers/supplier/{supplier.pk}/history/")
    older = BeautifulSoup(first.content, "lxml").find("a", rel="next")["href"]
    assert "Number 59" in first.content.decode()
    second = browser.get(f"/admin/suppliers/supplier/{supplier.pk}/history/{older}").content.decode()
    assert "Number 59" not in second
    assert "Number 1" in second


def test_who_was_only_an_applicant_has_a_page_for_the_team():
    applicant = SupplierFactory(legal_name="Hopeful Limited")
    assert people.browser_of(people.member()).get(path(applicant)).status_code == 200
    assert people.browser_of(people.colleague()).get(path(applicant)).status_code == 404
    assert Supplier.objects.get().status == "applicant"
