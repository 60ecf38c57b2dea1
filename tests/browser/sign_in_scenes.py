"""The pages for the second step and for one's own sign-in, and how a browser gets there."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.forms import press
from tests.browser.portal import STAFF_PASSWORD, Portal
from tests.browser.scenes import Scene, at

YOURS = "/admin/sign-in/"
#: Where scripts and buttons post to, and another name of the sign-in page.
NO_PAGES = {"mfa_login_webauthn", "sign_out_everywhere", "account_login"}
Show = Callable[[Page, Portal], None]


def type_password(page: Page, name: str, password: str = STAFF_PASSWORD) -> None:
    """Sign in by a name and a password."""
    page.context.clear_cookies()
    page.goto("/admin/login/")
    page.get_by_label("Name or email address").fill(name)
    page.get_by_label("Password").fill(password)
    press(page, "Sign in")


def _as(name: str, path: str) -> Show:
    """A page as one of the accounts sees it that `sign_in_states` makes."""

    def show(page: Page, portal: Portal) -> None:
        page.context.clear_cookies()
        page.context.add_cookies([{"name": "session", "value": portal.sign_ins[name], "url": portal.url}])
        page.goto(YOURS + path)

    return show


def _step(page: Page, portal: Portal) -> None:
    assert portal.sign_ins
    type_password(page, "tess")
    page.get_by_role("heading", name="Second step").wait_for()


def _refused_step(page: Page, portal: Portal) -> None:
    _step(page, portal)
    page.get_by_label("Code").fill("000000")
    press(page, "Sign in")
    page.get_by_role("alert").wait_for()


def _refused_app(page: Page, portal: Portal) -> None:
    _as("owen", "app/")(page, portal)
    press(page, "Set up the app")
    page.get_by_role("alert").wait_for()


def _remove_passkey(page: Page, portal: Portal) -> None:
    _as("pat", f"passkeys/{portal.sign_ins['passkey']}/remove/")(page, portal)


def _new_codes(page: Page, portal: Portal) -> None:
    _as("tess", "codes/new/")(page, portal)
    press(page, "Make new recovery codes")
    page.get_by_text("They are shown only now.").wait_for()


def _codes(page: Page, portal: Portal) -> None:
    _new_codes(page, portal)
    page.goto(f"{YOURS}codes/")


def _rescue(page: Page, portal: Portal) -> None:
    page.goto(portal.rescue("rita"))
    page.get_by_role("heading", name="Choose your password").wait_for()


SCENES = [
    Scene("second-step", "mfa_authenticate", _step),
    Scene("second-step-refused", "mfa_authenticate", _refused_step),
    Scene("your-sign-in", "mfa_index", _as("tess", "")),
    Scene("your-sign-in-passkey", "mfa_index", _as("pat", "")),
    Scene("your-sign-in-owed", "mfa_index", _as("owen", "")),
    Scene("app", "mfa_activate_totp", _as("owen", "app/")),
    Scene("app-refused", "mfa_activate_totp", _refused_app),
    Scene("app-remove", "mfa_deactivate_totp", _as("tess", "app/remove/")),
    Scene("passkey", "mfa_add_webauthn", _as("tess", "passkeys/add/")),
    Scene("passkey-remove", "mfa_remove_webauthn", _remove_passkey),
    Scene("codes-new", "mfa_generate_recovery_codes", _as("tess", "codes/new/")),
    Scene("codes-shown", "mfa_view_recovery_codes", _new_codes),
    Scene("codes", "mfa_view_recovery_codes", _codes),
    Scene("confirm-password", "account_reauthenticate", at(f"{YOURS}confirm/")),
    Scene("confirm-code", "mfa_reauthenticate", _as("pat", "confirm/code/")),
    Scene("rescue", "admin:rescue", _rescue),
    Scene("rescue-gone", "admin:rescue", at("/admin/rescue/MQ/gone/")),
]
