"""The closed vocabulary of the audit log: who may act, and what can be done."""

from django.db import models


class Actor(models.TextChoices):
    """What kind of person or machine acts."""

    STAFF = "staff", "Staff"
    SENDER = "sender", "Sender"
    SUPPLIER_PERSON = "supplier person", "Supplier’s person"
    UNKNOWN = "unknown", "Somebody not signed in"
    SYSTEM = "system", "The portal itself, or its command line"


class Action(models.TextChoices):
    """What was done. A word that was once written is never given another meaning."""

    SIGNED_IN = "signed-in", "Signed in"
    SIGN_IN_REFUSED = "sign-in-refused", "Sign-in refused"
    SIGNED_OUT = "signed-out", "Signed out"
    SIGNED_OUT_EVERYWHERE = "signed-out-everywhere", "Signed out everywhere"
    SECOND_FACTOR_ADDED = "second-factor-added", "Second factor added"
    SECOND_FACTOR_REMOVED = "second-factor-removed", "Second factor removed"
    RECOVERY_CODES_MADE = "recovery-codes-made", "Recovery codes made"
    RECOVERY_CODE_USED = "recovery-code-used", "Recovery code used"
    PASSWORD_CHANGED = "password-changed", "Password changed"
    ACCOUNT_RESCUED = "account-rescued", "Account rescued"
    ROLES_MAPPED = "roles-mapped", "Roles taken from the identity provider"

    READ_SUBMISSION = "submission-read", "Read a submission"
    DOWNLOADED_ATTACHMENT = "attachment-downloaded", "Downloaded an attachment"
    DOWNLOADED_EMAIL = "email-downloaded", "Downloaded an email"
    READ_SUPPLIER = "supplier-read", "Read a supplier’s record"
    READ_REGISTRATION = "registration-read", "Read a supplier’s registration"
    DOWNLOADED_DOCUMENT = "document-downloaded", "Downloaded a supplier’s document"
    EXPORTED_LIST = "list-exported", "Exported a list"
    EXPORTED_AUDIT_LOG = "audit-log-exported", "Exported the audit log"

    ADDED = "configuration-added", "Added to the configuration"
    CHANGED = "configuration-changed", "Changed the configuration"
    DELETED = "configuration-deleted", "Deleted from the configuration"
    PUBLISHED = "type-published", "Published a form"
    CALLED_OFF = "publication-called-off", "Called a publication off"

    ERASED_PERSON = "person-erased", "Erased a person"
    ERASED_EXPIRED = "expired-erased", "Erased what was kept for its time"
    APPROVED_ERASURES = "erasures-approved", "Approved that nights erase"
    PLACED_HOLD = "hold-placed", "Placed a legal hold"
    LIFTED_HOLD = "hold-lifted", "Lifted a legal hold"
    ASKED_FOR_COPY = "access-copy-asked", "Had a copy made for a person"
    DOWNLOADED_COPY = "access-copy-downloaded", "Downloaded a copy for a person"
