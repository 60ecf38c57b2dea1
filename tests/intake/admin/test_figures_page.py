"""The page of figures, its files, and the monthly report."""

import csv
import datetime as dt
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MembershipFactory, MessageFactory, SubmissionFactory
from tests.intake.admin.staff import Colleague, Page
from tests.intake.admin.test_csp import inline

pytestmark = pytest.mark.django_db

FIGURES = "/admin/intake/submission/figures/"
REPORT = f"{FIGURES}report/"
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False):
        yield


def cells(page: Page, slug: str) -> list[list[str]]:
    """The rows of one table, as people read them."""
    rows = page.soup.select(f"table[aria-labelledby={slug}] tbody tr")
    for label in page.soup.select(".cell-label"):
        label.extract()
    return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]


def summary(page: Page) -> dict[str, str]:
    return {
        each.dt.get_text(strip=True): " ".join(each.dd.get_text(" ").split())
        for each in page.soup.select(".summary > div")
    }


def test_the_last_thirty_days_of_all_ones_queues_are_shown(ada, widgets):
    answered = SubmissionFactory(queue=widgets, received_at=NOW - DAY, first_response_at=NOW, status="open")
    MessageFactory(submission=answered, state="bounced")
    SubmissionFactory(queue=widgets, received_at=NOW - 31 * DAY)

    page = ada.opens(FIGURES)

    assert page.title == "Figures – Hackney Learning Trust"
    assert page.part(".how-many") == "26 October to 24 November 2026, all my queues"
    assert summary(page)["Came in"] == "1 0 of them resolved"
    assert summary(page)["Median to first reply"] == "8.0 working hours 24.0 elapsed hours"
    assert summary(page)["Open now"] == "2 1 of them late"
    assert cells(page, "first-reply") == [["Widgets", "1", "8.0", "8.0", "24.0", "24.0"]]
    assert cells(page, "days")[-2:] == [["Mon 23 Nov", "1"], ["Tue 24 Nov", "0"]]
    assert cells(page, "failures") == [["Acknowledgement", "0", "1", "0", "0", "1"]]


def test_each_chart_has_its_table_and_its_file(ada, widgets):
    SubmissionFactory(queue=widgets, received_at=NOW - DAY, site="Almond School (900041)")
    page = ada.opens(f"{FIGURES}?period=7&queue={widgets.pk}")

    assert len(page.soup.select("section.figure")) == 12
    link = page.soup.select_one("a[href*='senders.csv']")
    response = ada.client.get(str(link["href"]))

    assert response.streaming
    assert "senders-2026-11-18-2026-11-24.csv" in response["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))
    assert rows == [["School or organisation", "Submissions"], ["Almond School (900041)", "1"]]


def test_what_a_sender_called_themselves_is_no_formula(ada, widgets):
    SubmissionFactory(queue=widgets, sender_organisation="=1+1")
    assert b"'=1+1,1" in ada.client.get(f"{FIGURES}senders.csv").getvalue()


@pytest.mark.parametrize(
    ("query", "period"),
    [
        ("period=7", "18 to 24 November 2026"),
        ("period=2026-10", "October 2026"),
        ("period=dates&start=2026-03-28&end=2026-03-30", "28 to 30 March 2026"),
    ],
)
def test_a_period_is_chosen(ada, query, period):
    assert ada.opens(f"{FIGURES}?{query}").part(".how-many") == f"{period}, all my queues"


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("period=dates", "From: Enter a date, or choose another period."),
        ("period=dates&start=2026-03-02&end=2026-03-01", "To: Enter a date that is not before the first."),
        ("period=dates&start=2020-01-01&end=2026-03-01", "To: Choose 366 days at most."),
        ("period=dates&start=x&end=2026-03-01", "From: Enter a valid date."),
        ("period=next+year", "Period: This is not one of the choices."),
        ("kind=nonsense", "Type: This is not one of the choices."),
        ("queue=999999", "Queue: This is not one of the choices."),
    ],
)
def test_what_is_not_understood_is_said_and_left_out(ada, query, problem):
    page = ada.opens(f"{FIGURES}?{query}")
    assert problem in page.problem
    assert page.title.startswith("Error: ")
    assert "26 October to 24 November 2026" in page.part(".how-many")


