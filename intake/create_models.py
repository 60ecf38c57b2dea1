"""The operation by which the first migration of each app makes its tables."""

from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Make many models at once, as that many of Django's own operations would one after the other.

    Those have Django build anew, for each model, every model that is related to it, which took most of the
    time of a first start. Here the models are built once, when all of them are known.
    """

    atomic = True
    reversible = True

    def __init__(self, operations: list[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Let the state know all of them; what it had built is built anew by whoever asks for it next."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make their tables; that one of them may refer to a later one is no matter to Django."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Drop their tables."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say it for `migrate --plan`."""
        return f"Create {len(self.operations)} models"
