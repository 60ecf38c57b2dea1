"""The pages of a form of several, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import fill, press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene
from tests.enquiries import long_form

YOU = {"name": "Jo Brown", "email": "jo@example.org"}
PARTY = {"guests": "40", "food": "yes", "dishes": "Cake for all"}
DETAILS = {
    "day": "2030-05-01",
    "music": "A small band",
    "message": "We would like the hall.",
    "privacy": True,
}
Show = Callable[[Page, Portal], None]


def make() -> str:
    """Make the form; return the slug of its type."""
    return long_form.make().slug


def begin(page: Page, portal: Portal) -> None:
    """Open the first page."""
    page.goto(portal.long_form)
    page.get_by_role("heading", name="About you").wait_for()


def go_on(page: Page, given: dict, heading: str) -> None:
    """Answer a page; on the next one there is this heading."""
    fill(page, given)
    press(page, "Continue")
    page.get_by_role("heading", name=heading).wait_for()


def event(page: Page, portal: Portal) -> None:
    """Get to the second page."""
    begin(page, portal)
    go_on(page, YOU, "What you plan")


def party(page: Page, portal: Portal) -> None:
    """Get to the page that is only asked of who plans a party, with its help unfolded."""
    event(page, portal)
    go_on(page, {"event": "party"}, "Your party")
    page.locator("main summary").click()


def details(page: Page, portal: Portal) -> None:
    """Get to the last page."""
    party(page, portal)
    go_on(page, PARTY, "The day")


def check(page: Page, portal: Portal) -> None:
    """Get to the check of the answers."""
    details(page, portal)
    go_on(page, DETAILS, "Check your answers")


def _refused(page: Page, portal: Portal) -> None:
    party(page, portal)
    press(page, "Continue")
    page.get_by_role("alert").wait_for()


def _change(page: Page, portal: Portal) -> None:
    check(page, portal)
    page.get_by_role("link", name="Change how many guests?").click()
    page.get_by_role("heading", name="Your party").wait_for()


def _preview(page: Page, portal: Portal) -> None:
    _ = portal.long_form
    page.goto("/admin/enquiries/enquirytype/")
    page.get_by_role("link", name="Hall hire", exact=True).click()
    page.get_by_role("link", name="Preview as it is saved").click()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="What you plan").wait_for()


SCENES = [
    Scene("steps-first", "enquiries:form", begin),
    Scene("steps-event", "enquiries:form", event),
    Scene("steps-party", "enquiries:form", party),
    Scene("steps-refused", "enquiries:form", _refused),
    Scene("steps-details", "enquiries:form", details),
    Scene("steps-change", "enquiries:form", _change),
    Scene("steps-check", "enquiries:check", check),
]
PREVIEWS = [Scene("steps-preview", "admin:enquiries_enquirytype_preview", _preview)]
