"""What the forms' JavaScript asks: categories by words, a company by its number; by no client too often."""

import datetime as dt

import pytest
from django.test import RequestFactory

from suppliers import companies_house, lookups


def ask(view, client="192.0.2.1", **query):
    return view(RequestFactory().get("/", query, REMOTE_ADDR=client))


def test_categories_are_suggested_for_words():
    response = ask(lookups.categories, q="school meals")
    assert response.status_code == 200
    assert b'{"code": "55523100-3", "description": "School-meal services"}' in response.content


@pytest.mark.parametrize("words", ["", "  ", "\0", "x" * 10_000])
def test_rubbish_suggests_nothing(words):
    assert ask(lookups.categories, q=words).content == b'{"categories": []}'


def test_a_company_is_filled_in_by_its_number(monkeypatch):
    company = companies_house.Company(
        number="01234567", name="ACME LIMITED", status="active", date_of_creation=dt.date(2009, 5, 1)
    )
    monkeypatch.setattr(companies_house, "lookup", {"01234567": company}.get)
    response = ask(lookups.company, number="1234567")
    assert b'"legal_name": "ACME LIMITED", "year_established": "2009"' in response.content
    assert "no-store" in response["Cache-Control"]


def test_without_companies_house_the_person_is_told_to_type(settings):
    settings.COMPANIES_HOUSE_API_KEY = ""
    response = ask(lookups.company, number="01234567")
    assert response.status_code == 200
    assert b'"fields": {}' in response.content
    assert b"Type the details in yourself." in response.content


def test_one_client_may_not_ask_without_end_and_another_may(settings):
    settings.COMPANIES_HOUSE_API_KEY = ""
    answers = [ask(lookups.company, number="1").status_code for _ in range(lookups.COMPANIES_PER_MINUTE + 1)]
    assert answers[-2:] == [200, 429]
    assert ask(lookups.company, "192.0.2.2", number="1").status_code == 200
    assert ask(lookups.categories, q="meals").status_code == 200


def test_nothing_can_be_posted():
    assert lookups.categories(RequestFactory().post("/")).status_code == 405
