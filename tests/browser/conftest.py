"""A real browser, and the whole portal in processes of its own: one of each for every worker of xdist."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    sync_playwright,
)

from scripts.run_tests import BROWSERS
from tests.browser.portal import STAFF_PASSWORD, Portal
from tests.browser.supplier import press_the_button_behind
from tests.databases import give_migrated

_WAITS_AT_MOST = 10_000
NOBODY: dict = {"cookies": []}
#: The first is for root; the second leaves out a process that only a screen needs.
_FLAGS = ("--no-sandbox", "--disable-gpu")


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """The portal, started when the first test asks for it; how it makes a database, tests/processes holds."""
    portal = Portal(tmp_path_factory.mktemp("portal") / "data")
    give_migrated(portal.folder)
    try:
        portal.begin()
        yield portal
    finally:
        if portal.process:
            portal.ends(signal.SIGTERM)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser: the one that CHROMIUM names, else one of the machine's, else Playwright's own."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        except Error as error:
            why = str(error).splitlines()[0]
            pytest.fail(
                f"The browser tests need Chromium, and {found or 'none on PATH'} does not start ({why}). "
                "Install it (on Debian: apt-get install chromium) or name it: CHROMIUM=/path/of/chromium",
                pytrace=False,
            )
        yield browser
        browser.close()


Browse = Callable[..., Page]


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What pages say on the console, such as of a breach of the content security policy: nothing may be."""
    complaints: list[str] = []
    yield complaints
    assert complaints == []


@pytest.fixture
def browse(chromium: Browser, portal: Portal, complaints: list[str]) -> Iterator[Browse]:
    """A function that opens a browser of its own: no cookies but those given, at a width."""
    contexts = []

    def open_browser(**options) -> Page:
        contexts.append(_context(chromium, portal, **options))
        return _watched(contexts[-1].new_page(), complaints)

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def kept_pages() -> Iterator[dict[str, Page]]:
    """The pages that the tests of a module show one after the other, by the name of who looks at them."""
    pages: dict[str, Page] = {}
    yield pages
    for page in pages.values():
        page.context.close()


@pytest.fixture
def look(
    chromium: Browser, portal: Portal, kept_pages: dict[str, Page], complaints: list[str]
) -> Iterator[Callable[[str, dict], Page]]:
    """A function that returns the page kept for somebody, empty and with their cookies as they were.

    A browser of its own for each of hundreds of scenes would take a third of their time, and a page, that is
    a process of Chromium, half of what is left.
    """
    used = []

    def show_page(who: str, cookies: dict = NOBODY) -> Page:
        if who not in kept_pages or kept_pages[who].is_closed():
            kept_pages[who] = _context(chromium, portal).new_page()
        page = kept_pages[who]
        page.context.clear_cookies()
        page.context.add_cookies(cookies["cookies"])
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        used.append(_watched(page, complaints))
        return page

    yield show_page
    for page in used:
        page.unroute_all()
        page.goto("about:blank")
        page.remove_listener("console", page.on_console)
        page.remove_listener("pageerror", page.on_error)


def _context(
    chromium: Browser, portal: Portal, *, width: int = 1280, height: int = 900, **options
) -> BrowserContext:
    context = chromium.new_context(
        base_url=portal.url,
        viewport={"width": width, "height": height},
        locale="en-GB",
        timezone_id="Europe/London",
        **{"reduced_motion": "reduce", **options},
    )
    context.set_default_timeout(_WAITS_AT_MOST)
    return context


def _watched(page: Page, complaints: list[str]) -> Page:
    def complain(message: ConsoleMessage) -> None:
        # Chromium says so of every page that is answered with 404 or 422, as some are meant to be.
        expected = (
            message.text.startswith("Failed to load resource") and "/static/" not in message.location["url"]
        )
        if message.type in ("error", "warning") and not expected:
            complaints.append(message.text)

    def fail(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", complain)
    page.on("pageerror", fail)
    page.on_console, page.on_error = complain, fail
    page.complaints = complaints
    return page


@pytest.fixture
def page(browse: Browse) -> Page:
    """A visitor's browser."""
    return browse()


@pytest.fixture(scope="session")
def signed_in(portal: Portal, chromium: Browser) -> dict:
    """The cookies of `staff`, signed in once for all tests."""
    context = chromium.new_context(base_url=portal.url)
    page = context.new_page()
    page.goto("/admin/")
    page.get_by_label("Name or email address").fill("staff")
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="My work").wait_for()
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture(scope="session")
def supplier_signed_in(portal: Portal, chromium: Browser) -> dict:
    """The cookies of the person who has the registrations of `portal.states`, come in once for all tests."""
    context = chromium.new_context(base_url=portal.url)
    press_the_button_behind(context.new_page(), f"/suppliers/enter/{portal.states['in']}/")
    cookies = context.storage_state()
    context.close()
    return cookies


@pytest.fixture
def staff(browse: Browse, signed_in: dict) -> Page:
    """The browser of an administrator, who is a lead of every queue that the portal begins with."""
    return browse(storage_state=signed_in)


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path | None:
    """The folder for pictures of pages, if they are wanted."""
    folder = request.config.getoption("--pictures")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
