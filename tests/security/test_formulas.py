"""What people type is no formula in any table that leaves the portal, cell by cell."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from intake import exporting
from intake.figures.dashboard import SLUGS
from intake.models import Queue
from tests.factories import (
    EnquiryTypeFactory,
    FeedbackFactory,
    MembershipFactory,
    MessageFactory,
    QuestionFactory,
    QueueFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
    approved_supplier,
    procurement_queue,
)
from tests.security.urls_of_site import urls
from tests.suppliers.answers import COMPANY

pytestmark = [pytest.mark.security("formulas"), pytest.mark.thorough]

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


def _cells_of_csv(content: bytes) -> list[str]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row]


def _cells_of_xlsx(content: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}, "a cell is a formula"
    return [cell.value for cell in cells if isinstance(cell.value, str)]


CELLS_OF = {"csv": _cells_of_csv, "xlsx": _cells_of_xlsx}


def _bad(cells: list[str]) -> list[str]:
    return [cell for cell in cells if cell.startswith(_BEGINS) or cell.lstrip(_UNSEEN).startswith(_BEGINS)]


@dataclass(frozen=True)
class House:
    """Where everything that has a name is called by a payload, one of each for each of them."""

    client: Client
    queues: list[Queue]


@pytest.fixture(scope="module")
def house(rows_of_module) -> House:
    procurement_queue()
    enquiry_type = EnquiryTypeFactory(slug="widget")
    client = Client()
    client.force_login(UserFactory(administrator=True))
    return House(client, [_queue(text, enquiry_type) for text in PAYLOADS.values()])


def _queue(text: str, enquiry_type: Any) -> Queue:
    """A queue, a type, a question, a member, a tag and a firm of that name, and what came in from it."""
    queue = QueueFactory(name=text)
    question = QuestionFactory(enquiry_type=enquiry_type, label=text)
    typed = {"kind": "short_text", "value": text, "display": text}
    typed_by = dict.fromkeys(("subject", "sender_name", "sender_organisation", "sender_role"), text)
    submission = SubmissionFactory(
        queue=queue,
        assignee=MembershipFactory(queue=queue, user__first_name=text, user__last_name="").user,
        kind_label=text,
        answers=[{"name": name, "label": text, **typed} for name in ("x", question.name)],
        **typed_by,
    )
    submission.tags.add(TagFactory(name=text))
    MessageFactory(submission=submission, state="failed")
    FeedbackFactory(submission__queue=queue, submission__kind=f"kind-{queue.pk}", submission__kind_label=text)
    answers = json.loads(json.dumps(COMPANY))
    names = ("legal_name", "trading_name", "website", "registered_address_line_1", "registered_address_town")
    answers["organisation"] |= dict.fromkeys(names, text)
    answers["contacts"]["main_name"] = answers["offer"]["description"] = text
    approved_supplier(answers)
    return queue


def _got(house: House, address: str) -> bytes:
    response = house.client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def _imported(house: House, folder: Any) -> bytes:
    """The report on an import of firms of those names."""
    given, report = folder / "suppliers.csv", folder / "report.csv"
    rows = [
        ["Supplier name", "Postcode"],
        *([text, f"E{number} 4RT"] for number, text in enumerate(PAYLOADS.values(), 1)),
    ]
    with given.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    call_command("import_suppliers", given, "--report", report, "--dry-run")
    return report.read_bytes()


@dataclass(frozen=True)
class Export:
    """A table that leaves the portal.

    Attributes:
        made_in: the module that writes it.
        typed: how many of its columns, or header cells a payload, somebody's typing is in.
        address: where it is downloaded, by a queue's id where it shows the first ten only.
        url: that address's name in the URL configuration.
        command: what else writes it.
    """

    made_in: str
    typed: int
    address: str = ""
    url: str = ""
    command: Callable[[House, Any], bytes] | None = None


_SUBMISSIONS = ("intake/admin/submission_export.py", "admin:intake_submission_export")
_REGISTER = ("suppliers/exports.py", "admin:suppliers_supplier_export")
#: In how many columns of each table of figures there is a name; the rest are days, hours and numbers.
_NAMES_IN = {
    "types": 1,
    "queues": 1,
    "senders": 1,
    "targets": 1,
    "first-reply": 1,
    "resolution": 1,
    "feedback": 1,
    "feedback-types": 1,
    "backlog": 0,
    "days": 0,
    "failures": 0,
    "hours": 0,
}
EXPORTS: dict[str, Export] = {
    f"submissions, {asked}, {ending}": Export(
        _SUBMISSIONS[0], typed, f"/admin/intake/submission/export.{ending}?{asked}", _SUBMISSIONS[1]
    )
    for ending in CELLS_OF
    for asked, typed in (("view=everything", 8), ("view=everything&kind=widget", 10))
}
EXPORTS |= {
    f"register, {ending}": Export(_REGISTER[0], 5, f"/admin/suppliers/supplier/export.{ending}", _REGISTER[1])
    for ending in CELLS_OF
}
EXPORTS |= {
    f"figures, {slug}, csv": Export(
        "intake/admin/figures_page.py",
        typed,
        f"/admin/intake/submission/figures/{slug}.csv" + ("?queue={queue}" * (slug == "senders")),
        "admin:intake_submission_figures_csv",
    )
    for slug, typed in _NAMES_IN.items()
}
EXPORTS["report on an import, csv"] = Export(
    "suppliers/management/commands/import_suppliers.py", 1, command=_imported
)
#: Addresses that are called exports or end like a table, and are none: no spreadsheet opens what they give.
NO_TABLE = {
    "admin:enquiries_enquirytype_export": "YAML, of HLT's own words, for another portal of this kind",
    "admin:intake_exportlog_changelist": "a page: who exported what",
}
_WRITES_A_TABLE = re.compile(r"\bcsv_lines\(|exporting\.xlsx\(|csv\.(?:Dict)?[wW]riter\(|Workbook\(")


@pytest.mark.parametrize("name", EXPORTS)
def test_no_cell_of_an_export_is_a_formula(name, house, tmp_path, record_property):
    export = EXPORTS[name]
    addresses = dict.fromkeys(export.address.format(queue=queue.pk) for queue in house.queues)
    files = [export.command(house, tmp_path)] if export.command else [_got(house, each) for each in addresses]
    cells = [cell for content in files for cell in CELLS_OF[name.rpartition(" ")[2]](content)]

    assert _bad(cells) == []
    assert len(cells) > 1, "no row: this proves nothing"
    made_safe = [cell for cell in cells if cell.startswith("'")]
    assert len(made_safe) >= export.typed * len(PAYLOADS), "not all payloads are in it: this proves nothing"
    record_property("count", len(PAYLOADS))


def test_each_export_has_a_row():
    """A new one is added to `EXPORTS`, with where it is downloaded and how much of it is typed."""
    code = {
        str(path.relative_to(settings.BASE_DIR)): path.read_text()
        for room in ("intake", "enquiries", "suppliers", "portal")
        for path in (settings.BASE_DIR / room).rglob("*.py")
    }
    writers = {name for name, text in code.items() if _WRITES_A_TABLE.search(text)}
    assert writers - {"intake/exporting.py"} == {export.made_in for export in EXPORTS.values()}
    called = {url.name for url in urls() if re.search("export|csv|xlsx", url.route)}
    assert called - set(NO_TABLE) == {export.url for export in EXPORTS.values()} - {""}
    assert set(_NAMES_IN) == set(SLUGS)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_header_and_no_cell_of_any_table_is_a_formula(name, record_property):
    """In the one writer of all of them."""
    text = PAYLOADS[name]
    lines = b"".join(exporting.csv_lines([text], [(text,), (1,)]))
    book = exporting.xlsx([text], [(text,)], title="Bad").getvalue()
    for cells in (_cells_of_csv(lines), _cells_of_xlsx(book)):
        assert len(cells) >= 2
        assert _bad(cells) == []
    record_property("count", 2)
