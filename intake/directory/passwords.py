"""Whose passwords count here, once staff sign in through the directory: those of break-glass accounts alone.

A break-glass account is an administrator's that is nobody's of the directory. It is for the day on which the
directory does not answer, or its groups are mapped so that nobody gets in.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet


def is_of_the_directory(user: User) -> bool:
    """Return whether `user` signs in through the directory, and is asked there for a second factor."""
    # Fetched with the account itself where somebody is signed in.
    return bool(settings.OIDC_SERVER_URL) and hasattr(user, "directory")


def holders() -> QuerySet[User]:
    """Return the accounts that may have a password here: all of them, where there is no directory."""
    if not settings.OIDC_SERVER_URL:
        return User.objects.all()
    return User.objects.filter(is_superuser=True, directory=None)


def may_have_one(user: User) -> bool:
    """Return whether `user` may sign in with a password of ours, and set or reset it."""
    return not settings.OIDC_SERVER_URL or (user.is_superuser and not is_of_the_directory(user))
