"""Suggested answers: what the public and the staff see of them, and how a browser gets there."""

from playwright.sync_api import Page

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

TRY = "/admin/enquiries/suggestedanswer/try/"
#: Fits all three answers that the IT helpdesk begins with.
TROUBLES = "The printer lost the wifi, and asks for a password."


def suggested(page: Page, message: str = TROUBLES) -> None:
    """Go to the check page of a request that answers fit."""
    forms.check(page, "it-helpdesk", message=message)
    page.get_by_role("heading", name="Before you send: have you tried this?").wait_for()


def _suggested(page: Page, portal: Portal) -> None:
    suggested(page)
    page.locator("details summary").last.click()


def _solved(page: Page, portal: Portal) -> None:
    suggested(page)
    page.get_by_role("button", name="This solved it").first.click()
    page.get_by_role("heading", name="Nothing was sent").wait_for()


def try_words(page: Page, text: str) -> None:
    page.goto(TRY)
    page.get_by_label("Type", exact=True).select_option("IT helpdesk request")
    page.get_by_label("What somebody types").fill(text)
    press(page, "Try")


def _tried(page: Page, portal: Portal) -> None:
    try_words(page, TROUBLES)
    page.get_by_role("heading", name="3 answers fit").wait_for()


def _refused_trial(page: Page, portal: Portal) -> None:
    try_words(page, "")
    page.get_by_role("alert").wait_for()


PUBLIC = [
    Scene("check-suggested", "enquiries:check", _suggested),
    Scene("solved", "enquiries:solved", _solved),
]
STAFF = [
    Scene("answers-try", "admin:enquiries_suggestedanswer_try", at(TRY)),
    Scene("answers-tried", "admin:enquiries_suggestedanswer_try", _tried),
    Scene("answers-refused", "admin:enquiries_suggestedanswer_try", _refused_trial),
]
