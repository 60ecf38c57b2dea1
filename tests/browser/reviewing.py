"""What the procurement team does in the admin in the browser tests: checks, asks, decides, searches."""

from playwright.sync_api import Page, expect

from suppliers.sections import SECTIONS
from tests.browser.forms import press

LIST = "/admin/suppliers/registration/"
REGISTER = "/admin/suppliers/supplier/"


def open_review(staff: Page, reference: str) -> None:
    """Find a registration in the list and open its review page."""
    staff.goto(LIST)
    staff.get_by_role("searchbox").fill(reference)
    press(staff, "Search")
    staff.get_by_role("link", name=reference).click()
    expect(staff.get_by_role("heading", name="Decision", exact=True)).to_be_visible()


def accept_sections(staff: Page, *but: str) -> None:
    """Tick "Accepted" for every section that needs it, but some."""
    for section in SECTIONS:
        ticked = staff.locator(f"[name={section.slug}-outcome]:checked")
        if section.slug not in but and not ticked.count():
            staff.locator(f"[name={section.slug}-outcome][value=accepted]").check()


def approve(staff: Page) -> None:
    """Approve the registration that is open."""
    _open(staff, "Approve")
    press(staff, "Approve")
    expect(staff.get_by_text("Approved. The supplier is in the register, and told by email.")).to_be_visible()


def ask_for_change(staff: Page, section: str, note: str) -> None:
    """Query a section with a note, and ask the supplier for the change."""
    staff.locator(f"[name={section}-outcome][value=query]").check()
    staff.locator(f"[name={section}-note]").press_sequentially(note)
    _open(staff, "Ask for changes")
    press(staff, "Ask for changes")
    expect(staff.get_by_text("The supplier is asked by email to make the changes.")).to_be_visible()


def judge(staff: Page, ground: str, finding: str, note: str) -> None:
    """Record what the person who is signed in finds of an exclusion ground."""
    place = staff.locator(f"#{ground}")
    place.locator(f"[name=finding][value={finding}]").check()
    place.locator("[name=note]").press_sequentially(note)
    place.get_by_role("button", name="Record your finding").click()
    expect(staff.get_by_text("Your finding is recorded.")).to_be_visible()


def find_in_register(staff: Page, name: str) -> None:
    """Find a supplier in the register by its name, and open its page."""
    staff.goto(REGISTER)
    staff.get_by_role("searchbox", name="Search").fill(name)
    press(staff, "Show")
    staff.get_by_role("link", name=name).click()
    expect(staff.get_by_role("heading", name=name, level=1)).to_be_visible()


def _open(staff: Page, decision: str) -> None:
    details = staff.locator("details.handle").filter(has=staff.locator("summary", has_text=decision))
    exact = details.filter(has=staff.get_by_text(decision, exact=True)).first
    if not exact.evaluate("element => element.open"):
        exact.locator("summary").click()
