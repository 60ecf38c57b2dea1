"""What the portal tells django-allauth: staff sign in, nobody signs up, and an account is found our way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from intake import access


class SignInAdapter(DefaultAccountAdapter):
    """Staff's accounts are made by invitation; allauth only signs them in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody makes an account of their own."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Return the account that the name and the password are those of, if it may use the staff pages."""
        user = super().authenticate(request, **credentials)
        return user if user and access.is_staff(user) else None

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the portal's own pages say what has been done."""
