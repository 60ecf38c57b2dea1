"""The page behind an invitation's link, on which a new colleague chooses their password."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse_lazy

from intake import invitations, rescue


class InvitationPage(PasswordResetConfirmView):
    """Django's page for a new password: the link itself changes nothing, and leaves the address at once."""

    template_name = "admin/intake/invitation.html"
    token_generator: PasswordResetTokenGenerator = invitations.tokens
    success_url = reverse_lazy("admin:login")
    is_rescue = False
    done = "Your password is set. Sign in with your email address."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of the staff has."""
        context = super().get_context_data(**kwargs)
        title = "Choose your password" if self.validlink else "This link cannot be used any more"
        return {
            **admin.site.each_context(self.request),
            **context,
            "title": title,
            "days": invitations.days(),
            "rescue": self.is_rescue,
        }

    def form_valid(self, form: "SetPasswordForm[User]") -> HttpResponse:
        """Store the password, and say what comes next."""
        response = super().form_valid(form)
        messages.success(self.request, self.done)
        return response


class RescuePage(InvitationPage):
    """The page behind the link that `manage.py rescue_administrator` prints."""

    token_generator = rescue.tokens
    is_rescue = True
    done = "Your password is set. Sign in with your name or your email address."