def test_nothing_of_other_queues_is_counted(ada, widgets, gadgets, stranger):
    SubmissionFactory(queue=gadgets, sender_organisation="The Gazette")
    page = ada.opens(FIGURES)
    assert summary(page)["Came in"] == "0 0 of them resolved"
    assert "Gadgets" not in page.text
    assert "Gazette" not in page.text
    assert "Queue: This is not one" in ada.opens(f"{FIGURES}?queue={gadgets.pk}").problem
    assert "Gazette" in stranger.opens(FIGURES).text
    assert ada.opens(f"{REPORT}?queue={gadgets.pk}").text.endswith("Choose a queue and a month.")


def test_the_press_team_has_its_months_report(ada, widgets):
    october = dt.datetime(2026, 10, 12, 9, tzinfo=dt.UTC)
    for start in (october, october + DAY, NOW - DAY):
        SubmissionFactory(queue=widgets, received_at=start)

    page = ada.opens(ada.opens(FIGURES).link("Monthly report for print"))

    assert page.title == "Widgets report for October 2026 – Hackney Learning Trust"
    (came_in, *_) = page.soup.select(".comparison tbody tr")
    assert [cell.get_text(" ", strip=True) for cell in came_in.select("th, td")] == [
        "Came in",
        "2 0 of them resolved",
        "0",
    ]
    page = ada.opens(f"{REPORT}?queue={widgets.pk}&month=2026-11")
    assert page.part("h1") == "Widgets report for November 2026"


def test_the_report_is_a_pdf_too(ada, widgets, gadgets):
    page = ada.opens(f"{REPORT}?queue={widgets.pk}&month=2026-11")
    response = ada.client.get(page.link("Download as PDF"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="widgets-2026-11.pdf"'
    assert response.content.startswith(b"%PDF")
    assert ada.client.get(f"{FIGURES}report.pdf?queue={gadgets.pk}").status_code == 404


def test_who_is_in_no_queue_is_told_so(stranger, gadgets):
    stranger.user.queue_memberships.all().delete()
    assert summary(stranger.opens(FIGURES))["Came in"] == "0 0 of them resolved"
    page = stranger.opens(REPORT)
    assert "You are in no queue yet." in page.text
    assert page.title == "Monthly report – Hackney Learning Trust"


def test_strangers_to_the_house_are_sent_to_sign_in(client):
    for address in (FIGURES, REPORT, f"{FIGURES}days.csv"):
        assert client.get(address).status_code == 302


def test_there_is_no_other_file(ada):
    assert ada.client.get(f"{FIGURES}salaries.csv").status_code == 404


@pytest.mark.parametrize("address", [FIGURES, REPORT])
def test_nothing_is_inline(ada, widgets, address):
    SubmissionFactory(queue=widgets)
    assert inline(ada.client.get(address)) == []


@pytest.mark.parametrize(("address", "at_most"), [(FIGURES, 15), (f"{REPORT}?month=2026-11", 22)])
def test_a_page_asks_as_often_for_much_as_for_little(ada, widgets, address, at_most):
    def asked(colleague: Colleague) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert colleague.opens(address).status == 200
        return len(queries)

    SubmissionFactory(queue=widgets)
    asked(ada)
    few = asked(ada)
    for number in range(20):
        queue = MembershipFactory(user=ada.user).queue
        for _ in range(2):
            MessageFactory(
                submission=SubmissionFactory(queue=queue, kind=f"kind-{number}", site=f"School {number}")
            )
    assert asked(ada) == few <= at_most
