"""The files that a list is exported as, and the page on which leads see who did."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from intake.models import ExportLog
from tests.factories import QueueFactory, SubmissionFactory
from tests.intake.admin.staff import LIST, Colleague

pytestmark = pytest.mark.django_db

LOG = "/admin/intake/exportlog/"


def rows(colleague: Colleague, query: str = "view=everything") -> list[dict[str, str]]:
    response = colleague.client.get(f"{LIST}export.csv?{query}")
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"), newline="")))


def test_a_list_is_exported_by_the_links_below_it(ada, widgets):
    new = SubmissionFactory(queue=widgets, subject="=1+1")
    SubmissionFactory(queue=widgets, status="resolved")
    page = ada.lists("status=new")

    response = ada.client.get(page.link("CSV"))

    assert response.streaming
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="submissions-2')
    assert "private, no-store" in response["Cache-Control"]
    text = response.getvalue().decode("utf-8-sig")
    assert text.count(new.reference) == 1
    assert ",'=1+1," in text
    workbook = load_workbook(io.BytesIO(ada.client.get(page.link("Excel, up to 20,000")).getvalue()))
    assert [cell.value for cell in workbook["Submissions"]["A"]] == ["Reference", new.reference]


def test_the_filters_of_the_list_hold(ada, widgets):
    wanted = SubmissionFactory(queue=widgets, priority=40)
    SubmissionFactory(queue=widgets)
    assert [row["Reference"] for row in rows(ada, "priority=40")] == [wanted.reference]
    assert len(rows(ada, "priority=nonsense")) == 2


def test_nothing_of_other_queues_is_in_it(ada, widgets, gadgets):
    SubmissionFactory(queue=gadgets)
    assert rows(ada) == rows(ada, f"queue={gadgets.pk}") == []


def test_strangers_to_the_house_are_sent_to_sign_in(client):
    assert client.get(f"{LIST}export.csv").status_code == 302
    assert not ExportLog.objects.exists()


@pytest.mark.parametrize("name", ["export.pdf", "export.csvx", "export"])
def test_there_are_no_other_files(ada, name):
    assert ada.client.get(LIST + name).status_code == 404


def test_a_lead_sees_what_concerns_their_queue(ada, lead, stranger, administrator, widgets, gadgets):
    SubmissionFactory(queue=widgets)
    SubmissionFactory(queue=gadgets)
    rows(ada, "view=everything&q=widget")
    rows(stranger)

    seen = lead.opens(LOG)

    assert "Ada Okoro" in seen.text
    assert "view: Everything; text: widget" in seen.text
    assert "1 export" in seen.text
    assert "2 exports" in administrator.opens(LOG).text
    for colleague in (ada, stranger):
        assert colleague.opens(LOG).status == 403
        assert not colleague.opens("/admin/").says_link("Exports")
    assert lead.opens("/admin/").says_link("Exports")


def test_nothing_can_be_added_changed_or_deleted(administrator, widgets):
    SubmissionFactory(queue=widgets)
    rows(administrator)
    export = ExportLog.objects.get()
    for address in (f"{export.pk}/change/", f"{export.pk}/delete/", "add/"):
        assert administrator.client.get(LOG + address).status_code == 404
    assert administrator.opens(LOG).soup.select("#result_list tbody a, .addlink") == []


def test_the_page_asks_as_often_for_many_as_for_one(lead, widgets):
    SubmissionFactory(queue=widgets)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert lead.opens(LOG).status == 200
        return len(queries)

    rows(lead)
    few = asked()
    for _ in range(20):
        ExportLog.objects.create(name="Max", format="csv", rows=1).queues.add(widgets, QueueFactory())
    assert asked() == few <= 9
