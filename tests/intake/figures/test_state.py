"""What is left and what went wrong: the ages of open work, and emails that did not arrive."""

import datetime as dt

import pytest

from tests.factories import MessageFactory, SubmissionFactory
from tests.intake.figures.conftest import NOW

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0 * DAY, "Less than a day"),
        (DAY - SECOND, "Less than a day"),
        (DAY, "1 to 3 days"),
        (3 * DAY, "3 to 7 days"),
        (7 * DAY, "1 to 2 weeks"),
        (14 * DAY, "2 to 4 weeks"),
        (28 * DAY, "More than 4 weeks"),
        (900 * DAY, "More than 4 weeks"),
    ],
)
def test_each_open_submission_is_in_one_band(make, ask, age, band):
    make(received_at=NOW - age, respond_by=NOW + DAY, due_at=NOW + DAY)
    table = ask("backlog")
    assert [row[0] for row in table.rows if row[4]] == [band]
    assert table.total == ("Together", 1, 0, 0, 1)


def test_open_work_is_in_time_late_or_waiting(make, ask):
    later = {"respond_by": NOW + DAY, "due_at": NOW + DAY}
    make(**later)
    make(respond_by=NOW - SECOND)
    make(**later, status="waiting")
    make(respond_by=NOW - DAY, due_at=NOW - DAY, status="waiting")
    for status in ("resolved", "withdrawn", "spam"):
        make(status=status)
    SubmissionFactory(received_at=NOW)

    assert ask("backlog").rows[0] == ("Less than a day", 1, 1, 2, 4)


def test_emails_that_did_not_arrive_are_counted_by_what_they_are(make, ask):
    submission = make()
    for state in ("failed", "bounced", "bounced", "complained", "unknown", "sent", "delivered"):
        MessageFactory(submission=submission, state=state)
    MessageFactory(submission=submission, kind="reply", state="failed")
    MessageFactory(submission=submission, kind="note", direction="internal", state="recorded")
    MessageFactory(submission=submission, state="failed", created_at=NOW - 40 * DAY)
    MessageFactory(submission=SubmissionFactory(received_at=NOW), state="failed")

    table = ask("failures")

    assert table.rows == [("Acknowledgement", 1, 2, 1, 1, 7), ("Reply", 1, 0, 0, 0, 1)]
    assert table.total == ("Together", 2, 2, 1, 1, 8)


def test_without_emails_there_are_none(make, ask):
    make()
    table = ask("failures")
    assert table.is_empty
    assert table.total == ("Together", 0, 0, 0, 0, 0)
