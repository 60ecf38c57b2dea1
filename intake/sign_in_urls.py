"""What staff do about their own sign-in; of allauth's pages only those that are used have an address."""

from django.urls import path

from intake import sign_in_pages as pages

urlpatterns = [
    path("", pages.YourSignIn.as_view(), name="mfa_index"),
    path("step/", pages.SecondStep.as_view(), name="mfa_authenticate"),
    path("passkey/", pages.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("confirm/", pages.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("confirm/code/", pages.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("app/", pages.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", pages.RemoveApp.as_view(), name="mfa_deactivate_totp"),
    path("passkeys/add/", pages.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", pages.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("codes/", pages.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/new/", pages.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("everywhere/", pages.sign_out_everywhere, name="sign_out_everywhere"),
]
