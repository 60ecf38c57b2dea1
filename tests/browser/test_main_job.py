"""The portal's main job, in a real browser: an enquiry comes in, is acknowledged, and is answered."""

import re
import time
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import editing, forms
from tests.browser.forms import fill, press
from tests.browser.portal import Portal, text_of
from tests.browser.scenes import tracking_link
from tests.browser.staff_scenes import LIST
from tests.processes.site import wait_until

pytestmark = pytest.mark.browser

_ACKNOWLEDGED_WITHIN = 2
_PRESS_OFFICE = "press-office@example.org"


@pytest.fixture
def sender() -> str:
    """An address that no other test uses."""
    return f"{uuid4().hex[:12]}@example.org"


def test_press_enquiry_is_typed_acknowledged_triaged_and_answered(page, staff, portal, sender):
    name_alert_address(staff)

    type_press_enquiry(page, sender)
    press(page, "Send")
    sent_at = time.monotonic()
    reference = forms.reference(page)

    acknowledgement = portal.email(to=sender)
    assert time.monotonic() - sent_at < _ACKNOWLEDGED_WITHIN
    text = text_of(acknowledgement)
    assert reference in acknowledgement["Subject"]
    assert reference in text
    assert re.search(r"We aim to reply (today|tomorrow|by)\b.*\.", text)
    assert "020 8356 3736" in text
    assert reference in text_of(alert(portal, reference))

    staff.goto("/admin/")
    staff.get_by_role("link", name=re.compile(r"^Press\b")).click()
    row = staff.locator(".rows tbody tr").first
    expect(row).to_contain_text(reference)
    expect(row).to_contain_text("When do the school meals menus change?")
    row.get_by_role("link", name=reference).click()
    staff.get_by_label("Your reply").press_sequentially("They change at half-term.")
    press(staff, "Send reply")
    expect(staff.get_by_text(f"Your reply is on its way to {sender}.")).to_be_visible()

    wait_until(lambda: len(portal.emails(to=sender)) == 2)
    reply = portal.emails(to=sender)[1]
    assert reference in reply["Subject"]
    assert "They change at half-term." in text_of(reply)
    page.goto(tracking_link(text))
    expect(page.get_by_role("heading", name=reference)).to_be_visible()
    expect(page.get_by_text("They change at half-term.")).to_be_visible()


@pytest.mark.parametrize("slug", ["it-helpdesk", "web-team", "general"])
def test_every_other_type_is_sent_and_acknowledged(slug, page, portal, sender):
    reference = forms.send(page, slug, email=sender)

    assert reference in portal.email(to=sender)["Subject"]


def test_type_made_in_the_admin_is_on_the_site_once_it_is_published(staff, page, portal, sender):
    name = f"School visit {sender[:6]}"
    address = f"/enquiries/school-visit-{sender[:6]}/"
    editing.make_type(staff, name)
    editing.add_question(staff, "Short text", "How many pupils are there?")
    editing.publish(staff)

    page.goto("/")
    page.get_by_role("link", name=name).click()
    page.get_by_label("How many pupils are there?").fill("420")
    fill(page, forms.asked_by_every_type(email=sender))
    press(page, "Continue")
    press(page, "Send")
    reference = forms.reference(page)

    assert reference in portal.email(to=sender)["Subject"]
    switch_off(staff, name)
    assert page.goto(address).status == 404


def test_pressing_send_twice_sends_once(page, staff, sender):
    forms.check(page, "general", email=sender)

    page.get_by_role("button", name="Send", exact=True).dblclick()

    reference = forms.reference(page)
    staff.goto(f"{LIST}?view=everything&q={sender}")
    expect(staff.get_by_text("1 submission", exact=True)).to_be_visible()
    expect(staff.get_by_role("link", name=reference)).to_be_visible()


def test_going_back_and_loading_again_keep_the_answers(page):
    forms.check(page, "general", organisation="Friends of the Park")

    page.reload()
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_label("Organisation")).to_have_value("Friends of the Park")
    fill(page, {"organisation": "Friends of the Parks"})
    press(page, "Continue")
    expect(page.get_by_text("Friends of the Parks")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Organisation")).to_have_value("Friends of the Parks")
    page.reload()
    expect(page.get_by_label("Organisation")).to_have_value("Friends of the Parks")


def test_change_link_leads_to_the_question_and_back(page):
    forms.check(page, "general")

    page.get_by_role("link", name="Change your name").click()
    expect(page.get_by_label("Your name")).to_be_in_viewport()
    fill(page, {"name": "Sam Bloggs"})
    press(page, "Continue")

    expect(page.get_by_text("Sam Bloggs")).to_be_visible()


def test_file_survives_a_mistake_and_the_check_page(page, staff, sender):
    page.goto("/enquiries/general/")
    fill(page, forms.answers("general", email="no address", attachments=forms.FILE))
    press(page, "Continue")
    expect(page.get_by_label("Remove letter.csv")).to_be_visible()
    fill(page, {"email": sender})
    press(page, "Continue")
    expect(page.get_by_text("letter.csv")).to_be_visible()
    press(page, "Send")

    open_submission(staff, forms.reference(page))
    with staff.expect_download() as download:
        staff.get_by_role("link", name="Download letter.csv").click()
    assert Path(download.value.path()).read_bytes() == forms.FILE["buffer"]


def name_alert_address(staff: Page) -> None:
    """Give the press queue an address for alerts, as its lead does."""
    staff.goto("/admin/intake/queue/")
    staff.get_by_role("link", name="Press", exact=True).click()
    staff.get_by_label("Alert address:").fill(_PRESS_OFFICE)
    press(staff, "Save")
    expect(staff.get_by_text("was changed successfully")).to_be_visible()


def type_press_enquiry(page: Page, sender: str) -> None:
    """Type a press enquiry in with the keyboard, as far as the check of the answers."""
    page.goto("/")
    page.get_by_role("link", name="Press enquiry").click()
    answers = forms.answers("press", email=sender)
    for name in ("name", "email", "outlet", "message"):
        page.locator(f"[name={name}]").press_sequentially(answers[name])
    page.get_by_label("Newspaper or magazine").press("Space")
    page.get_by_label("A statement").press("Space")
    page.get_by_label("Your deadline").fill(answers["deadline"])
    page.get_by_label("I have read how you use my answers").press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def alert(portal: Portal, reference: str):
    """The alert about a submission, to the press office."""

    def found():
        return [email for email in portal.emails(to=_PRESS_OFFICE) if reference in email["Subject"]]

    wait_until(found, seconds=20)
    (email,) = found()
    return email


def open_submission(staff: Page, reference: str) -> None:
    """Find a submission by its reference and open it."""
    staff.goto("/admin/")
    staff.get_by_role("searchbox").fill(reference)
    press(staff, "Show")
    staff.get_by_role("link", name=reference, exact=True).click()


def switch_off(staff: Page, name: str) -> None:
    """Take a type off the site."""
    staff.goto("/admin/enquiries/enquirytype/")
    staff.get_by_role("link", name=name).click()
    staff.get_by_label("Active").uncheck()
    press(staff, "Save")
    expect(staff.get_by_text("was changed successfully")).to_be_visible()
