"""The sessions of staff: they end when nobody uses them, after a day, and all at once where that is wanted.

How long a session lives is Django's to enforce: it is written in the session itself, when somebody signs in
and then every few minutes, but never for longer than a day from its start.
"""

import datetime as dt
import re
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from intake import signing_in
from intake.models import StaffSession

LONGEST = dt.timedelta(hours=24)
#: A page does not write the session anew within this time.
RENEWED_EVERY = dt.timedelta(minutes=5)
_STARTED, _RENEWED, _LISTED, _OWES = "staff.started", "staff.renewed", "staff.listed", "staff.owes"
_BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("iPhone|iPad", "iOS"), ("Android", "Android"), ("Windows", "Windows")),
    *(("Mac OS", "macOS"), ("Linux", "Linux")),
)


class Shown(NamedTuple):
    """A session, as its account's owner sees it."""

    browser: str
    started_at: dt.datetime
    is_this: bool


def begin(session: SessionBase, *, user: User, browser: str = "") -> None:
    """Note that `user` has signed in; the session has got its new key from Django by now."""
    now = timezone.now()
    session[_STARTED] = now.isoformat()
    _renew(session, now, now)
    if not session.session_key:
        session.create()
    _list(session, user.pk, browser)


def keep(session: SessionBase, *, is_used: bool, browser: str = "") -> None:
    """Prolong the session of who is signed in, where somebody uses it and it was not done a moment ago.

    Args:
        session: of any visitor.
        is_used: whether a person asked for something, and not a page that is open by itself.
        browser: what the browser says it is.
    """
    if SESSION_KEY not in session:
        return
    if session.get(_LISTED) != session.session_key and session.session_key:
        # Its key is new: a password was changed.
        _list(session, int(session[SESSION_KEY]), browser)
    now = timezone.now()
    renewed = session.get(_RENEWED)
    if is_used and (not renewed or now - dt.datetime.fromisoformat(renewed) >= RENEWED_EVERY):
        started = session.setdefault(_STARTED, now.isoformat())
        _renew(session, dt.datetime.fromisoformat(started), now)


def _renew(session: SessionBase, started: dt.datetime, now: dt.datetime) -> None:
    session[_RENEWED] = now.isoformat()
    session.set_expiry(min(now + dt.timedelta(seconds=settings.SESSION_COOKIE_AGE), started + LONGEST))


def _list(session: SessionBase, user_id: int, browser: str) -> None:
    session[_LISTED] = session.session_key
    StaffSession.objects.update_or_create(
        session_key=session.session_key, defaults={"user_id": user_id, "browser": browser_name(browser)}
    )


def left(session: SessionBase) -> None:
    """Note that somebody signs out."""
    StaffSession.objects.filter(session_key=session.session_key).delete()


def owe_second_factor(session: SessionBase, owes: bool) -> None:
    """Say whether the session is good for setting up a second factor, and for nothing else."""
    session.pop(_OWES, None)
    if owes:
        session[_OWES] = True


def owes_second_factor(session: SessionBase) -> bool:
    """Return whether the session is good for setting up a second factor only."""
    return bool(session.get(_OWES))


def changed_factors(session: SessionBase, user: User) -> None:
    """Give the session a new key after a second factor came or went; say what it is good for now."""
    session.cycle_key()
    is_missing = signing_in.is_second_factor_asked() and not signing_in.has_second_factor(user)
    owe_second_factor(session, is_missing)


def of(user: User, session: SessionBase) -> list[Shown]:
    """Return the sessions in which `user` is signed in, the newest first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    mine = StaffSession.objects.filter(user=user, session_key__in=alive).order_by("-started_at", "-pk")
    return [Shown(each.browser, each.started_at, each.session_key == session.session_key) for each in mine]


@transaction.atomic
def end_all(user: User) -> int:
    """Sign `user` out everywhere; return how many sessions there were."""
    mine = StaffSession.objects.filter(user=user)
    ended, _ = Session.objects.filter(session_key__in=mine.values("session_key")).delete()
    mine.delete()
    signing_in.signed_out_everywhere(user)
    return ended


def forget_old() -> int:
    """Delete what is about sessions that ended long ago; return how many there were."""
    return StaffSession.objects.filter(started_at__lt=timezone.now() - 2 * LONGEST).delete()[0]


def browser_name(user_agent: str) -> str:
    """Return "Firefox on Windows" or the like, as much as helps to know one's own sessions apart."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, user_agent)), "")
    return " on ".join(part for part in (browser, system) if part)
