"""What happens when staff sign in: who owes a second factor, and the record of what has happened.

Each event has one function here, which writes it into the audit log. Nothing is said of who it was but the
account's number.
"""

import structlog
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User

from intake import audit

logger = structlog.get_logger(__name__)

#: What counts as a second factor: recovery codes only stand in for one.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
OFF = "off"


def record(action: audit.Action, account: User | None = None) -> None:
    """Record `action` of `account`; None where nobody knows whose it would have been."""
    kind = audit.Actor.STAFF if account else audit.Actor.UNKNOWN
    audit.record(action, actor=account, actor_kind=kind, about=account)
    logger.info("sign_in_event", what=action.value, account=account.pk if account else None)


def signed_in(account: User) -> None:
    """Somebody is in."""
    record(audit.Action.SIGNED_IN, account)


def failed(account: User | None = None) -> None:
    """A password or a code was wrong."""
    record(audit.Action.SIGN_IN_REFUSED, account)


def refused_for_now(account: User | None = None) -> None:
    """Nothing was even looked at: there were too many attempts.

    A line of the log alone: who makes ten thousand of them must not fill the audit log, nor hold it up.
    """
    logger.warning("sign_in_held_off", account=account.pk if account else None)


def second_factor_added(account: User) -> None:
    """The account has a further second factor."""
    record(audit.Action.SECOND_FACTOR_ADDED, account)


def second_factor_removed(account: User) -> None:
    """The account has one second factor less."""
    record(audit.Action.SECOND_FACTOR_REMOVED, account)


def recovery_code_used(account: User) -> None:
    """One recovery code is spent."""
    record(audit.Action.RECOVERY_CODE_USED, account)


def recovery_codes_renewed(account: User) -> None:
    """The account has new recovery codes; the old ones are void."""
    record(audit.Action.RECOVERY_CODES_MADE, account)


def signed_out(account: User) -> None:
    """Somebody left by themselves."""
    record(audit.Action.SIGNED_OUT, account)


def password_changed(account: User) -> None:
    """The account has a new password, of its owner's choice."""
    record(audit.Action.PASSWORD_CHANGED, account)


def signed_out_everywhere(account: User) -> None:
    """All sessions of the account have ended."""
    record(audit.Action.SIGNED_OUT_EVERYWHERE, account)


def rescued(account: User) -> None:
    """An operator has opened the account again from the command line."""
    audit.record(audit.Action.ACCOUNT_RESCUED, about=account)
    logger.warning("account_rescued", account=account.pk)


def is_second_factor_asked() -> bool:
    """Return whether staff need a second factor: everywhere but in the embedded default."""
    return bool(settings.STAFF_SECOND_FACTOR != OFF)


def has_second_factor(account: User) -> bool:
    """Return whether `account` can show more than a password."""
    return Authenticator.objects.filter(user=account, type__in=FACTORS).exists()


def owes_second_factor(account: User) -> bool:
    """Return whether `account`, about to sign in with a password alone, must first set up a second factor.

    The very first time it may look round: who was invited this morning has no telephone at hand.
    """
    if not is_second_factor_asked() or account.last_login is None:
        return False
    return not has_second_factor(account)


def end_second_factors(account: User) -> None:
    """Forget all that `account` shows besides a password."""
    had = has_second_factor(account)
    Authenticator.objects.filter(user=account).delete()
    if had:
        second_factor_removed(account)
