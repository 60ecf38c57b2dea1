"""Pages cut by key, and counts that stop at a cap."""

import pytest

from intake import paging
from intake.models import Tag
from tests.factories import TagFactory

pytestmark = pytest.mark.django_db
BY_NAME = paging.Order("name", write=str, read=str)
LAST_FIRST = paging.Order("name", write=str, read=str, descending=True)


@pytest.fixture
def rows():
    for name in "badce":
        TagFactory(name=name)
    return Tag.objects.all()


def walk(rows, order):
    """Every page on the way to the end, and the same on the way back."""
    pages = [paging.page(rows, order, size=2)]
    while pages[-1].next:
        pages.append(paging.page(rows, order, size=2, after=pages[-1].next))
    back = [pages[-1]]
    while back[-1].previous:
        back.append(paging.page(rows, order, size=2, before=back[-1].previous))
    return ["".join(row.name for row in page.rows) for page in pages], [
        "".join(row.name for row in page.rows) for page in back
    ]


def test_pages_lead_to_the_end_and_back(rows):
    assert walk(rows, BY_NAME) == (["ab", "cd", "e"], ["e", "cd", "ab"])
    assert walk(rows, LAST_FIRST) == (["ed", "cb", "a"], ["a", "cb", "ed"])


def test_a_key_beyond_either_end_counts_as_none(rows):
    first = paging.page(rows, BY_NAME, size=2)
    for page in (
        paging.page(rows, BY_NAME, size=2, after="z_1"),
        paging.page(rows, BY_NAME, size=2, before="b_999999"),
        paging.page(rows, BY_NAME, size=2, after="e_0"),
    ):
        assert page == first


def test_a_value_may_have_the_sign_between_value_and_id(rows):
    TagFactory(name="a_b_c")
    first = paging.page(rows, BY_NAME, size=2)
    assert [row.name for row in first.rows] == ["a", "a_b_c"]
    assert [row.name for row in paging.page(rows, BY_NAME, size=2, after=first.next).rows] == ["b", "c"]


def test_counts_stop_at_the_cap(rows):
    assert paging.count_in_words(rows, "tag") == "5 tags"
    assert paging.count_in_words(rows.filter(name="a"), "tag") == "1 tag"
    assert paging.count_in_words(rows, "tag", at_most=4) == "more than 4 tags"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1", True),
        (str(2**63 - 1), True),
        (str(2**63), False),
        ("0", False),
        ("", False),
        ("²", False),
        ("-1", False),
        ("0" * 40, False),
    ],
)
def test_an_id_is_a_number_that_the_database_can_hold(text, is_one):
    assert paging.is_id(text) == is_one
