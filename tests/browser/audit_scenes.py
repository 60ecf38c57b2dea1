"""The page of the audit log, with what other scenes have left in it."""

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene

LOG = "/admin/intake/auditentry/"


def _log(page: Page, portal: Portal) -> None:
    page.goto("/admin/intake/submission/?view=everything")
    page.locator(".cell-reference a").first.click()
    page.goto(LOG)
    page.get_by_role("cell", name="Read a submission").first.wait_for()


def _refused(page: Page, portal: Portal) -> None:
    page.goto(LOG)
    page.get_by_label("Whose account").fill("nobody")
    press(page, "Show")
    page.get_by_role("alert").wait_for()


STAFF = [
    Scene("audit-log", "admin:intake_auditentry_changelist", _log),
    Scene("audit-log-refused", "admin:intake_auditentry_changelist", _refused),
]
