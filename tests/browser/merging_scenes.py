"""The pages beside a submission's own, a call's page and the days away, and how a browser gets there."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

LIST = "/admin/intake/submission/"
CALL, DAYS = f"{LIST}call/", "/admin/intake/absence/"
#: Buttons of a submission's page: what a browser shows there only where somebody typed the address.
NO_PAGES = {"admin:intake_submission_unmerge", "admin:intake_submission_unlink"}
CALLER = "dana@example.org"
Show = Callable[[Page, Portal], None]


def log_call(page: Page, matter: str, contact: str = CALLER) -> str:
    """Log a call; return the path of its submission's page, on which the browser then is."""
    page.goto(CALL)
    page.get_by_label("Who called?").fill("Dana Reeves")
    page.get_by_label("What about?").fill(matter)
    page.get_by_label("Telephone or email").fill(contact)
    page.get_by_label("Queue").select_option("General enquiries")
    press(page, "Log the call")
    page.get_by_text("The call is logged").wait_for()
    return re.search(r"/admin/intake/submission/\d+/", page.url)[0]


def _call_twice(page: Page) -> str:
    """Log two calls about one matter; return the path of the second one's page."""
    matter = "The playground swing at Almond Green Primary School is broken again."
    log_call(page, matter)
    return log_call(page, f"{matter} A child was hurt.")


def _refused_call(page: Page, portal: Portal) -> None:
    page.goto(CALL)
    press(page, "Log the call")
    page.get_by_role("alert").wait_for()


def _beside(name: str) -> Show:
    """The page of that name beside the newest open submission that the portal begins with."""

    def show(page: Page, portal: Portal) -> None:
        page.goto(f"{LIST}?view=open&kind=general")
        address = page.locator(".cell-reference a").first.get_attribute("href")
        page.goto(address.partition("change/")[0] + f"{name}/")

    return show


def _merge(page: Page, portal: Portal) -> None:
    _call_twice(page)
    page.get_by_role("link", name=re.compile("^Merge with HLT-")).first.click()
    page.get_by_role("heading", name="The other one").wait_for()


def _refused_merge(page: Page, portal: Portal) -> None:
    _merge(page, portal)
    page.get_by_label("Reference of the other submission").fill("HLT-AAA")
    press(page, "Merge")
    page.get_by_role("alert").wait_for()


def _kept(page: Page, portal: Portal) -> None:
    """One into which another was merged, and which is linked as well."""
    _merge(page, portal)
    press(page, "Merge")
    page.locator(".merged-in summary").first.click()


def _linked(page: Page, portal: Portal) -> None:
    log_call(page, "The gate of the nursery does not shut.")
    other = page.locator(".reference").inner_text()
    page.goto(f"{log_call(page, 'The fence of the nursery has a hole.')}link/")
    page.get_by_label("Reference of the other submission").fill(other)
    press(page, "Link")
    page.get_by_text("Linked with").wait_for()


def _merged(page: Page, portal: Portal) -> None:
    _kept(page, portal)
    page.get_by_role("link", name=re.compile("^Open HLT-")).first.click()
    page.get_by_text("This was merged into").wait_for()


def _split(page: Page, portal: Portal) -> None:
    """The page of a message that has come by email, which `messages` makes."""
    page.goto(f"{LIST}{portal.message['submission']}/split/{portal.message['message']}/")


def _forward_words(page: Page, portal: Portal) -> None:
    _beside("forward")(page, portal)
    page.get_by_label("Email address").fill("surveyor@example.net")
    page.locator("[name=parts]").last.check()
    press(page, "Continue")
    page.get_by_text("Step 2 of 2").wait_for()


def _days(page: Page, portal: Portal) -> None:
    page.goto(DAYS)
    if page.get_by_text("Nobody in your queues is away").count():
        page.get_by_label("First day").fill("2099-12-01")
        page.get_by_label("Last day").fill("2099-12-11")
        press(page, "Mark as away")
    page.get_by_role("button", name="Remove").first.wait_for()


def _refused_days(page: Page, portal: Portal) -> None:
    page.goto(DAYS)
    press(page, "Mark as away")
    page.get_by_role("alert").wait_for()


def _handover(page: Page, portal: Portal) -> None:
    page.goto(DAYS)
    page.get_by_role("link", name="Hand over").first.click()
    page.get_by_role("heading", name="Hand over the open work").wait_for()


def _handover_plan(page: Page, portal: Portal) -> None:
    _handover(page, portal)
    page.get_by_label("Everybody who is there").check()
    press(page, "Continue")
    page.get_by_text("This is who gets what").wait_for()


SCENES = [
    Scene("call", "admin:intake_submission_call", at(CALL)),
    Scene("call-refused", "admin:intake_submission_call", _refused_call),
    Scene("submission-merge", "admin:intake_submission_merge", _merge),
    Scene("submission-merge-refused", "admin:intake_submission_merge", _refused_merge),
    Scene("submission-kept", "admin:intake_submission_change", _kept),
    Scene("submission-merged", "admin:intake_submission_change", _merged),
    Scene("submission-linked", "admin:intake_submission_change", _linked),
    Scene("submission-link", "admin:intake_submission_link", _beside("link")),
    Scene("submission-split", "admin:intake_submission_split", _split),
    Scene("submission-forward", "admin:intake_submission_forward", _beside("forward")),
    Scene("submission-forward-words", "admin:intake_submission_forward", _forward_words),
    Scene("days-away", "admin:intake_absence_changelist", _days),
    Scene("days-away-refused", "admin:intake_absence_changelist", _refused_days),
    Scene("handover", "admin:intake_absence_handover", _handover),
    Scene("handover-plan", "admin:intake_absence_handover", _handover_plan),
]
