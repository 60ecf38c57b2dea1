"""The public directory: what each supplier agreed to, and nothing else."""

import pytest
from bs4 import BeautifulSoup

from suppliers import register
from suppliers.models import Supplier
from tests.factories import RegistrationFactory, approved_supplier
from tests.suppliers import answers

pytestmark = pytest.mark.django_db
DIRECTORY = "/suppliers/directory/"


@pytest.fixture(autouse=True)
def switched_on(settings):
    settings.SUPPLIER_DIRECTORY = True


@pytest.fixture
def kitchens():
    return approved_supplier(
        answers.company(offer={"directory_fields": ["name", "description", "categories"]})
    )


def page_of(client, **asked):
    return BeautifulSoup(client.get(DIRECTORY, asked).content, "lxml")


def names(client, **asked):
    return [head.get_text(strip=True) for head in page_of(client, **asked).select("main h3")]


def test_it_shows_what_a_supplier_agreed_to_and_nothing_else(client, kitchens):
    text = page_of(client).select_one("main").get_text(" ", strip=True)
    for agreed in ("Lea Bridge Kitchens", "School meals cooked on site", "School catering services"):
        assert agreed in text
    for private in (
        "ada@",
        "020 7946",
        "https://leabridge",
        "Ada Okoro",
        "01234567",
        "E5 9QD",
        "Catering Limited",
    ):
        assert private not in text


def test_everything_that_can_be_agreed_to_is_shown(client):
    fields = ["name", "description", "website", "telephone", "email", "categories"]
    approved_supplier(answers.company(offer={"directory_fields": fields}))
    text = page_of(client).select_one("main").get_text(" ", strip=True)
    for agreed in ("ada@leabridge.example.com", "020 7946 0101", "https://leabridge.example.com"):
        assert agreed in text


def test_it_is_not_there_until_it_is_switched_on(client, settings, kitchens):
    settings.SUPPLIER_DIRECTORY = False
    assert client.get(DIRECTORY).status_code == 404


def test_who_did_not_agree_to_the_name_is_not_there(client):
    approved_supplier(answers.company(offer={"directory_fields": ["description", "email"]}))
    approved_supplier(answers.sole_trader())
    assert names(client) == []


def test_who_changes_their_mind_is_out(client, kitchens):
    change = answers.company(offer={"directory_fields": []})
    register.apply(registration=RegistrationFactory(supplier=kitchens, kind="change", answers=change))
    assert names(client) == []


@pytest.mark.parametrize("status", ["applicant", "lapsed", "suspended", "debarred", "withdrawn", "merged"])
def test_only_approved_suppliers_are_there(client, kitchens, status):
    Supplier.objects.update(status=status)
    assert names(client) == []


def test_words_find_what_is_shown_and_never_what_is_not(client, kitchens):
    for shown in ("lea bridge", "nurser", "catering services"):
        assert names(client, q=shown) == ["Lea Bridge Kitchens"]
    for hidden in ("ada", "okoro", "01234567", "leabridge", "E5", "limited"):
        assert names(client, q=hidden) == []


def test_a_category_finds_who_agreed_to_show_it(client, kitchens):
    approved_supplier(
        answers.company(organisation={"trading_name": "Shy"}, offer={"directory_fields": ["name"]})
    )
    assert names(client) == ["Lea Bridge Kitchens", "Shy"]
    for code in ("55000000", "55524000"):
        assert names(client, category=code) == ["Lea Bridge Kitchens"]
    assert names(client, category="80000000") == []
    assert page_of(client, category="55524000").select_one("option[selected]")["value"] == "55524000"


@pytest.mark.parametrize("asked", [{"category": "nonsense"}, {"q": "\0"}, {"after": "x"}, {"q": "x" * 300}])
def test_what_is_not_understood_is_left_out(client, kitchens, asked):
    assert names(client, **asked) == ["Lea Bridge Kitchens"]


def test_an_address_that_is_none_is_no_link(client):
    supplier = approved_supplier(answers.company())
    Supplier.objects.filter(pk=supplier.pk).update(website="javascript:alert(1)")
    assert not page_of(client).find("a", href=lambda target: target and target.startswith("javascript"))


@pytest.mark.parametrize("count", [1, 51])
def test_pages_cost_the_same_and_lead_on(client, count, django_assert_num_queries):
    for number in range(count):
        approved_supplier(answers.company(organisation={"trading_name": f"Firm {number:03}"}))
    with django_assert_num_queries(3):
        response = client.get(DIRECTORY)
    page = BeautifulSoup(response.content, "lxml")
    assert len(page.select("main h3")) == min(count, 50)
    if count > 50:
        second = client.get(DIRECTORY + page.find("a", rel="next")["href"])
        assert "Firm 050" in second.content.decode()


def test_it_is_read_and_nothing_else(client):
    assert client.post(DIRECTORY).status_code == 405
