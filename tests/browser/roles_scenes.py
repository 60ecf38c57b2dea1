"""The pages on which leads look after their team and their types, and the one of who is invited."""

import re
import uuid

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal, text_of
from tests.browser.scenes import Scene

_QUEUES = "/admin/intake/queue/"
_TYPES = "/admin/enquiries/enquirytype/"


def _team(page: Page, portal: Portal) -> None:
    page.goto(_QUEUES)
    page.get_by_role("link", name="Press", exact=True).click()
    page.get_by_role("link", name="Add or invite a colleague").click()


def _found(page: Page, portal: Portal) -> None:
    _team(page, portal)
    page.get_by_role("textbox", name="Name or email address").fill("example.org")
    press(page, "Find")
    page.locator(".found-colleagues").first.wait_for()


def _refused(page: Page, portal: Portal) -> None:
    _team(page, portal)
    press(page, "Invite")
    page.get_by_role("heading", name="There is a problem").wait_for()


def _invite(page: Page, portal: Portal) -> str:
    """Invite somebody; return their address."""
    address = f"nia.{uuid.uuid4().hex[:8]}@example.org"
    _team(page, portal)
    page.get_by_label("First name").fill("Nia")
    page.get_by_label("Last name").fill("New")
    page.locator("#invite_email").fill(address)
    press(page, "Invite")
    page.get_by_text("is invited").wait_for()
    return address


def _invited(page: Page, portal: Portal) -> None:
    _invite(page, portal)


def _invitation(page: Page, portal: Portal) -> None:
    text = text_of(portal.email(to=_invite(page, portal)))
    link = re.search(r"/admin/invitation/\S+", text)
    page.context.clear_cookies()
    page.goto(link[0])
    page.get_by_role("heading", name="Choose your password").wait_for()


def _old_invitation(page: Page, portal: Portal) -> None:
    page.context.clear_cookies()
    page.goto("/admin/invitation/MQ/c0ffee-0/")


def _preview(page: Page, portal: Portal) -> None:
    page.goto(_TYPES)
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Preview as it is saved").click()
    page.get_by_text("This is how the form would look to the public").wait_for()


SCENES = [
    Scene("team-found", "admin:intake_queue_team", _found),
    Scene("team-refused", "admin:intake_queue_team", _refused),
    Scene("team-invited", "admin:intake_queue_team", _invited),
    Scene("invitation", "admin:invitation", _invitation),
    Scene("invitation-old", "admin:invitation", _old_invitation),
    Scene("type-preview", "admin:enquiries_enquirytype_preview", _preview),
]
