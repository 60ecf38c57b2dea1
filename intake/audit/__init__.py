"""The audit log: who of staff signed in, read, took out or changed what, for an auditor who trusts nobody.

Rows are only ever added, each with a keyed hash that the one before is part of, so that what is changed or
removed later is found (`checking`). Nothing in it is about a person but the ids of accounts: `record` refuses
all else. What the public sends is not written here: every submission has its own timeline.
"""

from intake.audit.changes import watch
from intake.audit.recording import record
from intake.audit.words import Action, Actor

__all__ = ["Action", "Actor", "record", "watch"]
