"""A rule is tried on a past submission, and a change of it is seen on the last 90 days before it is saved."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.forms import press
from tests.browser.staff_scenes import LIST, RULES

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_rule_is_tried_and_its_change_replayed_before_it_is_saved(staff):
    staff.goto(f"{LIST}?view=everything&kind=it-helpdesk")
    reference = staff.locator(".cell-reference a").first.inner_text()
    staff.goto(f"{RULES}try/")
    staff.get_by_label("Reference").fill(reference)
    staff.get_by_role("button", name="Try", exact=True).first.click()
    expect(staff.get_by_role("heading", name=re.compile(r"Rule .+ takes it"))).to_be_visible()
    expect(staff.locator(".try.takes")).to_have_count(1)
    expect(staff.get_by_role("main").get_by_role("link", name=reference)).to_be_visible()

    staff.goto(RULES)
    staff.locator("#result_list").get_by_role("link", name=re.compile("helpdesk", re.IGNORECASE)).last.click()
    before = staff.get_by_label("Priority").input_value()
    staff.get_by_label("Priority").select_option("Urgent" if before != "40" else "Low")
    press(staff, "Preview with the last 90 days")
    expect(staff.get_by_role("heading", name="Preview: nothing is saved yet")).to_be_visible()
    expect(staff.locator("table.replay")).to_contain_text("IT helpdesk")

    staff.goto(staff.url)
    expect(staff.get_by_label("Priority")).to_have_value(before)
