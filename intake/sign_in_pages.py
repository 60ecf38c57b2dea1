"""The pages for the second step, and for one's own sign-in: allauth's, in the look of the admin."""

import json
from typing import Any

from allauth.account.views import ReauthenticateView as PasswordAgain
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic.base import ContextMixin

from intake import access, sign_in_forms, signing_in, staff_sessions
from intake.directory import passwords


class StaffPage(ContextMixin):
    """What every page of the staff has."""

    request: HttpRequest
    title = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the admin's own."""
        context = super().get_context_data(**kwargs)
        options = context.get("js_data", {})
        return {
            **admin.site.each_context(self.request),
            **context,
            "title": self.title,
            "passkey_options": json.dumps(next(iter(options.values()), {}), cls=DjangoJSONEncoder),
        }


class FactorPage(StaffPage):
    """A page by which a second factor comes or goes."""

    done = ""

    def form_valid(self, form: Any) -> HttpResponse:
        """Begin the session anew with what it may do now, and say what was done."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        staff_sessions.changed_factors(self.request.session, access.signed_in(self.request.user))
        messages.success(self.request, self.done)
        return response


@method_decorator(never_cache, name="dispatch")
class YourSignIn(StaffPage, base.IndexView):
    """What protects the account, and where it is signed in."""

    title = "Your sign-in"
    template_name = "admin/sign_in/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sessions, and how many recovery codes are left."""
        context = super().get_context_data(**kwargs)
        user = access.signed_in(self.request.user)
        kept = context["authenticators"]
        codes = kept.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "app": kept.get(Authenticator.Type.TOTP),
            "passkeys": kept.get(Authenticator.Type.WEBAUTHN, []),
            "has_codes": bool(codes),
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
            "sessions": staff_sessions.of(user, self.request.session),
            "owes": staff_sessions.owes_second_factor(self.request.session),
            "by_the_directory": passwords.is_of_the_directory(user),
            "is_asked": signing_in.is_second_factor_asked(),
        }


class SecondStep(StaffPage, base.AuthenticateView):
    """The second step of signing in: a code, or a passkey."""

    title = "Second step"
    template_name = "admin/sign_in/step.html"
    form_class = sign_in_forms.CodeForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether there is a passkey to ask for."""
        context = super().get_context_data(**kwargs)
        keys = Authenticator.objects.filter(user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN)
        return {**context, "has_passkey": keys.exists()}


class PasskeySignIn(webauthn.LoginWebAuthnView):
    """Takes a passkey instead of a password and a second step; the sign-in page has its button."""


@method_decorator(never_cache, name="dispatch")
class ConfirmPassword(StaffPage, PasswordAgain):
    """Asks for the password once more."""

    title = "Your password, once more"
    template_name = "admin/sign_in/confirm.html"
    form_class = sign_in_forms.ConfirmPasswordForm


@method_decorator(never_cache, name="dispatch")
class ConfirmCode(StaffPage, base.ReauthenticateView):
    """Asks who has no password for a code."""

    title = "A code, once more"
    template_name = "admin/sign_in/confirm.html"
    form_class = sign_in_forms.ConfirmCodeForm


@method_decorator(never_cache, name="dispatch")
class SetUpApp(FactorPage, totp.ActivateTOTPView):
    """Shows the secret to an authenticator app, and asks for its first code."""

    title = "Set up an authenticator app"
    template_name = "admin/sign_in/app.html"
    form_class = sign_in_forms.AppForm
    done = "Your authenticator app is set up. It is asked for when you sign in."


class RemoveApp(FactorPage, totp.DeactivateTOTPView):
    """Asks whether the app is to be forgotten."""

    title = "Remove the authenticator app"
    template_name = "admin/sign_in/remove.html"
    done = "Your authenticator app is removed."


@method_decorator(never_cache, name="dispatch")
class AddPasskey(FactorPage, webauthn.AddWebAuthnView):
    """Has the browser make a passkey."""

    title = "Add a passkey"
    template_name = "admin/sign_in/passkey.html"
    form_class = sign_in_forms.PasskeyForm
    done = "Your passkey is added."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a key that finds the account by itself."""
        context = super().get_context_data(**kwargs)
        options = begin_registration(access.signed_in(self.request.user), True)
        return {**context, "passkey_options": json.dumps(options, cls=DjangoJSONEncoder)}


class RemovePasskey(FactorPage, webauthn.RemoveWebAuthnView):
    """Asks whether a passkey is to be forgotten."""

    title = "Remove a passkey"
    template_name = "admin/sign_in/remove.html"
    success_url = reverse_lazy("mfa_index")
    done = "The passkey is removed."


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(StaffPage, recovery_codes.ViewRecoveryCodesView):
    """Shows the recovery codes, once."""

    title = "Recovery codes"
    template_name = "admin/sign_in/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the codes as a file."""
        context = super().get_context_data(**kwargs)
        lines = ["HLT%20portal%20recovery%20codes", *context["unused_codes"]]
        return {**context, "codes_file": "%0A".join(lines)}


class NewRecoveryCodes(StaffPage, recovery_codes.GenerateRecoveryCodesView):
    """Asks whether the old recovery codes are to be void."""

    title = "New recovery codes"
    template_name = "admin/sign_in/new_codes.html"


@require_POST
@login_required
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the account, this one too."""
    staff_sessions.end_all(access.signed_in(request.user))
    logout(request)
    messages.success(request, "You are signed out everywhere.")
    return HttpResponseRedirect(reverse("admin:login"))
