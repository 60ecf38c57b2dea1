"""Feedback in a real browser: staff resolve, the email asks, one click leads to the form, staff see it."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import Portal, text_of
from tests.browser.staff_scenes import FIGURES, LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def browser_of(request: pytest.FixtureRequest, browse) -> Callable[..., Page]:
    """A function that opens a browser with JavaScript, or without."""
    return lambda **options: browse(java_script_enabled=request.param, **options)


def test_the_email_of_a_resolution_asks_and_staff_see_the_answer(browser_of, signed_in, portal):
    page, staff = browser_of(), browser_of(storage_state=signed_in)
    sender = f"{uuid4().hex[:12]}@example.org"
    reference = forms.send(page, "general", email=sender)
    portal.email(to=sender)

    answers_before = answered(staff)
    staff.goto(f"{LIST}?view=everything&q={reference}")
    staff.get_by_role("link", name=reference, exact=True).click()
    address = staff.url
    staff.get_by_label("Your reply").fill("The menus change at half-term.")
    press(staff, "Send and resolve")
    wait_until(lambda: len(portal.emails(to=sender)) == 2)

    page.goto(link_of(portal, sender, "Very dissatisfied"))
    expect(page.get_by_label("Very dissatisfied")).to_be_checked()
    page.get_by_label("What could be better?").fill("Say it on the website.")
    press(page, "Send feedback")
    expect(page.get_by_text("Thank you for your feedback", exact=True)).to_be_visible()
    # A click on another answer changes nothing until the button is pressed.
    page.goto(link_of(portal, sender, "Satisfied"))
    expect(page.get_by_label("What could be better?")).to_have_value("Say it on the website.")
    expect(page.get_by_label("Satisfied", exact=True)).to_be_checked()

    staff.goto(address)
    expect(staff.locator(".facts")).to_contain_text("Very dissatisfied (1 of 5)")
    expect(staff.locator(".facts")).to_contain_text("Say it on the website.")
    expect(staff.locator(".facts")).to_contain_text("Resolved")
    assert answered(staff) == answers_before + 1
    comments = staff.get_by_role("region", name="What could be better")
    expect(comments.get_by_role("listitem").filter(has_text=reference)).to_contain_text(
        "Say it on the website."
    )


def link_of(portal: Portal, sender: str, answer: str) -> str:
    """The link of one answer in the email of the resolution."""
    email = text_of(portal.emails(to=sender)[-1])
    return re.search(rf"^{answer}: (\S+)$", email, re.MULTILINE)[1]


def answered(staff: Page) -> int:
    """How many answers the figures count."""
    staff.goto(FIGURES)
    counted = staff.locator(".summary > div", has_text="Senders satisfied").inner_text()
    return int(re.search(r"([\d,]+) of [\d,]+ answered", counted)[1].replace(",", ""))
