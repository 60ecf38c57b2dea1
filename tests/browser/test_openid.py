"""Signing in through the council's directory in a real browser, with a real OpenID provider here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, Popen

import pytest
from playwright.sync_api import Page, expect

from portal import embedded
from tests import openid_provider
from tests.browser.directory_scenes import a_group
from tests.browser.portal import STAFF_PASSWORD, Portal
from tests.browser.test_accessibility import look_at
from tests.processes.site import ROOT, answers, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.security("sign-in"), pytest.mark.thorough]


@pytest.fixture(scope="module")
def provider() -> Iterator[openid_provider.Provider]:
    with openid_provider.running() as provider:
        provider.knows("ada-1", email="ada.web@example.org", name="Ada Okoro", groups=["press"])
        provider.knows("ben-1", email="ben.web@example.org", name="Ben Hale", groups=["canteen"])
        yield provider


@pytest.fixture(scope="module")
def address(portal: Portal, provider: openid_provider.Provider) -> Iterator[str]:
    """The same portal at another address, where staff sign in through the directory."""
    with _served(portal, provider) as address:
        yield address


@contextmanager
def _served(portal: Portal, provider: openid_provider.Provider) -> Iterator[str]:
    port = embedded.free_port()
    url = f"http://localhost:{port}"
    environment = portal.environment | {
        "PORT": str(port),
        "SITE_URL": url,
        "OIDC_SERVER_URL": provider.url,
        "OIDC_CLIENT_ID": "portal",
        "OIDC_CLIENT_SECRET": "the client’s secret",
        "OIDC_NAME": "your Hackney account",
    }
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"localhost:{port}"]
    process = Popen(command, cwd=ROOT, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    try:
        wait_until(lambda: answers(f"{url}/healthz"), seconds=60)
        yield url
    finally:
        process.terminate()
        process.wait(30)


def _sign_in(page: Page, address: str, sub: str) -> None:
    page.goto(f"{address}/admin/intake/submission/")
    page.get_by_role("button", name="Sign in with your Hackney account").click()
    page.get_by_placeholder("sub").fill(sub)
    page.get_by_role("button", name="Authorize").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_colleague_signs_in_with_their_work_account_and_sees_their_queue(
    browse, signed_in, portal, address, scripts
):
    a_group(browse(storage_state=signed_in), portal)
    page = browse(java_script_enabled=scripts)
    _sign_in(page, address, "ada-1")

    expect(page).to_have_url(f"{address}/admin/intake/submission/")
    expect(page.get_by_text("Signed in as Ada Okoro")).to_be_visible()
    page.goto(f"{address}/admin/intake/submission/?view=everything")
    expect(page.locator(".cell-reference a").first).to_be_visible()
    assert page.complaints == []


def test_who_has_no_group_is_told_whom_to_ask(browse, address, pictures):
    page = browse()
    _sign_in(page, address, "ben-1")
    expect(page.get_by_text("Ask your manager to have you put into the group")).to_be_visible()
    look_at(page, "staff-directory-refused", pictures)


def test_who_changes_their_mind_may_use_a_password_kept_for_emergencies(browse, address, pictures):
    page = browse()
    page.goto(f"{address}/admin/")
    look_at(page, "staff-directory-sign-in", pictures)
    page.get_by_role("button", name="Sign in with your Hackney account").click()
    page.get_by_role("button", name="Deny").click()
    # This provider comes back without the state, as none should; one that does leads to the sign-in page.
    page.get_by_role("link", name="Start again").click()
    page.get_by_label("Name or email address").fill("staff")
    page.get_by_label("Password").fill(STAFF_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="My work")).to_be_visible()


def test_an_answer_that_nobody_asked_for(browse, address, pictures):
    page = browse()
    page.goto(f"{address}/admin/sign-in/directory/callback/?code=1&state=2")
    expect(page.get_by_role("heading", name="Signing in did not work")).to_be_visible()
    look_at(page, "staff-directory-failed", pictures)
