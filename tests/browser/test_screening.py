"""What a program sends is held in silence; a colleague passes it on, and it is acknowledged."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import text_of
from tests.browser.scenes import tracking_link
from tests.browser.screening_scenes import HELD, send_as_a_program
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.fixture
def sender() -> str:
    """An address that no other test uses."""
    return f"{uuid4().hex[:12]}@example.org"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_what_a_program_sends_is_held_until_a_colleague_passes_it_on(
    browse, signed_in, portal, sender, javascript
):
    visitor = browse(java_script_enabled=javascript)
    held = send_as_a_program(visitor, email=sender)
    # What is sent after it is acknowledged: had it been, its email would be there by then.
    other = f"real-{sender}"
    forms.send(visitor, "general", email=other)
    wait_until(lambda: portal.emails(to=other))
    assert portal.emails(to=sender) == []

    staff = browse(java_script_enabled=javascript, storage_state=signed_in)
    staff.goto(f"/admin/intake/submission/?view=everything&q={held}")
    expect(staff.locator(".rows")).to_have_count(0)
    staff.get_by_role("link", name="Held for review").click()
    row = staff.locator(".held-row", has_text=held)
    expect(row).to_contain_text("A field that people do not see was filled in")
    row.get_by_role("button", name="Pass on").click()
    expect(staff.get_by_text("1 submission passed on.")).to_be_visible()

    wait_until(lambda: portal.emails(to=sender))
    visitor.goto(tracking_link(text_of(portal.emails(to=sender)[0])))
    expect(visitor.get_by_role("heading", name=held)).to_be_visible()


def test_many_are_put_away_as_spam_by_keyboard(page, staff, sender):
    several = [send_as_a_program(page, email=f"{n}-{sender}") for n in range(2)]
    staff.goto(HELD)
    for reference in several:
        staff.get_by_label(f"Tick {reference}").focus()
        staff.keyboard.press("Space")
    staff.locator(".bulk").get_by_role("button", name="Mark as spam").focus()
    staff.keyboard.press("Enter")
    expect(staff.get_by_text("2 submissions put away as spam.")).to_be_visible()
    for reference in several:
        expect(staff.get_by_text(reference)).to_have_count(0)


def test_the_keyboard_never_comes_to_the_field_that_nobody_sees(page):
    page.goto("/enquiries/general/")
    names = []
    for _ in range(25):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name"))
    assert "name" in names
    assert "contact-website" not in names


def test_the_field_is_no_part_of_what_is_heard(page):
    page.goto("/enquiries/general/")
    expect(page.get_by_role("textbox", name="Leave this empty")).to_have_count(0)
    press(page, "Continue")
    expect(page.get_by_role("alert")).to_be_visible()
