"""PostgreSQL only: a generated tsvector column over the directory's `search_text`, as the register has it."""

from django.db import migrations

_ADD = [
    """
    ALTER TABLE suppliers_directoryentry ADD COLUMN search_vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED
    """,
    "CREATE INDEX directory_search ON suppliers_directoryentry USING gin (search_vector)",
]
_REMOVE = ["ALTER TABLE suppliers_directoryentry DROP COLUMN search_vector"]


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for statement in statements:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0031_directory")]

    operations = [migrations.RunPython(_on_postgresql(_ADD), _on_postgresql(_REMOVE))]
