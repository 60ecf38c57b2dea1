"""The register as CSV and Excel: what is in them, and what can be no formula."""

import csv
import io

import pytest
from openpyxl import load_workbook

from suppliers import exports, register_search, use_notes
from suppliers.models import Supplier
from tests.factories import SupplierFactory, approved_supplier
from tests.suppliers import answers
from tests.suppliers.register import people

pytestmark = pytest.mark.django_db
PAYLOADS = [
    '=HYPERLINK("https://bad.example.com","Prices")',
    "+44 20 7946 0101",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
]


def everyone():
    return register_search.matching(register_search.Criteria())


def rows(suppliers=None):
    text = b"".join(exports.csv(suppliers if suppliers is not None else everyone())).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_has_the_facts_in_words():
    supplier = approved_supplier(answers.company())
    use_notes.add(supplier_id=supplier.pk, actor=people.colleague(), used_for="Meals", rating=4)
    row = rows()[0]
    assert row["Name"] == "Lea Bridge Kitchens"
    assert row["Status"] == "Approved"
    assert row["Address"] == "12 Lea Bridge Road, London, E5 9QD"
    assert row["CPV codes"] == "55523100; 55524000"
    assert "School catering services" in row["Categories"]
    assert (row["Areas"], row["Phases"]) == ("Hackney; London", "Early years; Primary")
    assert (row["SME"], row["VCSE"]) == ("yes", "no")
    assert (row["Public liability (£)"], row["Professional indemnity (£)"]) == ("5000000", "")
    assert (row["Average rating"], row["Ratings"]) == ("4.0", "1")


@pytest.mark.security("formulas")
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_is_a_formula(payload):
    SupplierFactory(
        status="active", legal_name=payload, sort_name="x", description=payload, telephone=payload[:30]
    )
    for value in rows()[0].values():
        assert not value.lstrip().startswith(("=", "+", "-", "@"))
    sheet = load_workbook(exports.xlsx(everyone())).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert sum(str(cell.value).startswith("'") for cell in cells) >= 3


def test_numbers_stay_numbers_in_excel():
    approved_supplier(answers.company())
    sheet = load_workbook(exports.xlsx(everyone())).active
    header, first = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert dict(zip(header, first, strict=True))["Public liability (£)"] == 5_000_000


def test_what_no_file_can_hold_is_left_out():
    SupplierFactory(status="active", legal_name="A\x07B", sort_name="ab", description="x" * 40_000)
    sheet = load_workbook(exports.xlsx(everyone())).active
    assert sheet["A2"].value == "AB"


def test_no_more_than_so_many_by_name(monkeypatch):
    for name in "cab":
        SupplierFactory(status="active", legal_name=name, sort_name=name)
    monkeypatch.setattr(exports, "AT_MOST", 2)
    assert [row["Name"] for row in rows()] == ["a", "b"]


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    for number in (1, 30):
        for each in range(number):
            SupplierFactory(status="active", legal_name=str(each), sort_name=str(each))
        with django_assert_num_queries(5):
            list(exports.csv(Supplier.objects.all()))
