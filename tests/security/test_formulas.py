"""What people type is no formula in any table that goes out, cell by cell."""

import csv
import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from intake import exporting
from suppliers.management.commands import import_suppliers
from suppliers.supplier_import import RowReport
from tests.factories import (
    MembershipFactory,
    QueueFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
    approved_supplier,
    procurement_queue,
)
from tests.suppliers.answers import COMPANY

pytestmark = [pytest.mark.django_db, pytest.mark.security("formulas")]

PAYLOADS = {
    "equals": "=1+1",
    "plus": "+1+1",
    "minus": "-1+1",
    "at": "@SUM(1)",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "full width": "＝1+1",
    "space": "  =1+1",
    "zero width": "\u200b=1+1",
    "byte order mark": "\ufeff=1+1",
    "DDE": "=cmd|'/C calc'!A0",
    "link": '=HYPERLINK("http://evil.example","Click")',
    "line break": "\n=1+1",
}
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_UNSEEN = " \n\t\r\u200b\ufeff"


def _bad_in_csv(content: bytes) -> list[str]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(rows) > 1, "no row: this proves nothing"
    return [
        cell
        for row in rows
        for cell in row
        if cell.startswith(_BEGINS) or cell.lstrip(_UNSEEN).startswith(_BEGINS)
    ]


def _bad_in_xlsx(content: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert len(cells) > 20, "no row: this proves nothing"
    return [
        str(cell.value)
        for cell in cells
        if cell.data_type == "f"
        or (isinstance(cell.value, str) and cell.value.lstrip(_UNSEEN).startswith(_BEGINS))
    ]


BAD_IN = {"csv": _bad_in_csv, "xlsx": _bad_in_xlsx}


def _content(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def client():
    client = Client()
    client.force_login(UserFactory(administrator=True))
    return client


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_cell_of_the_submissions_is_a_formula(name, client, record_property):
    text = PAYLOADS[name]
    queue = QueueFactory(name=text)
    member = MembershipFactory(queue=queue, user__first_name=text, user__last_name="").user
    answer = {"name": "x", "label": text, "kind": "short_text", "value": text, "display": text}
    submission = SubmissionFactory(
        queue=queue,
        assignee=member,
        answers=[answer],
        kind_label=text,
        subject=text,
        sender_name=text,
        sender_organisation=text,
        sender_role=text,
    )
    submission.tags.add(TagFactory(name=text))
    for kind, bad_in in BAD_IN.items():
        content = _content(client, f"/admin/intake/submission/export.{kind}?view=everything")
        assert bad_in(content) == []
    record_property("count", 2)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_cell_of_the_register_is_a_formula(name, client, record_property):
    procurement_queue()
    answers = json.loads(json.dumps(COMPANY))
    text = PAYLOADS[name]
    typed = ("legal_name", "trading_name", "website", "registered_address_line_1", "registered_address_town")
    answers["organisation"] |= dict.fromkeys(typed, text)
    answers["contacts"]["main_name"] = answers["offer"]["description"] = text
    approved_supplier(answers)
    for kind, bad_in in BAD_IN.items():
        assert bad_in(_content(client, f"/admin/suppliers/supplier/export.{kind}")) == []
    record_property("count", 2)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_header_and_no_cell_of_any_table_is_a_formula(name, record_property):
    """Those of the figures, which have names of queues, people and types in them, are written just so."""
    text = PAYLOADS[name]
    assert _bad_in_csv(b"".join(exporting.csv_lines([text], [(text,), (1,)]))) == []
    book = exporting.xlsx([text] * 11, [(text,) * 11], title="Bad")
    assert _bad_in_xlsx(book.getvalue()) == []
    record_property("count", 2)


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_report_on_an_import_has_no_formula(name, tmp_path):
    file = tmp_path / "report.csv"
    import_suppliers._write(file, [RowReport(2, "skipped", PAYLOADS[name], PAYLOADS[name])])
    assert _bad_in_csv(file.read_bytes()) == []
