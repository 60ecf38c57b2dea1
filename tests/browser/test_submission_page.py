"""A submission's page by keyboard alone, by two people at once, and with a reply that is taken back."""

import re
import time
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import STAFF_PASSWORD, text_of
from tests.browser.staff_scenes import LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

#: From a new enquiry on the list to a sent reply.
_SECONDS = 20


@pytest.fixture
def sender() -> str:
    return f"{uuid4().hex[:12]}@example.org"


@pytest.fixture
def lena(browse, portal) -> Page:
    """The browser of a colleague."""
    page = browse()
    page.goto("/admin/")
    page.get_by_label("Name or email address").fill(portal.colleague)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    press(page, "Sign in")
    page.get_by_role("heading", name="My work").wait_for()
    return page


def test_press_enquiry_is_answered_in_twenty_seconds_by_keyboard_alone(page, staff, portal, sender):
    reference = forms.send(page, "press", email=sender)
    staff.goto(f"{LIST}?view=unassigned")
    ready(staff)
    keys, began = staff.keyboard, time.monotonic()

    keys.press("j")
    expect(staff.locator(":focus")).to_have_text(reference)
    keys.press("Enter")
    staff.get_by_role("heading", name="Timeline").wait_for()
    staff.locator("#canned").wait_for()
    keys.press("t")
    keys.type("statement will")
    keys.press("ArrowDown")
    keys.press("Enter")
    box = staff.get_by_label("Your reply")
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile("^Dear Jo Bloggs,\n\n.*preparing a statement", re.DOTALL))
    keys.type("\n\nThe menus change at half-term.")
    keys.press("Control+Enter")
    expect(staff.get_by_text(f"Your reply is on its way to {sender}.")).to_be_visible()
    assert time.monotonic() - began < _SECONDS

    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    text = text_of(portal.emails(to=sender)[1])
    assert text.startswith("Dear Jo Bloggs,")
    assert "The menus change at half-term." in text


def test_reply_is_taken_back_by_a_key_and_keys_can_be_turned_off(page, staff, portal, sender):
    reference = forms.send(page, "general", email=sender)
    find(staff, reference)
    staff.keyboard.press("j")
    staff.keyboard.press("x")
    expect(staff.locator("#keys-said")).to_have_text("Selected. 1 selected.")
    staff.keyboard.press("a")
    expect(staff.locator(".messagelist")).to_contain_text("assigned to you")
    open_by_search(staff, reference)
    expect(staff.locator(".facts")).to_contain_text("staff")
    staff.keyboard.press("r")
    box = staff.get_by_label("Your reply")
    expect(box).to_be_focused()
    with staff.expect_response(re.compile("/draft/")):
        staff.keyboard.type("xjkeam?/")
    staff.reload()
    expect(box).to_have_value("xjkeam?/")

    staff.get_by_role("button", name="Send and resolve").click()
    expect(staff.get_by_text("The submission is resolved.")).to_be_visible()
    ready(staff)
    staff.keyboard.press("u")

    expect(staff.get_by_text("Your reply is taken back")).to_be_visible()
    expect(box).to_have_value("xjkeam?/")
    expect(staff.locator(".facts .tag").first).to_have_text("Open")
    assert len(portal.emails(to=sender)) == 1

    staff.get_by_role("button", name="Keyboard shortcuts").click()
    staff.get_by_label("Single-key shortcuts are on").uncheck()
    press(staff, "Close")
    staff.reload()
    staff.keyboard.press("r")
    expect(box).not_to_be_focused()


def test_two_people_see_one_another_and_the_sender_gets_one_reply(page, staff, lena, portal, sender):
    reference = forms.send(page, "general", email=sender)
    for person in (staff, lena):
        open_by_search(person, reference)
    with lena.expect_response(re.compile("/presence/")):
        lena.get_by_label("Your reply").press_sequentially("It is here.")
    look_again(staff)
    expect(staff.get_by_text("Lena Lead is writing a reply.")).to_be_visible()

    staff.get_by_label("Your reply").fill("It is there.")
    lena.get_by_label("Your reply").press("Control+Enter")
    expect(lena.get_by_text("Your reply is on its way")).to_be_visible()
    look_again(staff)
    expect(staff.get_by_text("This has changed since you opened it: replied by Lena Lead")).to_be_visible()
    staff.get_by_label("Your reply").press("Control+Enter")

    expect(staff.get_by_role("alert")).to_contain_text("Nothing was done yet.")
    expect(staff.get_by_role("alert")).to_contain_text("replied by Lena Lead")
    expect(staff.get_by_label("Your reply")).to_have_value("It is there.")
    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    assert "It is here." in text_of(portal.emails(to=sender)[1])


def ready(staff: Page) -> None:
    """Wait until keys do something: the page's script may come after its words."""
    staff.locator("body.keys-are-on").wait_for()


def find(staff: Page, reference: str) -> None:
    """Find a submission by its reference, in the list and by keyboard."""
    staff.goto(LIST)
    ready(staff)
    staff.keyboard.press("/")
    staff.keyboard.type(reference)
    staff.keyboard.press("Enter")
    staff.get_by_text("1 submission", exact=True).wait_for()
    ready(staff)


def open_by_search(staff: Page, reference: str) -> None:
    """Find a submission by its reference, and open it by keyboard."""
    find(staff, reference)
    staff.keyboard.press("j")
    staff.keyboard.press("Enter")
    staff.get_by_role("heading", name="Timeline").wait_for()
    ready(staff)


def look_again(person: Page) -> None:
    """Have a page ask now who is there, as it does every ten seconds."""
    person.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
