"""The register in the admin: search, comparison, files."""

import csv
import io
import json

import pytest
from bs4 import BeautifulSoup

from suppliers import use_notes
from tests.factories import SupplierFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
LIST = "/admin/suppliers/supplier/"


@pytest.fixture
def client():
    return people.browser_of(people.colleague())


@pytest.fixture
def kitchens():
    return approved_supplier(answers.company())


@pytest.fixture
def gardener():
    return approved_supplier(answers.sole_trader())


def page_of(response):
    return BeautifulSoup(response.content, "lxml")


def names(response):
    return [cell.get_text(strip=True) for cell in page_of(response).select(".rows tbody th")]


def many(count):
    for number in range(count):
        approved_supplier(answers.company(organisation={"trading_name": f"Firm {number:03}"}))


def test_the_list_says_of_each_supplier_what_a_buyer_asks_first(client, kitchens):
    use_notes.add(supplier_id=kitchens.pk, actor=people.colleague(), used_for="Meals", rating=4)
    row = page_of(client.get(LIST)).select_one(".rows tbody tr").get_text(" ", strip=True)
    for said in (
        "Lea Bridge Kitchens",
        "London, E5 9QD",
        "School catering services",
        "SME",
        "Local",
        "Public liability £5 million",
        "4.0 of 5 (1 rating)",
        "Approved",
    ):
        assert said in row
    assert "VCSE" not in row


def test_a_search_narrows_and_can_be_cleared(client, kitchens, gardener):
    assert names(client.get(LIST)) == ["Lea Bridge Kitchens", "Osei Grounds"]
    response = client.get(LIST, {"q": "grass", "category": "77310000-6", "sme": "on", "area": "hackney"})
    assert names(response) == ["Osei Grounds"]
    assert page_of(response).find("a", string="Clear")


def test_an_amount_is_understood_as_it_is_typed(client, kitchens, gardener):
    for typed in ("£10,000,000", "10m", "10 million", "9999999.99"):
        response = client.get(LIST, {"insurance": "employers_liability", "minimum": typed})
        assert names(response) == ["Lea Bridge Kitchens"]


def test_words_for_a_category_are_answered_with_codes(client, kitchens, gardener):
    response = client.get(LIST, {"category": "school meals"})
    assert names(response) == ["Lea Bridge Kitchens", "Osei Grounds"]
    suggested = page_of(response).select_one(".suggested").find("a", string="School-meal services")
    assert names(client.get(LIST + suggested["href"])) == ["Lea Bridge Kitchens"]


@pytest.mark.parametrize(
    "asked",
    [
        {"area": "mars"},
        {"status": "friendly"},
        {"minimum": "a lot", "insurance": "public_liability"},
        {"minimum": "5m"},
        {"category": "qqqqqq"},
        {"category": "99999999"},
        {"q": "\0"},
        {"q": "x" * 300},
    ],
)
def test_what_is_not_understood_is_said_and_left_out(client, kitchens, asked):
    response = client.get(LIST, asked)
    assert names(response) == ["Lea Bridge Kitchens"]
    assert page_of(response).select_one(".errornote")


def test_nothing_found_leads_to_every_status(client, gardener):
    gardener.status = "lapsed"
    gardener.save()
    response = client.get(LIST, {"q": "osei"})
    assert names(response) == []
    assert names(client.get(LIST + page_of(response).select_one(".how-many a")["href"])) == ["Osei Grounds"]


def test_pages_lead_on_and_back_and_keep_the_search(client):
    SupplierFactory.create_batch(49, status="active", legal_name="Firm", sort_name="firm")
    for name in ("a", "z"):
        SupplierFactory(status="active", legal_name=name, sort_name=name)
    first = client.get(LIST, {"sme": ""})
    second = client.get(LIST + page_of(first).select_one("[rel=next]")["href"])
    assert (len(names(first)), names(second)) == (50, ["z"])
    assert names(client.get(LIST + page_of(second).select_one("[rel=prev]")["href"])) == names(first)


@pytest.mark.parametrize("count", [1, 50])
def test_the_number_of_queries_does_not_grow(client, count, django_assert_num_queries):
    many(count)
    # Session, person, what the admin's menu asks, suppliers, categories, areas and phases, ratings, count.
    with django_assert_num_queries(9):
        assert len(names(client.get(LIST))) == count


def test_up_to_four_are_compared_side_by_side(client, kitchens, gardener, django_assert_num_queries):
    others = [approved_supplier(answers.charity()) for _ in range(3)]
    ticked = {"supplier": [each.pk for each in (gardener, kitchens, *others)], "list": "sme=on"}
    # Session, person, menu, procurement's queue and place in it, suppliers, three of theirs, ratings.
    with django_assert_num_queries(13):
        response = client.get(LIST + "compare/", ticked)
    page = page_of(response)
    heads = [cell.get_text(strip=True) for cell in page.select(".compared thead th")]
    assert heads == [
        "Osei Grounds",
        "Lea Bridge Kitchens",
        "Marsh Lane Reading Trust",
        "Marsh Lane Reading Trust",
    ]
    assert "The first 4 of 5 are compared." in page.get_text()
    assert page.find("a", string="Back to the register")["href"] == LIST + "?sme=on"
    cover = page.find("th", string="Employer’s liability insurance").find_next_siblings("td")
    assert "£10 million" in cover[1].get_text()
    assert "£" not in cover[0].get_text()


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999"], ["9" * 30]])
def test_nothing_ticked_leads_back(client, ticked):
    response = client.get(LIST + "compare/", {"supplier": ticked, "list": "q=x"}, follow=True)
    assert response.redirect_chain[0][0] == LIST + "?q=x"
    assert "Tick two to 4 suppliers first" in response.content.decode()


def test_the_search_is_exported_as_files(client, kitchens, gardener):
    table = client.get(LIST + "export.csv", {"q": "grass"})
    assert table["Content-Disposition"].startswith('attachment; filename="suppliers-')
    assert "no-store" in table["Cache-Control"]
    rows = list(csv.DictReader(io.StringIO(table.getvalue().decode("utf-8-sig"))))
    assert [row["Name"] for row in rows] == ["Osei Grounds"]
    assert client.get(LIST + "export.xlsx").getvalue().startswith(b"PK")
    document = json.loads(client.get(LIST + "export.json").content)
    assert [party["name"] for party in document["parties"]] == ["Lea Bridge Kitchens", "Osei Grounds"]
