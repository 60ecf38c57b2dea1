"""Tables as files: what is in them, and what can be no formula."""

import csv
import datetime as dt
import io

import pytest
from django.http import HttpResponse
from openpyxl import load_workbook

from intake import exporting

HEADERS = ("Name", "Count", "When")
ROWS = [("Ama Café", 3, dt.datetime(2026, 11, 24, 9, 30)), ("two\nlines", None, None)]  # noqa: DTZ001


def test_a_csv_file_has_a_line_a_row_and_is_known_as_utf_8():
    lines = list(exporting.csv_lines(HEADERS, ROWS))

    assert len(lines) == 3
    assert b"".join(lines).startswith("\ufeffName,Count,When\r\n".encode())
    read = list(csv.reader(io.StringIO(b"".join(lines).decode("utf-8-sig"), newline="")))
    assert read[1:] == [["Ama Café", "3", "2026-11-24 09:30:00"], ["two\nlines", "", ""]]


def test_a_csv_file_is_written_as_it_is_read():
    def endless():
        while True:
            yield ("again",)

    lines = exporting.csv_lines(["Name"], endless())

    assert [next(lines) for _ in range(3)][1:] == [b"again\r\n"] * 2


def test_a_workbook_keeps_numbers_and_moments():
    sheet = load_workbook(exporting.xlsx(HEADERS, ROWS, title="People")).active

    assert sheet.title == "People"
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [HEADERS, *ROWS]


@pytest.mark.security("formulas")
@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", " \n=1"])
def test_no_text_is_a_formula(payload):
    assert exporting.guarded(payload) == f"'{payload}"
    (header, line) = exporting.csv_lines([payload], [(payload,)])
    for text in (header, line):
        assert text.decode().removeprefix("\ufeff").lstrip('"').startswith("'")
    sheet = load_workbook(exporting.xlsx([payload], [(payload,)], title="Bad")).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_what_a_cell_cannot_hold_is_left_out():
    assert exporting.guarded("A\x07B\ud800") == "AB"
    assert len(exporting.guarded("=" + "x" * 40_000)) == 32_767


def test_no_browser_shows_sniffs_or_keeps_an_export():
    response = HttpResponse("a,b", content_type=exporting.CSV)

    exporting.mark_as_download(response, "list.csv")

    assert response["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
