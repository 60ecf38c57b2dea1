"""The rows of the table of access for the pages on which staff sign in, and see to how they do."""

from tests.security.access_table import EVERYBODY, NOT_DONE, NOTHING_THERE, Answers, Row

OWN = Answers("opens", opens=("account",))
# Only of who is not in, or not any more.
NOT_YET = Answers("sign-in")
OWN_CANNOT = Answers("refused", refused=("account",))
OWN_HAS_NONE = Answers("hidden", hidden=("account",))
ROWS = [
    Row("admin:login", EVERYBODY, EVERYBODY),
    Row("account_login", EVERYBODY, EVERYBODY),
    Row("csp-reports", NOT_DONE, EVERYBODY),
    # For who cannot sign in any more; a link that is not good says so.
    Row("admin:rescue", EVERYBODY, EVERYBODY),
    # There is none where the tests run.
    Row("admin:directory_start", NOT_DONE, NOTHING_THERE),
    Row("admin:directory_callback", NOTHING_THERE, NOT_DONE),
    # The second step: only of who has just typed a password.
    Row("mfa_authenticate", OWN, OWN),
    Row("mfa_login_webauthn", NOT_YET, NOT_YET),
    Row("mfa_index", OWN, OWN_CANNOT),
    *(
        Row(name, OWN, OWN)
        for name in (
            *("account_reauthenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_add_webauthn"),
            *("mfa_remove_webauthn", "mfa_generate_recovery_codes"),
        )
    ),
    # Nobody has an app or codes here.
    Row("mfa_deactivate_totp", OWN_HAS_NONE, OWN_HAS_NONE),
    Row("mfa_view_recovery_codes", OWN_HAS_NONE, OWN_CANNOT),
    Row("sign_out_everywhere", NOT_DONE, NOT_YET, signs_out=True),
]
