"""What the tables of suppliers hold of persons: see `intake.privacy.record`.

A firm is no person; a sole trader is one, and so the facts of every firm count as personal.
"""

from intake.privacy.record import COLLEAGUES, NOBODY, NONE, PROCURE, SUPPLIERS, WORK, Entry, entry

_WITH_SUPPLIER = "as its supplier"
_WITH_REGISTRATION = "as its registration"
_BOTH = f"{SUPPLIERS}, {COLLEAGUES}"


def entries() -> list[Entry]:
    """Return the entries of every table."""
    return [*_of_suppliers(), *_of_registrations(), *_of_reviews(), *_of_the_register()]


def _of_suppliers() -> list[Entry]:
    return [
        entry(
            "suppliers.Supplier",
            SUPPLIERS,
            PROCURE,
            "6 years after it left the register",
            personal="legal_name trading_name sort_name company_number charity_number vat_number ppon "
            "duns address "
            "postcode website contact_name email email_domain telephone description answers search_text "
            "conditions",
            other="id uuid status approved_at renew_by merged_into organisation_type price_band employees "
            "sme vcse "
            "local public_liability employers_liability professional_indemnity directory_fields created_at",
        ),
        entry(
            "suppliers.Person",
            SUPPLIERS,
            PROCURE,
            _WITH_SUPPLIER,
            personal="supplier email invited_by last_seen_at",
            other="id added_at",
        ),
        entry(
            "suppliers.SignInLink",
            SUPPLIERS,
            PROCURE,
            "7 days",
            personal="email client_hash token_hash",
            other="id created_at expires_at spent_at",
        ),
        entry(
            "suppliers.Document",
            SUPPLIERS,
            PROCURE,
            "as its supplier; a replaced one 6 years",
            personal="supplier attachment uploaded_by",
            other="id registration kind version expires_on uploaded_at replaced_at",
        ),
        entry(
            "suppliers.Fingerprint", SUPPLIERS, PROCURE, _WITH_SUPPLIER, personal="supplier key", other="id"
        ),
    ]


def _of_registrations() -> list[Entry]:
    return [
        entry(
            "suppliers.Registration",
            SUPPLIERS,
            PROCURE,
            "a draft 60 days; one that came to nothing 2 years; else as its supplier",
            personal="supplier submission",
            other="id kind state created_at touched_at submitted_at decided_at reminders_stopped",
        ),
        entry(
            "suppliers.SectionAnswers",
            SUPPLIERS,
            PROCURE,
            _WITH_REGISTRATION,
            personal="registration answers saved_by",
            other="id slug state confirmed version saved_at",
        ),
        entry(
            "suppliers.UnsavedAnswers",
            SUPPLIERS,
            PROCURE,
            "14 days",
            personal="registration email posted",
            other="id slug version at",
        ),
        entry(
            "suppliers.CompanyCheck",
            SUPPLIERS,
            PROCURE,
            _WITH_REGISTRATION,
            personal="registration number name",
            other="id outcome status asked_at",
        ),
    ]


def _of_reviews() -> list[Entry]:
    return [
        entry(
            "suppliers.SectionReview",
            _BOTH,
            PROCURE,
            _WITH_REGISTRATION,
            personal="registration note reviewer",
            other="id section outcome at",
        ),
        entry(
            "suppliers.ExclusionReview",
            _BOTH,
            PROCURE,
            _WITH_REGISTRATION,
            personal="registration ground first_reviewer first_note second_reviewer second_note "
            "first_finding "
            "second_finding",
            other="id first_at second_at",
        ),
        entry(
            "suppliers.Decision",
            _BOTH,
            PROCURE,
            _WITH_REGISTRATION,
            personal="registration reasons decided_by",
            other="id outcome at",
        ),
        entry(
            "suppliers.Standing",
            _BOTH,
            PROCURE,
            _WITH_SUPPLIER,
            personal="supplier reason set_by lifted_by",
            other="id kind starts_on ends_on set_at lifted_at",
        ),
        entry(
            "suppliers.UseNote",
            _BOTH,
            WORK,
            _WITH_SUPPLIER,
            personal="supplier author used_for text rating",
            other="id at",
        ),
    ]


def _of_the_register() -> list[Entry]:
    return [
        entry(
            "suppliers.DirectoryEntry",
            SUPPLIERS,
            PROCURE,
            "while the supplier agrees and is in the register",
            personal="supplier sort_name search_text",
            other="id by_category",
        ),
        entry("suppliers.SupplierCategory", NOBODY, NONE, _WITH_SUPPLIER, other="id supplier code"),
        entry("suppliers.SupplierFacet", NOBODY, NONE, _WITH_SUPPLIER, other="id supplier facet value"),
        entry("suppliers.Expiry", NOBODY, NONE, _WITH_SUPPLIER, other="id supplier kind expires_on"),
        entry(
            "suppliers.ExpiryReminder",
            NOBODY,
            NONE,
            _WITH_SUPPLIER,
            other="id supplier kind expires_on step at team_told",
        ),
    ]
