"""PostgreSQL only: a generated tsvector column over `search_text`, under a GIN index, as intake's submissions have it.

Django's model does not know the column: `intake.search` is the one place that uses it, and SQLite has none.
"""

from django.db import migrations

_ADD = [
    """
    ALTER TABLE suppliers_supplier ADD COLUMN search_vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED
    """,
    "CREATE INDEX supplier_search ON suppliers_supplier USING gin (search_vector)",
]
_REMOVE = ["ALTER TABLE suppliers_supplier DROP COLUMN search_vector"]


def _on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return
        for statement in statements:
            schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0001_initial")]

    operations = [migrations.RunPython(_on_postgresql(_ADD), _on_postgresql(_REMOVE))]
