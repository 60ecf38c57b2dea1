"""Accounts in each state of their sign-in, and a session of each, as the pages about it are looked at."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from intake import staff_sessions
from tests.browser.portal import STAFF_PASSWORD

_BACKEND = "intake.access.NameOrEmailBackend"
#: What allauth keeps of how somebody signed in; a day ahead, so that no page asks for the password again.
_RECORDS = "account_authentication_methods"
_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36"


def account(name: str, password: str | None = STAFF_PASSWORD) -> User:
    """An administrator of that name."""
    return User.objects.create_superuser(name, f"{name}@example.org", password, first_name=name.title())


def name_of_account(name: str) -> str:
    """The name of an administrator of that name, who is made."""
    return account(name).username


def colleague() -> str:
    """The name of the administrator Lena Lead, who is made."""
    lena = User.objects.create_superuser(
        "lena", "lena@example.org", STAFF_PASSWORD, first_name="Lena", last_name="Lead"
    )
    return lena.username


def session_of(user: User, *, owes: bool = False) -> str:
    """The key of a session in which somebody has just signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[_RECORDS] = [{"method": "password", "at": time.time() + 24 * 60 * 60}]
    session[f"{_RECORDS}_user"] = str(user.pk)
    staff_sessions.begin(session, user=user, browser=_CHROME)
    staff_sessions.owe_second_factor(session, owes)
    session.save()
    return str(session.session_key)


def make() -> dict[str, str]:
    """Make them: Tess has an app, Owen owes a second factor, Pat has a passkey and no password."""
    tess, owen, pat = account("tess"), account("owen"), account("pat", None)
    TOTP.activate(tess, generate_totp_secret())
    RecoveryCodes.activate(tess)
    data = {"name": "Blue key", "credential": {}}
    key = Authenticator.objects.create(user=pat, type=Authenticator.Type.WEBAUTHN, data=data)
    RecoveryCodes.activate(pat)
    return {
        "tess": session_of(tess),
        "owen": session_of(owen, owes=True),
        "pat": session_of(pat),
        "passkey": str(key.pk),
    }
