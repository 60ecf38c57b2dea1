"""The pages about personal data: what was erased, how long what is kept, what is held."""

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

ERASURES, TIMES, HOLDS = (f"/admin/intake/{name}/" for name in ("erasurerun", "retentionrule", "legalhold"))
#: A file, and no page.
NO_PAGES = {"admin:intake_erasurerun_copy"}
PERSON = f"{ERASURES}person/"


def _dry_run(page: Page, portal: Portal) -> None:
    page.goto(ERASURES)
    press(page, "Make a dry run")
    page.get_by_text("Nothing was.").wait_for()


def _times(page: Page, portal: Portal) -> None:
    page.goto(TIMES)
    page.get_by_label("Type", exact=True).select_option("press")
    page.get_by_label("Days after it was closed").fill("365")
    page.get_by_label("Why so long").fill("What a journalist asked is of no use after a year.")
    press(page, "Set this time")
    page.get_by_text("Set: ").wait_for()


def _refused_time(page: Page, portal: Portal) -> None:
    page.goto(TIMES)
    press(page, "Set this time")
    page.get_by_role("alert").wait_for()


def _holds(page: Page, portal: Portal) -> None:
    page.goto(HOLDS)
    page.get_by_label("Reference or email address").fill("held@example.org")
    page.get_by_label("Reason").fill("Claim in the county court")
    press(page, "Place this hold")
    page.get_by_text("Held. ").wait_for()


def _refused_hold(page: Page, portal: Portal) -> None:
    page.goto(HOLDS)
    page.get_by_label("Reference or email address").fill("HLT-000")
    page.get_by_label("Reason").fill("Claim")
    press(page, "Place this hold")
    page.get_by_role("alert").wait_for()


def _person(page: Page, portal: Portal) -> None:
    page.goto(PERSON)
    page.get_by_label("Email address").fill("nobody@example.org")
    press(page, "Look")
    page.get_by_role("heading", name="What is held").wait_for()


def _copies(page: Page, portal: Portal) -> None:
    _person(page, portal)
    press(page, "Make a copy")
    page.get_by_role("heading", name="Copies that were made").wait_for()


def _refused_person(page: Page, portal: Portal) -> None:
    page.goto(PERSON)
    page.get_by_label("Email address").fill("nobody")
    press(page, "Look")
    page.get_by_role("alert").wait_for()


STAFF = [
    Scene("person", "admin:intake_erasurerun_person", _person),
    Scene("person-copies", "admin:intake_erasurerun_person", _copies),
    Scene("person-refused", "admin:intake_erasurerun_person", _refused_person),
    Scene("erasures", "admin:intake_erasurerun_changelist", at(ERASURES)),
    Scene("erasures-dry-run", "admin:intake_erasurerun_changelist", _dry_run),
    Scene("times", "admin:intake_retentionrule_changelist", _times),
    Scene("times-refused", "admin:intake_retentionrule_changelist", _refused_time),
    Scene("legal-holds", "admin:intake_legalhold_changelist", _holds),
    Scene("legal-holds-refused", "admin:intake_legalhold_changelist", _refused_hold),
]
