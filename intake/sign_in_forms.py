"""The forms of the second step and of setting it up, in the portal's words and with its limits."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from intake import sign_in_limits, signing_in
from intake.sign_in_adapter import TOO_MANY

WRONG_CODE = (
    "That code is not right. Type the one that the app shows now, or a recovery code not used before."
)
WRONG_FIRST_CODE = (
    "That code is not right. Scan the picture again, and type the code that the app shows then."
)
NO_MATCH = "That is not your password."
_CODE = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}


class _PlainForm(forms.Form):
    """A form without placeholders and colons."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class _OneUseCode(_PlainForm):
    """A code that is counted, and right once."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].help_text = "From your authenticator app, or one of your recovery codes."
        self.fields["code"].widget.attrs = dict(_CODE)

    def clean_code(self) -> str:
        """Refuse a code that is wrong, or one too many."""
        if not sign_in_limits.may_try_code(self.user.pk):
            signing_in.refused_for_now(self.user)
            raise ValidationError(TOO_MANY)
        try:
            code = str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(WRONG_CODE) from None
        if not sign_in_limits.is_first_use(self.user.pk, normalize_user_code(code)):
            raise ValidationError(WRONG_CODE)
        sign_in_limits.forgive_codes(self.user.pk)
        return code


class CodeForm(_OneUseCode, AuthenticateForm):
    """The second step of signing in."""


class ConfirmCodeForm(_OneUseCode, CodeAgainForm):
    """A code once more, before what protects the account is changed."""


class ConfirmPasswordForm(_PlainForm, ReauthenticateForm):
    """The password once more, before what protects the account is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = "Your password"
        self.fields["password"].help_text = ""

    def clean_password(self) -> str:
        """Refuse what is not the password; the adapter counts, and says so where it was too often."""
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise ValidationError(NO_MATCH)
        return password


class AppForm(_PlainForm, ActivateTOTPForm):
    """The first code of an authenticator app, which shows that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows"
        self.fields["code"].widget.attrs = {**_CODE, "inputmode": "numeric"}

    def clean_code(self) -> str:
        """Refuse a code of something else."""
        if not sign_in_limits.may_try_code(self.user.pk):
            raise ValidationError(TOO_MANY)
        try:
            return super().clean_code()
        except ValidationError:
            raise ValidationError(WRONG_FIRST_CODE) from None


class PasskeyForm(_PlainForm, AddWebAuthnForm):
    """A new passkey; it always does without a password."""

    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What is it?"
        self.fields["name"].help_text = "So that you know it from others: “Work laptop”, “Blue key”."
        self.fields["name"].initial = self.initial["name"] = ""
        self.fields["name"].widget.attrs = {"autocomplete": "off", "maxlength": 60}
