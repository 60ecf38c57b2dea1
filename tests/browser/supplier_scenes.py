"""Every page of the suppliers' side in each state worth looking at."""

from collections.abc import Callable

from playwright.sync_api import Page

from suppliers.sections import SECTIONS
from tests.browser.forms import press
from tests.browser.portal import Portal
from tests.browser.scenes import Scene, at

#: For scripts, for programs that open files, and for buttons only.
NO_PAGES = {
    *("suppliers:categories", "suppliers:company", "suppliers:copy", "suppliers:document"),
    *("suppliers:begin", "suppliers:leave"),
}
Show = Callable[[Page, Portal], object]


def of(state: str, page_name: str = "") -> Show:
    """A page of the registration in a state."""
    return lambda page, portal: page.goto(f"/suppliers/registration/{portal.states[state]}/{page_name}")


def _refused(show: Show, button: str) -> Show:
    """A page after its button was pressed with nothing filled in."""

    def show_refused(page: Page, portal: Portal) -> None:
        show(page, portal)
        press(page, button)
        page.get_by_role("alert").first.wait_for()

    return show_refused


def _enter(page: Page, portal: Portal) -> None:
    page.goto(f"/suppliers/enter/{portal.states['in-unspent']}/")


def _stop(page: Page, portal: Portal) -> None:
    page.goto(f"/suppliers/stop/{portal.states['stop']}/")


def _stopped(page: Page, portal: Portal) -> None:
    _stop(page, portal)
    # Another test may have stopped them before.
    if page.get_by_role("button", name="Stop the reminders").count():
        press(page, "Stop the reminders")
    page.get_by_role("heading", name="No more reminders").wait_for()


def _found_categories(page: Page, portal: Portal) -> None:
    of("ready", "offer/")(page, portal)
    page.locator("[name=category_search]").press_sequentially("gardening")
    page.get_by_role("option").filter(has_text="Landscaping work").wait_for()


def _looked_up(page: Page, portal: Portal) -> None:
    of("ready", "organisation/")(page, portal)
    press(page, "Look it up at Companies House")
    page.get_by_text("We cannot reach Companies House").wait_for()


def _declared(page: Page, portal: Portal) -> None:
    of("ready", "declarations/")(page, portal)
    page.locator("[name=ground_poor_performance][value=yes]").check()
    page.locator("[name=ground_poor_performance_details]").wait_for()


def _conflict(page: Page, portal: Portal) -> None:
    """A section that somebody else has saved meanwhile."""
    of("ready", "contacts/")(page, portal)
    page.locator("[name=version]").evaluate("input => { input.value = 0; }")
    page.locator("[name=main_name]").fill("Ada Okoro-Reed")
    press(page, "Save and continue")
    page.get_by_role("alert").wait_for()


def _refused_file(page: Page, portal: Portal) -> None:
    of("ready", "insurance/")(page, portal)
    file = {"name": "certificate.exe", "mimeType": "application/octet-stream", "buffer": b"MZ\x90\x00" * 40}
    page.locator("[name=document_public_liability]").set_input_files(file)
    press(page, "Save and continue")
    page.get_by_role("alert").first.wait_for()


OUTSIDE = [
    Scene("supplier-guide", "suppliers:guide", at("/suppliers/")),
    Scene("supplier-register", "suppliers:register", at("/suppliers/register/")),
    Scene("supplier-register-kept", "suppliers:register", at("/suppliers/register/?kept=yes")),
    Scene(
        "supplier-register-errors",
        "suppliers:register",
        _refused(at("/suppliers/register/"), "Email me a link"),
    ),
    Scene("supplier-link-sent", "suppliers:link-sent", at("/suppliers/register/sent/")),
    Scene("supplier-enter", "suppliers:enter", _enter),
    Scene("supplier-link-not-good", "suppliers:enter", at("/suppliers/enter/no-such-token/")),
    Scene("supplier-stop", "suppliers:stop", _stop),
    Scene("supplier-stopped", "suppliers:stop", _stopped),
    Scene("supplier-stop-unknown", "suppliers:stop", at("/suppliers/stop/no-such-token/")),
    Scene("supplier-directory", "suppliers:directory", at("/suppliers/directory/")),
    Scene("supplier-directory-none", "suppliers:directory", at("/suppliers/directory/?q=nothing+like+it")),
]
_SECTIONS = [
    scene
    for slug in (section.slug for section in SECTIONS)
    for scene in (
        Scene(f"section-{slug}", "suppliers:section", of("blank", f"{slug}/")),
        Scene(
            f"section-{slug}-errors",
            "suppliers:section",
            _refused(of("faulty", f"{slug}/"), "Save and continue"),
        ),
    )
]
INSIDE = [
    Scene("home", "suppliers:home", at("/suppliers/home/")),
    Scene("task-list", "suppliers:registration", of("begun")),
    Scene("task-list-later", "suppliers:registration", of("begun", "?later=yes")),
    Scene("task-list-renewal", "suppliers:registration", of("renewal")),
    Scene("task-list-change", "suppliers:registration", of("change")),
    *_SECTIONS,
    Scene("section-insurance-filled", "suppliers:section", of("ready", "insurance/")),
    Scene("section-insurance-file-refused", "suppliers:section", _refused_file),
    Scene("section-offer-suggestions", "suppliers:section", _found_categories),
    Scene("section-organisation-looked-up", "suppliers:section", _looked_up),
    Scene("section-declarations-yes", "suppliers:section", _declared),
    Scene("section-conflict", "suppliers:section", _conflict),
    Scene("section-renewal", "suppliers:section", of("renewal", "insurance/")),
    Scene("check", "suppliers:check", of("ready", "check/")),
    Scene("check-errors", "suppliers:check", _refused(of("begun", "check/"), "Send")),
    Scene("check-change", "suppliers:check", of("change", "check/")),
    Scene("people", "suppliers:people", of("begun", "people/")),
    Scene("people-errors", "suppliers:people", _refused(of("begun", "people/"), "Invite")),
    Scene("sent", "suppliers:sent", of("submitted", "sent/")),
    *(
        Scene(f"status-{state}", "suppliers:registration", of(state))
        for state in (
            *("submitted", "changes", "approved", "suspended"),
            *("lapsed", "rejected", "withdrawn"),
        )
    ),
    Scene(
        "status-message-errors",
        "suppliers:message",
        _refused(of("submitted"), "Write to our procurement team"),
    ),
    Scene("withdraw", "suppliers:withdraw", of("submitted", "withdraw/")),
    Scene("delete", "suppliers:delete", of("begun", "delete/")),
]
