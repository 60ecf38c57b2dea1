"""Filling in the enquiry forms as a visitor does."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from playwright.sync_api import Page


def deadline(**after: int) -> str:
    """A moment from now, as the deadline's field takes it."""
    return f"{dt.datetime.now(ZoneInfo('Europe/London')) + dt.timedelta(**after):%Y-%m-%dT%H:%M}"


def asked_by_every_type(**more: Any) -> dict[str, Any]:
    """Good answers to what every type asks, by the fields' names."""
    return {
        "name": "Jo Bloggs",
        "email": "jo@example.org",
        "message": "When do the school meals menus change?",
        "privacy": True,
        **more,
    }


def answers(slug: str, **more: Any) -> dict[str, Any]:
    """Good answers to a form, by the fields' names."""
    return asked_by_every_type(**_OWN[slug]) | more


_OWN: dict[str, dict[str, Any]] = {
    "press": {
        "outlet": "Hackney Gazette",
        "outlet_type": "newspaper",
        "deadline": deadline(days=7),
        "request_type": "statement",
    },
    "it-helpdesk": {
        "school_or_service": "The admissions team",
        "role": "School business manager",
        "impact": "whole_school",
        "service": "network",
    },
    "web-team": {"page_url": "/contacts/", "problem": "accessibility"},
    "general": {"about": "school_meals", "i_am": "parent"},
}
SLUGS = tuple(_OWN)
FILE = {"name": "letter.csv", "mimeType": "text/csv", "buffer": b"term,begins\nautumn,2026-09-01\n"}


def fill(page: Page, given: dict[str, Any]) -> None:
    """Give these answers, by the fields' names."""
    for name, value in given.items():
        field = page.locator(f"main [name={name}]")
        kind = field.first.get_attribute("type")
        if kind == "radio":
            page.locator(f"main [name={name}][value={value}]").check()
        elif kind == "checkbox":
            field.set_checked(value)
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(value)


def check(page: Page, slug: str, **more: Any) -> None:
    """Fill in a form and go on to its check page."""
    page.goto(f"/enquiries/{slug}/")
    fill(page, answers(slug, **more))
    press(page, "Continue")
    page.get_by_role("heading", name="Check your answers").wait_for()


def send(page: Page, slug: str, **more: Any) -> str:
    """Fill in a form and send it; return the reference that the confirmation shows."""
    check(page, slug, **more)
    press(page, "Send")
    return reference(page)


def reference(page: Page) -> str:
    """The reference on the confirmation."""
    return page.locator(".govuk-panel__body strong").inner_text()


def press(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name, exact=True).click()
