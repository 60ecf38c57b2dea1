"""Pages of a list, cut by key: no submission is left out or shown twice, whatever is typed as a key."""

import datetime as dt

import pytest

from intake import paging, worklist
from intake.models import Submission
from tests.factories import QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def three_a_page(monkeypatch):
    monkeypatch.setattr(worklist, "PAGE_SIZE", 3)


@pytest.fixture
def eight():
    """Eight submissions, the newest first; the middle six came in at the same moment."""
    queue = QueueFactory()
    moments = [NOON - dt.timedelta(hours=1), *[NOON.replace(microsecond=250)] * 6, NOON.replace(hour=13)]
    return [SubmissionFactory(queue=queue, received_at=moment) for moment in moments][::-1]


def a_page(**key: str) -> paging.Page:
    return worklist.page(Submission.objects.all(), **key)


def test_older_pages_lead_to_the_last_and_newer_ones_back(eight):
    first = a_page()
    second = a_page(after=first.next)
    third = a_page(after=second.next)

    assert first.rows + second.rows + third.rows == eight
    assert (first.previous, third.next) == ("", "")
    assert a_page(before=third.previous).rows == second.rows
    back = a_page(before=second.previous)
    assert (back.rows, back.previous) == (first.rows, "")
    assert a_page(after=back.next).rows == second.rows


def test_a_list_that_fits_has_no_other_pages(eight):
    for made in eight[3:]:
        made.delete()
    assert a_page() == paging.Page(eight[:3])


def test_an_empty_list_is_one_empty_page():
    assert a_page() == paging.Page([])


def test_what_comes_in_meanwhile_moves_no_page(eight):
    second = a_page(after=a_page().next)
    SubmissionFactory(queue=eight[0].queue, received_at=NOON + dt.timedelta(days=1))
    assert a_page(after=a_page(before=second.previous).next).rows == second.rows


def test_going_newer_ends_with_a_whole_first_page(eight):
    second = a_page(after=a_page().next)
    eight[0].delete()
    assert a_page(before=second.previous).rows == eight[1:4]


@pytest.mark.parametrize("way", ["before", "after"])
def test_a_key_beyond_the_end_leads_to_the_first_page(eight, way):
    beyond = {"after": "1999-01-01T00:00:00Z_1", "before": "2999-01-01T00:00:00Z_1"}[way]
    assert a_page(**{way: beyond}) == a_page()


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "_",
        "_5",
        "2026-11-24T12:00:00Z",
        "2026-11-24T12:00:00Z_",
        "2026-11-24T12:00:00Z_x",
        "2026-11-24T12:00:00Z_-1",
        "2026-11-24T12:00:00Z_٣",
        "2026-13-24T12:00:00Z_5",
        "0001-01-01T00:00:00+14:00_5",
        "9999-12-31T23:59:59-14:00_5",
        "2026-11-24T12:00:00Z_9223372036854775808",
        "2026-11-24T12:00:00Z_" + "0" * 20 + "9" * 30,
        "2026-11-24T12:00:00Z_" + "1" * 5000,
        "2026-11-24T12:00:00Z_5\0",
    ],
    ids=lambda key: repr(key[:40]),
)
@pytest.mark.parametrize("way", ["before", "after"])
def test_a_malformed_key_counts_as_none(eight, way, key):
    assert a_page(**{way: key}) == a_page()


def test_a_page_costs_one_question(eight, django_assert_num_queries):
    with django_assert_num_queries(1):
        for row in a_page().rows:
            assert row.queue
            assert row.assignee is None
