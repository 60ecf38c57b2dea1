"""All figures together: how often the database is asked, and what stands first."""

import datetime as dt

import pytest

from intake import access, figures
from intake.figures import Scope, dashboard
from tests.factories import MembershipFactory, MessageFactory, UserFactory
from tests.intake.figures.conftest import NOVEMBER, NOW

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def said(scope: Scope) -> dict[str, str]:
    return {each.label: f"{each.value}; {each.more}" for each in figures.summary(figures.all_tables(scope))}


def test_what_stands_first(make, member):
    received = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
    make(
        received_at=received,
        first_response_at=received + 2 * HOUR,
        resolved_at=received + 24 * HOUR,
        status="resolved",
    )
    MessageFactory(submission=make(respond_by=NOW - HOUR), state="bounced")

    assert said(Scope(user=member, period=NOVEMBER)) == {
        "Came in": "2; 1 of them resolved",
        "Median to first reply": "2.0 working hours; 2.0 elapsed hours",
        "90th percentile to first reply": "2.0 working hours; 2.0 elapsed hours",
        "First replies in target": "50.0 %; 1 missed",
        "Median to resolution": "8.0 working hours; 24.0 elapsed hours",
        "90th percentile to resolution": "8.0 working hours; 24.0 elapsed hours",
        "Resolved in target": "100.0 %; 0 missed",
        "Senders satisfied": "none yet; 0 of 1 answered",
        "Open now": "1; 1 of them late",
        "Emails that did not arrive": "1; of 1",
    }


def test_with_nothing_there_is_nothing_to_say(member):
    values = said(Scope(user=member, period=NOVEMBER))
    assert values["Came in"] == "0; 0 of them resolved"
    assert values["Median to first reply"] == "none yet; "


def signed_in(user):
    """The person as a request has them."""
    return access.NameOrEmailBackend().get_user(user.pk)


def test_all_figures_take_eight_questions_however_much_there_is(make, member, django_assert_num_queries):
    for number in (1, 30):
        for each in range(number):
            submission = make(
                kind=f"kind-{each}",
                site=f"School {each}",
                received_at=NOW - each * HOUR,
                queue=MembershipFactory(user=member).queue,
            )
            MessageFactory(submission=submission)
        person = signed_in(member)
        with django_assert_num_queries(8):
            figures.all_tables(Scope(user=person, period=NOVEMBER))


def test_one_table_takes_one_question(make, member, django_assert_num_queries):
    make()
    person = signed_in(member)
    for slug in dashboard.SLUGS:
        # Times ask for the queues' office hours besides.
        with django_assert_num_queries(2 if slug in ("first-reply", "resolution", "targets") else 1):
            table = figures.one_table(Scope(user=person, period=NOVEMBER), slug)
        assert table
        assert table.slug == slug
        assert all(len(row) == len(table.headers) for row in table.all_rows)


def test_there_is_no_other_table():
    assert figures.one_table(Scope(user=UserFactory(), period=NOVEMBER), "salaries") is None
