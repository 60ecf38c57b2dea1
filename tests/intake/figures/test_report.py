"""A queue's month beside the month before, also on paper."""

import datetime as dt

import pytest

from intake import figures
from intake.figures import Scope, month
from tests.factories import MessageFactory
from tests.pdf_text import pages_of

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def two_months(make):
    """One of October, answered in an hour; two of November, one answered in three."""
    october = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
    november = dt.datetime(2026, 11, 12, 9, tzinfo=dt.UTC)
    make(received_at=october, first_response_at=october + HOUR, status="open", due_at=november + 9 * HOUR)
    make(received_at=november, first_response_at=november + 3 * HOUR, status="open")
    make(received_at=november, sender_organisation="The Gazette")


@pytest.fixture
def report(two_months, member, news):
    return figures.make_report(Scope(user=member, period=month(2026, 11), queue=news))


def test_a_month_stands_beside_the_one_before(report):
    assert report.title == "News report for November 2026"
    assert (report.month, report.before) == ("November 2026", "October 2026")
    said = {each.label: (each.value, each.before) for each in report.comparisons}
    assert said["Came in"] == ("2", "1")
    assert said["Median to first reply"] == ("3.0 working hours", "1.0 working hours")
    # There is no such figure of another day.
    assert said["Open now"] == ("3", "")


def test_the_year_turns(make, member, news):
    report = figures.make_report(Scope(user=member, period=month(2026, 1), queue=news))
    assert report.before == "December 2025"


def test_on_paper_it_says_the_same(report):
    (page,) = pages_of(figures.pdf(report))
    text = " ".join(page.split())
    assert "News report for November 2026 Made on 24 November 2026." in text
    assert "Median to first reply 3.0 working hours 3.0 elapsed hours 1.0 working hours" in text
    assert "The Gazette 1" in text
    assert "More than 4 weeks" in text


def test_a_busy_month_has_room_on_one_page(make, member, news):
    first = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    for hour in range(24):
        submission = make(
            received_at=first + hour * HOUR,
            site=f"The Very Long Name of a Primary School ({hour})",
            kind=f"k{hour % 6}",
        )
        for kind in ("acknowledgement", "alert", "reply", "notice"):
            MessageFactory(submission=submission, kind=kind, state="failed")
    report = figures.make_report(Scope(user=member, period=month(2026, 11), queue=news))
    assert len(pages_of(figures.pdf(report))) == 1


def test_a_month_without_anything_is_a_page_too(member, news):
    report = figures.make_report(Scope(user=member, period=month(2026, 11), queue=news))
    (page,) = pages_of(figures.pdf(report))
    assert "There is nothing to count." in page
