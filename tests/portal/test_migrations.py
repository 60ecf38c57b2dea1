"""Migrations that were squashed: what their databases have to do, and how their tables are made."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from intake.create_models import CreateModels

pytestmark = pytest.mark.django_db
OURS = {"intake", "enquiries", "suppliers"}


@pytest.fixture
def before_the_squash():
    """Let the database say that it was migrated step by step."""
    recorder = MigrationRecorder(connection)
    replaced = MigrationLoader(connection).replacements
    for (app, name), squashed in replaced.items():
        recorder.record_unapplied(app, name)
        for step in squashed.replaces:
            recorder.record_applied(*step)
    return recorder


def migrate():
    said = StringIO()
    call_command("migrate", stdout=said, no_color=True)
    return said.getvalue()


def test_a_database_that_was_migrated_step_by_step_has_nothing_to_do(before_the_squash):
    assert "No migrations to apply." in migrate()
    assert "No migrations to apply." in migrate()

    loader = MigrationLoader(connection)
    assert {app for app, _ in loader.replacements} == OURS
    assert loader.replacements.keys() <= loader.applied_migrations.keys()


@pytest.mark.parametrize(
    ("app", "last"),
    [
        ("intake", "0104_policy_reports"),
        ("intake", "0041_first_canned_replies"),
        ("enquiries", "0004_first_question_versions"),
        ("suppliers", "0040_upkeep"),
    ],
)
def test_one_in_the_middle_of_the_steps_is_refused_untouched(before_the_squash, app, last):
    before_the_squash.record_unapplied(app, last)
    applied = before_the_squash.applied_migrations().keys()

    with pytest.raises(CommandError, match=f"in the middle of what {app}.* Nothing was changed"):
        migrate()

    assert before_the_squash.applied_migrations().keys() == applied


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_tables_are_made_at_once_and_dropped_again():
    key = ("id", models.BigAutoField(primary_key=True))
    hen = CreateModel("Hen", [key, ("first", models.ForeignKey("intake.Egg", models.CASCADE, null=True))])
    egg = CreateModel("Egg", [key, ("of", models.ForeignKey("intake.Hen", models.CASCADE))])
    both = CreateModels([hen, egg])
    before, after = ProjectState(), ProjectState()
    # Built already, as it is in the middle of a migration.
    assert not after.apps.get_models()
    both.state_forwards("intake", after)
    tables = {"intake_hen", "intake_egg"}

    with connection.schema_editor() as editor:
        both.database_forwards("intake", editor, before, after)
    assert tables <= set(connection.introspection.table_names())

    with connection.schema_editor() as editor:
        both.database_backwards("intake", editor, after, before)
    assert not tables & set(connection.introspection.table_names())
    assert both.describe() == "Create 2 models"
