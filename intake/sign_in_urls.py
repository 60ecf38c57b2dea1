"""What staff do about their own sign-in; of allauth's pages only those that are used have an address."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from intake import sign_in_pages as pages

urlpatterns = [
    path("", login_required(pages.YourSignIn.as_view()), name="mfa_index"),
    path("step/", pages.SecondStep.as_view(), name="mfa_authenticate"),
    path("passkey/", pages.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("confirm/", login_required(pages.ConfirmPassword.as_view()), name="account_reauthenticate"),
    path("confirm/code/", login_required(pages.ConfirmCode.as_view()), name="mfa_reauthenticate"),
    path("app/", login_required(pages.SetUpApp.as_view()), name="mfa_activate_totp"),
    path("app/remove/", login_required(pages.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("passkeys/add/", login_required(pages.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/remove/", login_required(pages.RemovePasskey.as_view()), name="mfa_remove_webauthn"
    ),
    path("codes/", login_required(pages.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path("codes/new/", login_required(pages.NewRecoveryCodes.as_view()), name="mfa_generate_recovery_codes"),
    path("everywhere/", pages.sign_out_everywhere, name="sign_out_everywhere"),
]
