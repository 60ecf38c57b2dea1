"""Two submissions become one, a call becomes a submission, and who is away gets no work: one journey each."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.merging_scenes import CALL, DAYS
from tests.browser.portal import text_of
from tests.browser.scenes import tracking_link
from tests.browser.staff_scenes import LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_MATTER = "The library of Almond Green Primary School has had no lift since Monday."


@pytest.fixture
def sender() -> str:
    """An address that no other test uses."""
    return f"{uuid4().hex[:12]}@example.org"


def test_an_enquiry_sent_twice_is_merged_and_both_links_lead_to_one_page(page, staff, portal, sender):
    first = forms.send(page, "general", email=sender, message=_MATTER)
    again = forms.send(page, "general", email=sender, message=f"{_MATTER} Please answer.")
    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    links = [tracking_link(text_of(email)) for email in portal.emails(to=sender)]

    staff.goto(f"{LIST}?view=everything&q={again}")
    staff.locator(".cell-reference a").first.click()
    staff.get_by_role("link", name=f"Merge with {first}").click()
    staff.get_by_label("Email the sender which reference").check()
    press(staff, "Merge")

    expect(staff.get_by_text(f"{again} is merged into {first}.")).to_be_visible()
    wait_until(lambda: len(portal.emails(to=sender)) == 3)
    assert first in portal.emails(to=sender)[-1]["Subject"]
    for link in links:
        page.goto(link)
        expect(page.get_by_role("heading", name=first)).to_be_visible()

    staff.locator("summary", has_text=f"Merged in: {again}").click()
    press(staff, f"Undo the merge of {again}")
    expect(staff.get_by_text(f"{again} is on its own again.")).to_be_visible()


def test_a_call_is_logged_by_keyboard_alone(staff, portal, sender):
    staff.goto(CALL)
    staff.get_by_label("Who called?").focus()
    staff.keyboard.type("Dana Reeves")
    staff.keyboard.press("Tab")
    staff.keyboard.type("The lift is broken.")
    staff.keyboard.press("Tab")
    staff.keyboard.type(sender)
    staff.keyboard.press("Tab")
    staff.keyboard.type("General")
    staff.keyboard.press("Tab")
    staff.keyboard.press("Enter")

    logged = staff.get_by_text(re.compile(r"The call is logged: HLT-"))
    expect(logged).to_be_visible()
    reference = re.search(r"HLT-\w{3}-\w{3}-\w{3}", logged.inner_text())[0]
    assert reference in portal.email(to=sender)["Subject"]


def test_who_is_away_is_said_where_work_is_assigned_and_their_work_is_handed_over(browse, signed_in):
    staff = browse(java_script_enabled=False, storage_state=signed_in)
    staff.goto(f"{LIST}?view=open")
    staff.locator(".cell-reference a").first.click()
    address = staff.url
    colleague = staff.get_by_label("Assign to").locator("option").nth(1).inner_text()
    staff.get_by_label("Assign to").select_option(colleague)
    press(staff, "Assign")

    staff.goto(DAYS)
    today = staff.evaluate("new Intl.DateTimeFormat('en-CA', {timeZone: 'Europe/London'}).format(new Date())")
    staff.get_by_label("Who").select_option(label=colleague)
    staff.get_by_label("First day").fill(today)
    staff.get_by_label("Last day").fill(today)
    press(staff, "Mark as away")
    expect(staff.get_by_text(f"{colleague} is marked as away on")).to_be_visible()
    staff.get_by_role("link", name=f"Hand over the work of {colleague}").click()
    staff.get_by_label("Everybody who is there").check()
    press(staff, "Continue")
    press(staff, "Hand over")
    expect(staff.get_by_text(f"of {colleague} handed over to").first).to_be_visible()

    staff.goto(address)
    expect(staff.locator(".facts")).not_to_contain_text(colleague)
    expect(staff.locator(".timeline")).to_contain_text(f"From {colleague} to")
    away = staff.get_by_label("Assign to").locator("option", has_text=f"{colleague} (away until")
    expect(away).to_have_count(1)
    staff.goto(DAYS)
    staff.locator(".days-list li", has_text=colleague).get_by_role("button", name="Remove").click()
    expect(staff.get_by_text(f"Removed: {colleague}")).to_be_visible()
