"""What has the database itself refuse to change or remove entries of the audit log.

A migration installs it. On SQLite a later migration that alters the table makes the table anew, without
triggers, and must install them again.
"""

_TABLE = "intake_auditentry"
REFUSAL = "the audit log is append-only"

_INSTALL = {
    "postgresql": [
        f"""
        CREATE FUNCTION intake_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'insufficient_privilege'; END $$
        """,
        f"""
        CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION intake_audit_refuse()
        """,
    ],
    "sqlite": [
        f"""
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON {_TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
        f"""
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON {_TABLE}
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
        # INSERT OR REPLACE deletes without asking the trigger above.
        f"""
        CREATE TRIGGER audit_no_replace BEFORE INSERT ON {_TABLE}
        WHEN EXISTS (SELECT 1 FROM {_TABLE} WHERE number = NEW.number)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,  # noqa: S608 - our own names
    ],
}
_REMOVE = {
    "postgresql": [
        f"DROP TRIGGER audit_append_only ON {_TABLE}",
        "DROP FUNCTION intake_audit_refuse()",
    ],
    "sqlite": [f"DROP TRIGGER {name}" for name in ("audit_no_update", "audit_no_delete", "audit_no_replace")],
}


def install(vendor: str) -> list[str]:
    """Return the statements that make the table append-only."""
    return _INSTALL[vendor]


def remove(vendor: str) -> list[str]:
    """Return the statements that undo it: for migrations, and for tests that empty the database."""
    return _REMOVE[vendor]
