"""HLT word an email, look at it and try it, and senders read it; a link in wrong hands is revoked."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.email_scenes import WORDINGS
from tests.browser.forms import press
from tests.browser.portal import STAFF_PASSWORD, text_of
from tests.browser.scenes import tracking_link
from tests.browser.staff_scenes import LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

_LENA = "lena@example.org"


@pytest.fixture
def sender() -> str:
    """An address that no other test uses."""
    return f"{uuid4().hex[:12]}@example.org"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def lena(request, browse, portal) -> Page:
    """The browser of a colleague who has an email address."""
    page = browse(java_script_enabled=request.param)
    page.goto("/admin/")
    page.get_by_label("Name or email address").fill(portal.colleague)
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    press(page, "Sign in")
    page.get_by_role("heading", name="My work").wait_for()
    return page


def test_words_are_typed_previewed_tried_saved_and_read_by_a_sender(lena, page, portal, sender):
    thanks = f"Thank you. This is kept under {uuid4().hex[:8]}."
    lena.goto(f"{WORDINGS}add/")
    lena.locator("[name=email]").select_option("acknowledgement")
    lena.locator("[name=kind]").select_option("general")
    lena.get_by_label("Subject").fill("thank you for your {{ kind }}")
    lena.get_by_label("Opening").fill(thanks)

    press(lena, "Preview what is typed")
    expect(lena.locator(".email-preview pre")).to_contain_text(thanks)
    frame = lena.frame_locator(".email-preview iframe")
    expect(frame.get_by_text(thanks)).to_be_visible()
    expect(frame.get_by_role("heading", name="What happens next")).to_have_css("font-size", "22px")
    expect(lena.get_by_label("Opening")).to_have_value(thanks)

    before = len(portal.emails(to=_LENA))
    press(lena, "Send me a test")
    expect(lena.get_by_text(f"The test is on its way to {_LENA}")).to_be_visible()
    wait_until(lambda: len(portal.emails(to=_LENA)) > before)
    test = portal.emails(to=_LENA)[-1]
    assert test["Subject"].startswith("[Test] HLT-")
    assert thanks in text_of(test)

    press(lena, "Save")
    expect(lena.get_by_text("was added successfully")).to_be_visible()
    try:
        reference = forms.send(page, "general", email=sender)
        acknowledgement = portal.email(to=sender)
        assert acknowledgement["Subject"] == f"{reference}: thank you for your general enquiry"
        assert text_of(acknowledgement).startswith(thanks)
    finally:
        _delete_the_wording_of(lena, "general")


def test_a_revoked_link_opens_nothing_and_the_sender_gets_a_new_one(lena, page, portal, sender):
    reference = forms.send(page, "general", email=sender)
    link = tracking_link(text_of(portal.email(to=sender)))

    lena.goto(f"{LIST}?view=everything&q={reference}")
    lena.locator(".cell-reference a").first.click()
    lena.get_by_role("link", name="Revoke the sender’s links").click()
    press(lena, "Revoke the link")
    expect(lena.get_by_text("The sender’s link is revoked.")).to_be_visible()

    page.goto(link)
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    page.goto("/track/")
    page.locator("[name=reference]").fill(reference)
    page.locator("[name=email]").fill(sender)
    page.locator("main form button").click()
    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    page.goto(tracking_link(text_of(portal.emails(to=sender)[-1])))
    expect(page.get_by_role("heading", name=reference)).to_be_visible()


def _delete_the_wording_of(page: Page, kind: str) -> None:
    """Leave the portal as it was: other tests share it."""
    page.goto(WORDINGS)
    page.locator("#result_list tbody tr", has_text=kind).get_by_role("link").first.click()
    page.get_by_role("link", name="Delete").click()
    press(page, "Yes, I’m sure")
    page.get_by_text("was deleted successfully").wait_for()
