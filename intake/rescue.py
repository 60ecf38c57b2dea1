"""A way back in for an administrator who is locked out, for whoever runs the portal's commands."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from intake import sign_in_limits, signing_in, staff_sessions
from intake.models import DirectoryAccount

HOLDS_FOR = 60 * 60


class RescueTokens(PasswordResetTokenGenerator):
    """Signs the links; one is spent once a password is chosen, and by the next."""

    key_salt = "intake.rescue"

    def check_token(self, user: Any, token: Any) -> bool:
        """Return whether `token` opens the account of `user` now."""
        if not user or not user.is_active or not super().check_token(user, token):
            return False
        made = base36_to_int(token.partition("-")[0])
        return self._num_seconds(self._now()) - made <= HOLDS_FOR


tokens = RescueTokens()


@transaction.atomic
def open_again(*, name: str, make: bool = False) -> str:
    """Open an administrator's account again; return the link with which a new password is chosen.

    The old password, the second factors and every session end, as does what counts wrong attempts.

    Args:
        name: the account's name.
        make: make the account an administrator's, or a new one, where it is none.

    Raises:
        ValidationError: there is no administrator of that name, and `make` is not wanted.
    """
    user = User.objects.select_for_update().filter(username=name).first()
    if not make and not (user and user.is_superuser and user.is_staff and user.is_active):
        raise ValidationError(f"There is no administrator called {name}; --make makes one.")
    user = user or User(username=name)
    user.is_active = user.is_staff = user.is_superuser = True
    user.set_unusable_password()
    user.save()
    # It signs in with a password from now on, and no group of the directory decides about it.
    DirectoryAccount.objects.filter(user=user).delete()
    signing_in.end_second_factors(user)
    sign_in_limits.forgive_account(user)
    staff_sessions.end_all(user)
    signing_in.rescued(user)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return settings.SITE_URL + reverse("admin:rescue", args=(uid, tokens.make_token(user)))
