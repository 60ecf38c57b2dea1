"""The desk in a real browser: many changed with a progress bar, what is new, a view that is saved."""

import pytest
from playwright.sync_api import expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.staff_scenes import LIST, a_tag

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: As a browser says that somebody has come back to the tab; the list asks at once then.
_COMES_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


def test_many_are_tagged_with_a_progress_bar_that_moves_by_itself(staff, portal):
    a_tag(staff, portal)
    staff.goto(f"{LIST}?view=everything")
    staff.get_by_label("Tick all").check()
    count = staff.locator("[name=ticked]:checked").count()
    assert count > 25, "the portal has too few submissions for a long job"
    expect(staff.locator("#bulk-label")).to_have_text(f"{count} ticked:")
    press(staff, "Tag …")
    staff.get_by_label("Tag", exact=True).select_option("school visit")
    press(staff, f"Tag {count} submissions")

    expect(staff.get_by_role("progressbar")).to_be_visible()
    expect(staff.get_by_text("Finished.")).to_be_visible(timeout=30_000)
    expect(staff.get_by_text(f"{count} of {count} tagged “school visit”")).to_be_visible()
    staff.get_by_role("link", name="Back to the list").click()
    expect(staff.locator("[aria-current=page][data-view=everything]")).to_be_visible()


def test_list_says_what_is_new_and_changes_in_place(staff, page):
    staff.goto(f"{LIST}?view=unassigned")
    row = staff.locator(".rows tbody tr").first
    row.get_by_role("checkbox").check()
    reference = forms.send(page, "general")
    other = staff.context.new_page()
    other.goto(row.get_by_role("link").evaluate("link => link.href"))
    press(other, "Assign to me")

    staff.evaluate(_COMES_BACK)

    expect(staff.locator("#arrivals")).to_contain_text("1 new")
    expect(row).to_contain_text("not in this list any more")
    expect(row.get_by_role("checkbox")).to_be_checked()
    expect(staff.get_by_role("link", name=reference)).to_have_count(0)
    staff.locator("#show-new").click()
    expect(staff.get_by_role("link", name=reference)).to_be_visible()


def test_hidden_tab_asks_for_nothing_and_one_that_is_signed_out_says_so(staff):
    staff.goto(LIST)
    asked = []
    staff.on("request", lambda request: asked.append(request.url))
    staff.evaluate("Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})")
    staff.evaluate("document.getElementById('arrivals').dataset.pollEvery = '0.1'")
    staff.wait_for_timeout(800)
    assert asked == []
    # As late as a loaded machine asks.
    with staff.expect_request(lambda request: "/changes/" in request.url):
        staff.evaluate("Object.defineProperty(document, 'hidden', {get: () => false, configurable: true})")
    staff.context.clear_cookies()
    expect(staff.locator("#arrivals")).to_have_text("You are signed out. Load this page again to sign in.")


def test_view_is_saved_and_opened_again(staff):
    staff.goto(f"{LIST}?view=unassigned")
    staff.get_by_text("Filters", exact=True).click()
    staff.get_by_label("Priority").select_option("Normal")
    press(staff, "Show")
    staff.get_by_text("Save this view").click()
    staff.get_by_label("Name").fill("Usual work")
    press(staff, "Save view")
    expect(staff.get_by_text("The view “Usual work” is saved.")).to_be_visible()

    staff.goto("/admin/")
    staff.get_by_role("link", name="Usual work").click()

    expect(staff.get_by_label("Priority")).to_have_value("20")
    expect(staff.locator("[aria-current=page][data-view=unassigned]")).to_be_visible()
