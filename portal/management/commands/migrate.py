"""`python manage.py migrate`: Django's own, but for a database that it would do harm."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.loader import MigrationLoader


class Command(migrate.Command):
    """Django drops a squashed migration of which only a part was applied, and goes on without its tables."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse before anything is changed."""
        loader = MigrationLoader(connections[options["database"]])
        for (app, name), squashed in loader.replacements.items():
            applied = loader.applied_migrations.keys() & set(squashed.replaces)
            if applied and applied != set(squashed.replaces):
                raise CommandError(
                    f"This database stands in the middle of what {app}.{name} has squashed. "
                    "Nothing was changed. docs/operations.md says under “Update” how it goes on."
                )
        super().handle(*args, **options)
