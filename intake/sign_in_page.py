"""The page on which staff sign in: allauth's, in the look of the admin, with the fields it has always had."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.contrib import admin
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from intake import access

REFUSED = (
    "That name or email address and password do not belong together. "
    "Check both; capital and small letters differ in the password."
)


class SignInForm(LoginForm):
    """Signs in by the account's name or its email address."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields as the admin does."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        name = self.fields.pop("login")
        password = self.fields["password"]
        name.label = "Name or email address"
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "maxlength": 254}
        password.help_text = ""
        password.widget.attrs = {"autocomplete": "current-password"}
        self.fields = {"username": name, "password": password}

    def user_credentials(self) -> dict[str, str]:
        """Return what was typed, for the backend that knows names and addresses."""
        return {"username": self.cleaned_data["username"], "password": self.cleaned_data["password"]}

    def _clean_with_password(self, credentials: dict[str, str]) -> dict[str, Any]:
        user = get_adapter().authenticate(self.request, **credentials)
        if user is None:
            raise ValidationError(REFUSED)
        self._login = Login(user=user)
        return self.cleaned_data

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in, or lead on to the second step; whoever was in before is out."""
        if request.user.is_authenticated:
            logout(request)
        self._login.redirect_url = redirect_url
        return perform_password_login(request, {}, self._login)


class SignInPage(LoginView):
    """The sign-in form, and the way on to a second factor."""

    form_class = SignInForm
    template_name = "admin/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead on who is signed in already."""
        if request.method == "GET" and access.is_staff(request.user):
            return HttpResponseRedirect(reverse("admin:index"))
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[SignInForm]:
        """Return the portal's form."""
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of the staff has."""
        return {
            **admin.site.each_context(self.request),
            **super().get_context_data(**kwargs),
            "title": "Log in",
            "app_path": self.request.get_full_path(),
            "next": self.request.POST.get("next") or self.request.GET.get("next") or reverse("admin:index"),
        }


page = SignInPage.as_view()
