"""Somebody reads what to try before they send, and need not send; with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.forms import press, reference
from tests.browser.suggested_scenes import suggested, try_words

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

LIST = "/admin/enquiries/suggestedanswer/"


def _counts(staff, title: str) -> list[int]:
    """Shown, solved, sent all the same."""
    staff.goto(LIST)
    cells = staff.locator("#result_list tbody tr", has_text=title)
    return [int(cells.locator(f".field-{name}_count").inner_text()) for name in ("shown", "solved", "sent")]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_was_tried_and_solved_it_is_not_sent_but_counted(browse, staff, script):
    title = "Your printer does not print"
    before = _counts(staff, title)
    page = browse(java_script_enabled=script)
    suggested(page, "Our printer is broken.")
    expect(page.get_by_text("Check that the printer is on")).to_be_visible()

    page.get_by_role("button", name=f"This solved it: do not send ({title})").click()

    expect(page.get_by_role("heading", name="Nothing was sent")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_text("Check that the printer is on")).to_have_count(0)
    shown, solved, sent = before
    assert _counts(staff, title) == [shown + 1, solved + 1, sent]

    page = browse(java_script_enabled=script)
    suggested(page, "Our printer is still broken.")
    press(page, "Send")
    assert reference(page).startswith("HLT-")
    assert _counts(staff, title) == [shown + 2, solved + 1, sent + 1]


def test_by_keyboard_an_answer_is_opened_and_pressed(page):
    suggested(page, "No wifi, and no password.")
    second = page.locator("details summary").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing was sent")).to_be_visible()


def test_a_lead_tries_words(staff):
    try_words(staff, "Printing fails")
    expect(staff.get_by_role("heading", name="1 answer fits")).to_be_visible()
    staff.get_by_role("link", name="Your printer does not print").click()
    expect(staff.get_by_label("Words")).to_have_value("printer\nprint\npaper jam\ntoner")
