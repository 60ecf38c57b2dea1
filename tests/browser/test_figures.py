"""Figures and exports in a real browser: charts beside their tables, tables alone, and files."""

import csv

import pytest
from playwright.sync_api import expect

from tests.browser.staff_scenes import FIGURES, LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: A chart's first colour in light and in dark, as in figures.css.
GREEN, PALE_GREEN = "0,102,79", "63,184,148"


def test_figures_are_drawn_read_and_taken_along(staff):
    staff.goto("/admin/")
    staff.get_by_role("link", name="Figures", exact=True).click()

    days = staff.get_by_role("region", name="Came in by day")
    chart = days.get_by_role("img")
    expect(chart).to_have_accessible_name("Chart: Came in by day. The table below has the same figures.")
    wait_until(lambda: GREEN in colours(chart))
    expect(days.get_by_role("table")).to_be_hidden()
    days.locator("summary").focus()
    staff.keyboard.press("Enter")
    expect(days.get_by_role("table").locator("tbody tr")).to_have_count(30)

    staff.emulate_media(color_scheme="dark")
    wait_until(lambda: PALE_GREEN in colours(chart))
    assert GREEN not in colours(chart)

    came_in = int(days.locator("tfoot td").inner_text())
    with staff.expect_download() as download:
        days.get_by_role("link", name="CSV of Came in by day").click()
    *_, total = rows_of(download.value)
    assert total == ["Together", str(came_in)]


def test_without_javascript_there_are_the_tables(browse, signed_in):
    staff = browse(java_script_enabled=False, storage_state=signed_in)

    staff.goto(f"{FIGURES}?period=90")

    expect(staff.get_by_role("table", name="Came in by day").locator("tbody tr")).to_have_count(90)
    expect(staff.get_by_role("table", name="Busiest hours")).to_be_visible()
    expect(staff.get_by_role("img")).to_have_count(0)


def test_a_filtered_list_is_exported_and_that_is_on_record(staff):
    staff.goto(f"{LIST}?view=everything")
    staff.get_by_text("Filters", exact=True).click()
    staff.get_by_label("Type", exact=True).select_option("Press enquiry")
    staff.get_by_role("button", name="Show", exact=True).click()
    staff.wait_for_url("**kind=press**")
    listed = staff.locator(".cell-reference a").all_inner_texts()

    staff.get_by_text("Export", exact=True).click()
    with staff.expect_download() as download:
        staff.get_by_role("link", name="CSV", exact=True).click()

    header, *rows = rows_of(download.value)
    assert header[0] == "Reference"
    assert "Newspaper, station, website or programme" in header
    assert [row[0] for row in rows] == listed
    staff.goto("/admin/intake/exportlog/")
    newest = staff.locator("#result_list tbody tr").first
    expect(newest).to_contain_text("view: Everything; kind: Press enquiry")
    expect(newest.locator(".field-rows")).to_have_text(str(len(rows)))


def rows_of(download) -> list[list[str]]:
    with download.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def colours(chart) -> list[str]:
    """The colours of a canvas, but for those at edges, which are mixed."""
    return chart.evaluate(
        """canvas => {
            const { width, height } = canvas;
            const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
            copy.drawImage(canvas, 0, 0);
            const { data } = copy.getImageData(0, 0, width, height);
            const seen = new Set();
            for (let at = 0; at < data.length; at += 4) {
                if (data[at + 3] === 255) seen.add(data.slice(at, at + 3).join());
            }
            return [...seen];
        }"""
    )
