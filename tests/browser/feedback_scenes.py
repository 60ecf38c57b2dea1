"""What asks a sender for feedback and what shows it to staff, in each state, and how a browser gets there."""

import re
from uuid import uuid4

from playwright.sync_api import Page

from tests.browser import forms
from tests.browser.forms import press
from tests.browser.portal import Portal, text_of
from tests.browser.scenes import Scene, tracking_link
from tests.browser.staff_scenes import FIGURES, LIST

COMMENT = "Answer sooner: I had to ring twice, and the school had to close for a day."


def _sent(page: Page, portal: Portal) -> str:
    """Send an enquiry and go to its tracking page; return its reference."""
    sender = f"{uuid4().hex[:12]}@example.org"
    reference = forms.send(page, "general", email=sender)
    page.goto(tracking_link(text_of(portal.email(to=sender))))
    return reference


def _solved(page: Page, portal: Portal) -> str:
    reference = _sent(page, portal)
    page.get_by_role("link", name="It is solved, thank you").click()
    press(page, "Yes, it is solved")
    page.get_by_role("link", name="Tell us how we did").wait_for()
    return reference


def _asked(page: Page, portal: Portal) -> str:
    reference = _solved(page, portal)
    page.get_by_role("link", name="Tell us how we did").click()
    page.get_by_role("heading", name="How did we do?").wait_for()
    return reference


def _refused(page: Page, portal: Portal) -> None:
    _asked(page, portal)
    press(page, "Send feedback")
    page.get_by_role("alert").wait_for()


def _given(page: Page, portal: Portal) -> str:
    reference = _asked(page, portal)
    page.get_by_label("Dissatisfied", exact=True).check()
    page.get_by_label("What could be better?").fill(COMMENT)
    press(page, "Send feedback")
    page.get_by_text("Thank you for your feedback").first.wait_for()
    return reference


def _changed(page: Page, portal: Portal) -> None:
    _given(page, portal)
    page.get_by_role("link", name="Change your feedback").click()
    page.get_by_text("You can change it here.").wait_for()


def _too_early(page: Page, portal: Portal) -> None:
    _sent(page, portal)
    page.goto(f"{page.url}feedback/?rating=4")
    page.get_by_role("heading", name="You cannot give feedback now").wait_for()


def _on_the_submission(page: Page, portal: Portal) -> None:
    reference = _given(page, portal)
    page.goto(f"{LIST}?view=everything&q={reference}")
    page.get_by_role("link", name=reference, exact=True).click()
    page.get_by_text(COMMENT).wait_for()


def _among_the_figures(page: Page, portal: Portal) -> None:
    reference = _given(page, portal)
    page.goto(FIGURES)
    page.get_by_role("region", name="What could be better").get_by_text(re.compile(reference)).wait_for()


PUBLIC = [
    Scene("tracking-resolved", "intake:tracking", _solved),
    Scene("feedback", "intake:tracking-feedback", _asked),
    Scene("feedback-errors", "intake:tracking-feedback", _refused),
    Scene("feedback-given", "intake:tracking", _given),
    Scene("feedback-again", "intake:tracking-feedback", _changed),
    Scene("feedback-too-early", "intake:tracking-feedback", _too_early),
]
STAFF = [
    Scene("submission-feedback", "admin:intake_submission_change", _on_the_submission),
    Scene("figures-feedback", "admin:intake_submission_figures", _among_the_figures),
]
