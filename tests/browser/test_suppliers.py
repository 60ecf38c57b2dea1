"""Selling to HLT, in a real browser: from the guide to the register, by telephone, without JavaScript."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from intake import wording
from suppliers import expiries
from suppliers.models import DocumentKind
from suppliers.sections import SECTIONS
from tests.browser import firms, reviewing, supplier
from tests.browser.forms import press
from tests.browser.portal import STAFF_PASSWORD, Portal
from tests.browser.supplier import PHONE
from tests.browser.supplier_states import EMAIL as COMPANY_EMAIL

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SLUGS = [section.slug for section in SECTIONS]
GROUND = "poor_performance"
DECLARED = {
    f"ground_{GROUND}": "yes",
    f"ground_{GROUND}_details": "A school ended its contract with us in spring.",
    f"ground_{GROUND}_self_cleaning": "We have a new manager and weekly checks since.",
}


@pytest.fixture
def email() -> str:
    """An address that no other test uses."""
    return f"{uuid4().hex[:12]}@firm.example"


def test_sole_trader_who_declares_a_ground_needs_two_persons(browse, staff, portal, email):
    trader = firms.SOLE_TRADER.called(f"Kim {email[:6].title()}").saying("declarations", **DECLARED)
    phone = browse(**PHONE)
    supplier.come_in(phone, portal, email)
    supplier.begin(phone)
    supplier.fill_in(phone, trader, *SLUGS)
    press_check(phone)
    reference = supplier.send(phone)
    assert_acknowledged(portal, email, reference)

    reviewing.open_review(staff, reference)
    reviewing.judge(staff, GROUND, "acceptable", "I have seen the new plan.")
    reviewing.accept_sections(staff)
    press(staff, "Save the checklist and go on at Your organisation")
    expect(staff.locator(".decide")).to_contain_text("One person has found it acceptable.")
    second = colleague(browse, staff)
    second.goto(staff.url.partition("#")[0])
    reviewing.judge(second, GROUND, "acceptable", "I agree.")
    expect(second.get_by_text("Nothing stands in the way of approving it.")).to_be_visible()
    reviewing.approve(second)

    assert_approved(phone, portal, email, reference)
    reviewing.find_in_register(staff, trader.name)


def test_company_registers_in_three_sittings_on_two_devices_and_changes_what_is_asked(
    browse, staff, portal, email
):
    company = firms.COMPANY.called(f"{email[:8].title()} Limited")
    first = browse(**PHONE)
    supplier.come_in(first, portal, email)
    supplier.begin(first)
    supplier.fill_in(first, company, "organisation", "contacts")
    supplier.fill_in(first, company, "offer", later=True)

    tablet = browse(width=820, height=1180, has_touch=True)
    come_back(tablet, portal, email)
    expect(tablet.get_by_text("3 of 9 sections are done.")).to_be_visible()
    supplier.fill_in(tablet, company, "insurance", "safeguarding")

    last = browse(**PHONE)
    come_back(last, portal, email)
    supplier.fill_in(last, company, "data-protection", "policies", "declarations")
    press_button(last, "Check your answers")
    last.get_by_role("link", name="How you are paid: not started yet").click()
    supplier.answer(last, company.answers["payment"])
    press(last, "Save and continue")
    expect(last.get_by_role("heading", name="What is missing")).to_be_hidden()
    reference = supplier.send(last)
    assert_acknowledged(portal, email, reference)

    reviewing.open_review(staff, reference)
    reviewing.accept_sections(staff, "insurance")
    reviewing.ask_for_change(staff, "insurance", "Please replace the certificate: it is hard to read.")
    supplier.letter(portal, email, reference, "Please replace the certificate")
    last.goto("/suppliers/home/")
    last.get_by_role("link", name=re.compile("^Registration")).click()
    expect(last.get_by_text("Please replace the certificate: it is hard to read.").first).to_be_visible()
    supplier.open_section(last, "insurance")
    supplier.upload(last, DocumentKind.PUBLIC_LIABILITY, version=2)
    press(last, "Save and continue")
    press_button(last, "Check your answers and send again")
    assert supplier.send(last) == reference

    reviewing.open_review(staff, reference)
    expect(staff.get_by_text("certificate-2.jpg")).to_be_visible()
    staff.locator("[name=insurance-outcome][value=accepted]").check()
    reviewing.approve(staff)
    assert_approved(last, portal, email, reference)
    reviewing.find_in_register(staff, company.name)


def test_charity_registers_without_javascript_and_is_approved(browse, staff, portal, email):
    charity = firms.CHARITY.called(f"{email[:8].title()} Trust")
    phone = browse(**PHONE, java_script_enabled=False)
    supplier.come_in(phone, portal, email)
    supplier.begin(phone)
    supplier.fill_in(phone, charity, *SLUGS)
    press_check(phone)
    reference = supplier.send(phone)
    assert_acknowledged(portal, email, reference)

    reviewing.open_review(staff, reference)
    reviewing.accept_sections(staff)
    reviewing.approve(staff)

    assert_approved(phone, portal, email, reference)
    reviewing.find_in_register(staff, charity.name)


def test_supplier_renews_section_by_section(browse, staff, supplier_signed_in, portal):
    """The time of processes of their own cannot be moved; this supplier was approved long enough ago."""
    name = "Well Street Catering Limited"
    phone = browse(storage_state=supplier_signed_in, **PHONE)
    phone.goto(f"/suppliers/registration/{portal.states['renewing']}/")
    press_button(phone, f"Renew the registration of {name}")
    for slug in SLUGS:
        supplier.open_section(phone, slug)
        expect(phone.get_by_text("These are your answers from last time.")).to_be_visible()
        if slug == "insurance":
            in_a_year = timezone.localdate() + dt.timedelta(days=380)
            supplier.answer(phone, {"public_liability_expires": in_a_year.isoformat()})
            supplier.upload(phone, DocumentKind.PUBLIC_LIABILITY, version=2)
        press(phone, "Save and continue")
    press_check(phone)
    expect(phone.get_by_text("Changed", exact=True)).to_have_count(1)
    expect(phone.get_by_text("New file", exact=True)).to_have_count(1)
    reference = supplier.send(phone)

    reviewing.open_review(staff, reference)
    expect(staff.locator("#insurance").locator("..")).to_contain_text("certificate-2.jpg")
    reviewing.accept_sections(staff)
    reviewing.approve(staff)

    supplier.letter(portal, COMPANY_EMAIL, reference, "approved")
    renewed_until = wording.day_in_words(expiries.a_year_after(timezone.localdate()))
    phone.goto("/suppliers/home/")
    phone.get_by_role("link", name=f"Renewal of {name}").click()
    expect(phone.get_by_text(f"You are in our register of suppliers until {renewed_until}.")).to_be_visible()


def press_check(page: Page) -> None:
    """Go on from the task list to the check page, with nothing missing."""
    press_button(page, "Check your answers and send")
    expect(page.get_by_role("heading", name="Check your answers before you send them")).to_be_visible()
    expect(page.get_by_role("heading", name="What is missing")).to_be_hidden()


def press_button(page: Page, name: str) -> None:
    """Press what looks like a button, and may be a link."""
    page.get_by_role("button", name=name, exact=True).click()


def assert_acknowledged(portal: Portal, email: str, reference: str) -> None:
    """The acknowledgement came, with the copy of the answers."""
    acknowledgement = supplier.letter(portal, email, reference)
    assert [each.get_filename() for each in acknowledgement.iter_attachments()] == [f"{reference}.pdf"]
    (copy,) = acknowledgement.iter_attachments()
    assert copy.get_content().startswith(b"%PDF-")


def assert_approved(page: Page, portal: Portal, email: str, reference: str) -> None:
    """The supplier is told that it is approved, by email and on its own page."""
    supplier.letter(portal, email, reference, "approved")
    page.goto("/suppliers/home/")
    expect(page.get_by_text("Approved", exact=True)).to_be_visible()


def come_back(page: Page, portal: Portal, email: str) -> None:
    """Come in by a new link and open the draft."""
    supplier.come_in(page, portal, email)
    page.get_by_role("link", name=re.compile("^Registration")).click()


def colleague(browse, staff: Page) -> Page:
    """The browser of a second member of the procurement team, whose account an administrator makes."""
    username = f"second-{uuid4().hex[:6]}"
    staff.context.new_page()
    page = staff.context.pages[-1]
    page.goto("/admin/auth/user/add/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Email address").fill(f"{username}@example.org")
    page.get_by_label("Staff status").check()
    page.get_by_label("Password:").fill(STAFF_PASSWORD)
    page.get_by_label("Password confirmation:").fill(STAFF_PASSWORD)
    page.locator("[name=queue_memberships-0-queue]").select_option(label="Procurement")
    press(page, "Save")
    page.close()
    second = browse()
    second.goto("/admin/")
    second.get_by_label("Name or email address").fill(username)
    second.get_by_label("Password").fill(STAFF_PASSWORD)
    press(second, "Sign in")
    second.get_by_role("heading", name="My work").wait_for()
    return second
