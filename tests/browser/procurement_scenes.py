"""Every page of the procurement team, and of those who look suppliers up."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.reviewing import LIST, REGISTER
from tests.browser.scenes import Scene, at

#: A file.
NO_PAGES = {"admin:suppliers_supplier_export"}
Show = Callable[[Page, Portal], object]


def _review(state: str) -> Show:
    return lambda page, portal: page.goto(f"{LIST}{portal.states[state]}/")


def _declared(page: Page, portal: Portal) -> None:
    """One that declares an exclusion ground, of those that the portal begins with."""
    page.goto(LIST)
    for reference in page.locator(".cell-reference a").all():
        address = reference.get_attribute("href")
        if "Exclusion grounds declared" in page.request.get(address).text():
            page.goto(address)
            return
    raise AssertionError("no registration declares an exclusion ground")


def _refused_approval(page: Page, portal: Portal) -> None:
    _review("submitted")(page, portal)
    page.locator("summary", has_text="Approve").first.click()
    press(page, "Approve")
    page.get_by_role("heading", name="There is a problem").wait_for()


def _all_decisions(page: Page, portal: Portal) -> None:
    _review("submitted")(page, portal)
    for summary in page.locator(".decide summary").all():
        summary.click()


def _first_supplier(page: Page, portal: Portal) -> None:
    page.goto(REGISTER)
    page.locator(".cell-reference a").first.click()
    page.get_by_role("heading", name="What it sells").wait_for()


def _lapsed_supplier(page: Page, portal: Portal) -> None:
    page.goto(f"{REGISTER}{portal.states['lapsed-supplier']}/change/")


def _standings(page: Page, portal: Portal) -> None:
    _first_supplier(page, portal)
    for name in ("Suspend", "Debar"):
        page.locator("summary").get_by_text(name, exact=True).click()


def _refused_standing(page: Page, portal: Portal) -> None:
    _standings(page, portal)
    press(page, "Suspend")
    page.get_by_role("heading", name="There is a problem").wait_for()


def _history(page: Page, portal: Portal) -> None:
    page.goto(f"{REGISTER}{portal.states['lapsed-supplier']}/history/")


def _compare(page: Page, portal: Portal) -> None:
    page.goto(REGISTER)
    for box in page.locator("[name=supplier]").all()[:4]:
        box.check()
    press(page, "Compare ticked")
    page.get_by_role("heading", name="Suppliers side by side").wait_for()


def _merge(page: Page, portal: Portal) -> None:
    page.goto(f"{REGISTER}{portal.states['lapsed-supplier']}/merge/")


def _merge_compared(page: Page, portal: Portal) -> None:
    _merge(page, portal)
    page.locator(".candidates a").first.click()
    page.get_by_role("link", name="Choose another").wait_for()


def _deliveries(page: Page, portal: Portal) -> None:
    assert portal.states
    page.goto("/admin/intake/message/")
    page.get_by_text("Mailbox full").first.wait_for()


SCENES = [
    Scene("registrations", "admin:suppliers_registration_changelist", at(LIST)),
    Scene("registrations-any", "admin:suppliers_registration_changelist", at(f"{LIST}?state=any")),
    Scene(
        "registrations-none",
        "admin:suppliers_registration_changelist",
        at(f"{LIST}?state=submitted&q=nothing+like+it"),
    ),
    Scene("review", "admin:suppliers_registration_review", _all_decisions),
    Scene("review-refused", "admin:suppliers_registration_review", _refused_approval),
    Scene("review-declared", "admin:suppliers_registration_review", _declared),
    Scene("review-decided", "admin:suppliers_registration_review", _review("rejected")),
    Scene("register", "admin:suppliers_supplier_changelist", at(REGISTER)),
    Scene(
        "register-words",
        "admin:suppliers_supplier_changelist",
        at(f"{REGISTER}?category=catering&q=catering"),
    ),
    Scene(
        "register-category",
        "admin:suppliers_supplier_changelist",
        at(f"{REGISTER}?category=55000000&status=every&insurance=public_liability&minimum=5m"),
    ),
    Scene("register-none", "admin:suppliers_supplier_changelist", at(f"{REGISTER}?q=nothing+like+it")),
    Scene("supplier", "admin:suppliers_supplier_change", _first_supplier),
    Scene("supplier-lapsed", "admin:suppliers_supplier_change", _lapsed_supplier),
    Scene("supplier-standings", "admin:suppliers_supplier_change", _standings),
    Scene("supplier-standing-refused", "admin:suppliers_supplier_change", _refused_standing),
    Scene("supplier-history", "admin:suppliers_supplier_history", _history),
    Scene("compare", "admin:suppliers_supplier_compare", _compare),
    Scene("merge", "admin:suppliers_supplier_merge", _merge),
    Scene("merge-compared", "admin:suppliers_supplier_merge", _merge_compared),
    Scene("deliveries", "admin:intake_message_changelist", _deliveries),
    Scene("deliveries-none", "admin:intake_message_changelist", at("/admin/intake/message/?view=bounced")),
]
