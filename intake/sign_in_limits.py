"""How often anybody may be wrong: a count for each account and for each network address.

Whether there is such an account makes no difference to any answer.
"""

import datetime as dt

from django.contrib.auth.models import User
from limits import RateLimitItemPerMinute

from intake import rate_limits
from intake.clients import keyed

MINUTES = 15
#: When an account that was closed opens again, at the latest.
PAUSE = dt.timedelta(minutes=MINUTES, seconds=1)
ACCOUNT = RateLimitItemPerMinute(10, MINUTES, namespace="sign-in-account")
#: A whole office may be behind one network address.
ADDRESS = RateLimitItemPerMinute(50, MINUTES, namespace="sign-in-address")
CODES = RateLimitItemPerMinute(10, MINUTES, namespace="sign-in-codes")
#: A code of an authenticator app is good for one sign-in in all the time in which it is right.
ONE_USE = RateLimitItemPerMinute(1, 2, namespace="sign-in-code-used")


def may_try(*, name: str, client: str) -> bool:
    """Count an attempt to sign in as `name`; return whether the password may be looked at.

    Args:
        name: what was typed, an account's or not.
        client: `clients.digest` of the network address; "" where it tells nothing.
    """
    if client and not rate_limits.may(ADDRESS, client):
        return False
    return rate_limits.hit(ACCOUNT, _account(name))


def note_failure(*, client: str) -> None:
    """Count a failed attempt from a network address."""
    if client:
        rate_limits.hit(ADDRESS, client)


def may_try_code(account_id: int) -> bool:
    """Count a code that was typed for an account; return whether it may be looked at."""
    return rate_limits.hit(CODES, str(account_id))


def is_first_use(account_id: int, code: str) -> bool:
    """Return whether a right code was not used before; it is now."""
    return rate_limits.hit(ONE_USE, keyed("intake.sign_in_codes", f"{account_id}:{code}"))


def forgive(*, name: str) -> None:
    """Begin to count anew for what was typed as an account's name: it was theirs."""
    rate_limits.clear(ACCOUNT, _account(name))


def forgive_codes(account_id: int) -> None:
    """Begin to count codes anew for an account."""
    rate_limits.clear(CODES, str(account_id))


def forgive_account(user: User) -> None:
    """Begin to count anew all that is counted for an account."""
    for name in filter(None, (user.username, user.email)):
        forgive(name=name)
    forgive_codes(user.pk)


def _account(name: str) -> str:
    return keyed("intake.sign_in_limits", name.strip().lower())
