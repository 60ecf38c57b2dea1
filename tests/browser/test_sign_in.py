"""Staff sign in with more than a password: by an app without JavaScript, and by a passkey."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.forms import press
from tests.browser.portal import STAFF_PASSWORD
from tests.browser.sign_in_scenes import YOURS, type_password

pytestmark = [pytest.mark.browser, pytest.mark.security("sign-in"), pytest.mark.thorough]

#: A telephone or a computer that asks for a finger, and gets it.
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def nia(portal) -> str:
    """The name of an account that no other test uses."""
    return portal.account(f"nia{uuid4().hex[:8]}")


def code(secret: str, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def type_code(page: Page, typed: str) -> None:
    page.get_by_label("Code").fill(typed)
    press(page, "Sign in")


def sign_out(page: Page) -> None:
    page.goto("/admin/")
    press(page, "Log out")


def test_an_app_is_set_up_and_asked_for_without_javascript(browse, nia):
    page = browse(java_script_enabled=False)
    type_password(page, nia)
    page.get_by_role("link", name="Your sign-in").click()
    page.get_by_role("link", name="Set up an authenticator app").click()
    secret = page.locator("code.key").inner_text()
    page.get_by_label("Code that the app shows").fill(code(secret))
    press(page, "Set up the app")
    page.get_by_role("link", name="I have kept them").wait_for()
    codes = page.locator(".codes code").all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the codes as a file").click()
    kept = download.value.path().read_text()
    assert all(each in kept for each in codes)
    page.get_by_role("link", name="I have kept them").click()
    sign_out(page)

    type_password(page, nia)
    type_code(page, "000000")
    expect(page.get_by_role("alert")).to_contain_text("That code is not right.")
    type_code(page, code(secret, steps=1))
    expect(page).to_have_title("My work – Hackney Learning Trust")
    sign_out(page)

    type_password(page, nia)
    type_code(page, codes[0])
    page.get_by_role("link", name="Your sign-in").click()
    expect(page.get_by_text("9 of 10 left")).to_be_visible()


def test_a_passkey_is_added_and_signs_in_by_itself_and_as_the_second_step(browse, nia):
    page = browse()
    has_authenticator(page)
    type_password(page, nia)
    page.goto(YOURS)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What is it?").fill("Work laptop")
    press(page, "Add the passkey")
    page.get_by_role("link", name="I have kept them").click()
    sign_out(page)

    page.goto("/admin/login/?next=/admin/intake/submission/")
    press(page, "Sign in with a passkey")
    expect(page).to_have_url(re.compile("^[^?]*/admin/intake/submission/$"))
    expect(page.get_by_role("heading", name="Submissions")).to_be_visible()
    sign_out(page)

    type_password(page, nia)
    press(page, "Use a passkey")
    expect(page).to_have_title("My work – Hackney Learning Trust")
    page.goto(YOURS)
    expect(page.get_by_text("Work laptop, added on")).to_be_visible()


def test_without_the_key_the_passkey_is_no_way_in(browse, nia):
    page = browse()
    authenticator = has_authenticator(page)
    type_password(page, nia)
    page.goto(f"{YOURS}passkeys/add/")
    press(page, "Add the passkey")
    page.get_by_role("link", name="I have kept them").click()
    sign_out(page)
    authenticator("WebAuthn.clearCredentials")

    page.goto("/admin/login/")
    press(page, "Sign in with a passkey")
    expect(page.get_by_role("alert")).to_have_text(
        "The passkey was not used. Try again, or sign in with your password."
    )


def test_signing_out_everywhere_ends_the_other_browser(browse, nia):
    here, there = browse(), browse()
    for page in (here, there):
        type_password(page, nia, STAFF_PASSWORD)
    here.goto(YOURS)
    press(here, "Sign out everywhere")
    there.goto("/admin/")
    expect(there).to_have_url(re.compile("/admin/login/"))


def has_authenticator(page: Page) -> Callable[[str], object]:
    """Give the browser an authenticator; return what tells it something."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    added = tool.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return lambda command: tool.send(command, {"authenticatorId": added["authenticatorId"]})
