"""A sender follows their submission to its end, with and without JavaScript."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import fill, press
from tests.browser.portal import text_of
from tests.browser.scenes import tracking_link
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_sender_follows_their_submission_to_its_end(browse, portal, script):
    page, sender = browse(java_script_enabled=script), f"{uuid4().hex[:12]}@example.org"
    reference = forms.send(page, "general", email=sender)
    portal.email(to=sender)
    ask_for_a_link(page, reference, sender)
    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    page.goto(tracking_link(text_of(portal.emails(to=sender)[1])))
    expect(page.get_by_role("heading", name=reference)).to_be_visible()

    page.get_by_label("Your message").fill("I have found the menu.")
    page.get_by_label("Files (optional)").set_input_files(forms.FILE)
    press(page, "Send your message")
    expect(page.get_by_text("Your message is with the team")).to_be_visible()
    expect(page.get_by_role("link", name="letter.csv")).to_be_visible()

    page.get_by_role("link", name="Correct your contact details").click()
    page.get_by_label("Full name").fill("Jo Green")
    press(page, "Save")
    expect(page.get_by_text("Your contact details are corrected")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Jo Green")

    page.get_by_role("link", name="It is solved, thank you").click()
    press(page, "Yes, it is solved")
    expect(page.get_by_text("Thank you for telling us")).to_be_visible()
    expect(page.get_by_text("Closed", exact=True)).to_be_visible()

    page.get_by_label("Your message").fill("It is not solved after all.")
    press(page, "Send your message")
    page.get_by_role("link", name="Withdraw it").click()
    press(page, "Withdraw it")
    expect(page.get_by_text("You have withdrawn it")).to_be_visible()


def ask_for_a_link(page: Page, reference: str, email: str) -> None:
    """Ask for another link, by reference and address."""
    page.goto("/track/")
    fill(page, {"reference": reference.lower(), "email": email})
    press(page, "Email me a link")
    expect(page.get_by_role("heading", name="Check your email")).to_be_visible()
