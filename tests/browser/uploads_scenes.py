"""The pages of a submission some of whose files nobody may open."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.portal import Portal
from tests.browser.scenes import Scene


def _kept_away(of: str) -> Callable[[Page, Portal], None]:
    def show(page: Page, portal: Portal) -> None:
        page.goto(portal.kept_away[of])
        if of == "sender":
            page.get_by_text("What you sent").click()
        page.get_by_text("being checked for viruses").wait_for()

    return show


PUBLIC = [Scene("tracking-files-kept-away", "intake:tracking", _kept_away("sender"))]
STAFF = [Scene("submission-files-kept-away", "admin:intake_submission_change", _kept_away("staff"))]
