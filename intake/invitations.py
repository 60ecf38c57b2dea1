"""Invitations: the link with which a new colleague chooses the first password of their account.

The link is signed, not stored. It holds for `settings.PASSWORD_RESET_TIMEOUT` seconds, is spent once a
password is chosen, and opens no account that has one or may not sign in.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from intake import access, outbox
from intake.directory import passwords
from intake.models import Message, Queue

_DAY = 24 * 60 * 60


class InvitationTokens(PasswordResetTokenGenerator):
    """Signs the links."""

    key_salt = "intake.invitations"

    def check_token(self, user: Any, token: Any) -> bool:
        """Return whether `token` opens the account of `user` now."""
        return bool(user and is_open(user) and super().check_token(user, token))


tokens = InvitationTokens()


def is_open(user: User) -> bool:
    """Return whether `user` was invited, may sign in, and has chosen no password yet."""
    never_here = user.last_login is None and not user.has_usable_password()
    return access.is_staff(user) and never_here and passwords.may_have_one(user)


def days() -> int:
    """Return for how many days a link holds."""
    return settings.PASSWORD_RESET_TIMEOUT // _DAY


def send(*, user: User, queue: Queue, actor: User) -> None:
    """Email `user` the link, in the name of `queue`. Must be called in a transaction."""
    path = reverse(
        "admin:invitation",
        kwargs={"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": tokens.make_token(user)},
    )
    outbox.send(
        queue=queue,
        kind=Message.Kind.INVITATION,
        recipients=[user.email],
        template="staff-invitation",
        context={
            "queue": queue,
            "actor_name": actor.get_full_name() or actor.get_username(),
            "first_name": user.first_name,
            "url": settings.SITE_URL + path,
            "days": days(),
        },
        author=actor,
    )
