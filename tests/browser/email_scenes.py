"""The pages on which staff word the emails to senders and revoke links, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at
from tests.browser.staff_scenes import LIST

WORDINGS = "/admin/intake/emailwording/"


def a_wording(page: Page, portal: Portal) -> None:
    """The form of a wording, which is made first: the portal begins with none."""
    page.goto(WORDINGS)
    if not page.locator("#result_list").count():
        page.goto(f"{WORDINGS}add/")
        page.locator("[name=email]").select_option("merged")
        page.get_by_label("Opening").fill("Thank you for writing twice. We now have both together.")
        press(page, "Save")
    page.locator("#result_list tbody th a").first.click()


def _of_a_wording(page_name: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        a_wording(page, portal)
        page.goto(page.url.replace("/change/", f"/{page_name}/"))

    return show


def _list(page: Page, portal: Portal) -> None:
    a_wording(page, portal)
    page.goto(WORDINGS)


def _previewed(page: Page, portal: Portal) -> None:
    page.goto(f"{WORDINGS}add/")
    page.locator("[name=email]").select_option("acknowledgement")
    page.get_by_label("Opening").fill("Thank you. We have your {{ kind }}, and it is {{ reference }}.")
    press(page, "Preview what is typed")
    page.get_by_role("heading", name="Preview: nothing is saved yet").wait_for()


def _refused(page: Page, portal: Portal) -> None:
    page.goto(f"{WORDINGS}add/")
    page.locator("[name=email]").select_option("acknowledgement")
    page.get_by_label("Opening").fill("Dear {{ sender_name }},")
    press(page, "Preview what is typed")
    page.get_by_text("There is no field “sender_name”").wait_for()


def _revoke(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=open&kind=general")
    page.locator(".cell-reference a").first.click()
    page.get_by_role("link", name="Revoke the sender’s links").click()
    page.get_by_role("button", name="Revoke").wait_for()


def _revoked(page: Page, portal: Portal) -> None:
    page.goto(f"{LIST}?view=everything&kind=press")
    page.locator(".cell-reference a").first.click()
    page.get_by_role("link", name="Revoke the sender’s links").click()
    page.get_by_role("heading", name="Revoke the sender’s links").wait_for()
    revoke = page.get_by_role("button", name="Revoke")
    if revoke.count():
        revoke.click()
        page.get_by_role("link", name="Revoke the sender’s links").click()
    page.get_by_text("No link to this submission works now.").wait_for()


SCENES = [
    Scene("wordings", "admin:intake_emailwording_changelist", _list),
    Scene("wording-add", "admin:intake_emailwording_add", at(f"{WORDINGS}add/")),
    Scene("wording-previewed", "admin:intake_emailwording_add", _previewed),
    Scene("wording-refused", "admin:intake_emailwording_add", _refused),
    Scene("wording-change", "admin:intake_emailwording_change", a_wording),
    Scene("wording-history", "admin:intake_emailwording_history", _of_a_wording("history")),
    Scene("wording-delete", "admin:intake_emailwording_delete", _of_a_wording("delete")),
    Scene("submission-revoke-links", "admin:intake_submission_revoke_links", _revoke),
    Scene("submission-links-revoked", "admin:intake_submission_revoke_links", _revoked),
]
