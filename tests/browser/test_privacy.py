"""Personal data in a real browser: a person gets a copy of what is held of them, and is erased."""

import io
import re
import zipfile
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.privacy_scenes import PERSON
from tests.browser.staff_scenes import LIST
from tests.processes.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_person_gets_a_copy_and_is_erased(browse, signed_in, portal, scripts):
    page = browse(java_script_enabled=scripts)
    staff = browse(java_script_enabled=scripts, storage_state=signed_in)
    sender = f"{uuid4().hex[:12]}@example.org"
    reference = forms.send(page, "general", email=sender)
    portal.email(to=sender)

    look(staff, sender)
    expect(staff.get_by_text("1 submission from this address.")).to_be_visible()
    press(staff, "Make a copy")
    link = staff.get_by_role("link", name=re.compile(f"for {sender}$"))
    wait_until(lambda: bool(staff.reload() and link.count()))
    copy = staff.request.get(portal.url + link.get_attribute("href"))
    with zipfile.ZipFile(io.BytesIO(copy.body())) as archive:
        assert reference in archive.read("read-me-first.html").decode()

    look(staff, sender)
    press(staff, f"Erase everything of {sender}")
    expect(staff.get_by_text("Erased. This report names nobody")).to_be_visible()
    staff.goto(f"{LIST}?view=everything&q={reference}")
    expect(staff.get_by_role("link", name=reference, exact=True)).to_have_count(0)
    assert portal.emails(to=sender) == []


def look(staff: Page, address: str) -> None:
    """See what is held of an address."""
    staff.goto(PERSON)
    staff.get_by_label("Email address").fill(address)
    press(staff, "Look")
