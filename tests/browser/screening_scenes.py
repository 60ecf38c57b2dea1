"""The pages about what is held, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

HELD, BAD = "/admin/intake/screening/", "/admin/intake/knownbad/"
Show = Callable[[Page, Portal], None]


def send_as_a_program(page: Page, **more: str) -> str:
    """Send a general enquiry with the field filled in that no person sees; return its reference."""
    page.goto("/enquiries/general/")
    forms.fill(page, forms.answers("general", **more))
    page.locator("[name=contact-website]").fill("http://casino.example", force=True)
    press(page, "Continue")
    press(page, "Send")
    return forms.reference(page)


def _list(page: Page, portal: Portal) -> None:
    page.goto(HELD)
    if not page.locator(".held-row").count():
        links = " ".join(f"http://casino{n}.example/a-long-path-{'x' * 60}" for n in range(6))
        send_as_a_program(page, message=f"Win now! {links}")
        page.goto(HELD)
    page.locator("summary").first.click()
    page.locator("[name=ticked]").first.check()


def _held(page: Page, portal: Portal) -> None:
    _list(page, portal)
    page.locator(".held-row h2 a").first.click()
    page.get_by_role("heading", name="Held for review").wait_for()


def _known_bad(page_name: str) -> Show:
    def show(page: Page, portal: Portal) -> None:
        page.goto(BAD)
        if not page.locator("#result_list").count():
            page.goto(f"{BAD}add/")
            page.get_by_label("Kind").select_option("domain")
            page.get_by_label("Value").fill("casino.example")
            press(page, "Save")
        if page_name:
            page.get_by_role("link", name="casino.example").first.click()
            page.goto(page.url.replace("/change/", f"/{page_name}/"))

    return show


SCENES = [
    Scene("held", "admin:intake_screening_changelist", _list),
    Scene("held-submission", "admin:intake_submission_change", _held),
    Scene("thresholds", "admin:intake_screening_thresholds", at(f"{HELD}thresholds/")),
    Scene("known-bad", "admin:intake_knownbad_changelist", _known_bad("")),
    Scene("known-bad-add", "admin:intake_knownbad_add", at(f"{BAD}add/")),
    *(
        Scene(f"known-bad-{name}", f"admin:intake_knownbad_{name}", _known_bad(name))
        for name in ("change", "history", "delete")
    ),
]
