"""Finding a school in the register."""

import pytest
from django.test import Client

from enquiries import schools
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "searchable"),
    [
        ("St. John the Baptist's C of E School", "st john the baptists c of e school"),
        ("Saint Mary & Saint Pancras", "st mary and st pancras"),
        ("École  Élémentaire", "ecole elementaire"),
        ("Harris-Lowe Academy (Hackney)", "harris lowe academy hackney"),
        ("’", ""),
        ("", ""),
    ],
)
def test_a_name_as_it_is_searched(name, searchable):
    assert schools.searchable(name) == searchable


@pytest.mark.parametrize(
    "text", ["Betty Layward", "layward betty", "bett lay", "BETTY LAYWARD PRIMARY SCHOOL", "betty-layward"]
)
def test_a_school_is_found_by_the_beginnings_of_its_words(text):
    school = SchoolFactory(name="Betty Layward Primary School")
    SchoolFactory(name="Queensbridge Primary School")
    assert schools.search(text, at_most=10) == [school]


@pytest.mark.parametrize(
    "text", ["", "be", "ayward", "Betty Layward Infants", "%%%", "___", "\0\0\0", "x" * 100_000]
)
def test_nothing_is_found_by_what_no_school_is_called(text):
    SchoolFactory(name="Betty Layward Primary School")
    assert schools.search(text, at_most=10) == []


def test_hackneys_own_come_first_and_closed_ones_not_at_all():
    SchoolFactory(name="Parkside Academy", local_authority="317")
    ours = SchoolFactory(name="Parkside School")
    SchoolFactory(name="Parkside Old School", is_open=False)
    assert [school.name for school in schools.search("parkside", at_most=10)] == [
        ours.name,
        "Parkside Academy",
    ]


def test_no_more_are_returned_than_asked_for():
    SchoolFactory.create_batch(5)
    assert len(schools.search("riverside", at_most=3)) == 3


@pytest.mark.parametrize("text", ["100253", " 100253 ", "URN 100253", "urn: 100253", "Some School (100253)"])
def test_a_school_by_its_urn(text):
    school = SchoolFactory(urn=100253)
    assert schools.by_urn(text) == school


@pytest.mark.parametrize("text", ["10025", "1002533", "100254", "School 100253 or so", ""])
def test_no_school_by_what_is_not_its_urn(text):
    SchoolFactory(urn=100253)
    assert schools.by_urn(text) is None


def test_suggestions_are_given_for_what_somebody_types():
    SchoolFactory(urn=100253, name="Betty Layward Primary School", postcode="N16 9EX")
    response = Client().get("/enquiries/schools/", {"q": "betty"})
    assert response.json() == {
        "schools": [{"name": "Betty Layward Primary School (100253)", "postcode": "N16 9EX"}]
    }


def test_suggestions_may_be_kept_and_are_the_same_for_everybody(django_assert_num_queries):
    with django_assert_num_queries(1):
        response = Client().get("/enquiries/schools/", {"q": "betty"})
    assert "public" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("query", ["", "?q=", "?q=ab", "?q=%00%00%00", "?q=%ff%fe%fd", "?q=a&q=b"])
def test_no_suggestions_for_too_little_or_rubbish(query, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get(f"/enquiries/schools/{query}")
    assert response.json() == {"schools": []}


def test_ten_suggestions_at_most():
    SchoolFactory.create_batch(12)
    assert len(Client().get("/enquiries/schools/?q=riverside").json()["schools"]) == 10
