"""The page of a form that nobody can begin any more, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.portal import Portal
from tests.browser.scenes import Scene
from tests.factories import EnquiryTypeFactory, catch_all_queue

MESSAGE = "All places are taken.\n\nThe next course begins in spring: telephone 020 7946 0100."
Show = Callable[[Page, Portal], None]


def make() -> list[str]:
    """Make a type that is closed, and one that says so in HLT's own words; return their slugs."""
    closed = {"closes_at": "2026-01-05T17:00Z", "usual_queue": catch_all_queue()}
    course = EnquiryTypeFactory(name="First aid course", slug="first-aid", **closed)
    camp = EnquiryTypeFactory(name="Summer camp", slug="summer-camp", closed_message=MESSAGE, **closed)
    return [course.slug, camp.slug]


def _closed(which: int) -> Show:
    def show(page: Page, portal: Portal) -> None:
        page.goto(f"/enquiries/{portal.closed_forms[which]}/")
        page.get_by_role("heading", name="this form is closed").wait_for()

    return show


PUBLIC = [
    Scene("form-closed", "enquiries:form", _closed(0)),
    Scene("form-closed-in-own-words", "enquiries:form", _closed(1)),
]
