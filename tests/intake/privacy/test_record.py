"""The record of processing says of every field of every table whether it is about a person."""

import pytest
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from intake.privacy import record
from tests.portal.test_docs import DOCS

pytestmark = pytest.mark.security("privacy")


def test_every_field_of_every_table_is_classified():
    assert record.unclassified() == []


def test_a_field_that_nobody_thought_about_is_found(monkeypatch):
    known = record._entries["intake.Submission"]
    changed = known._replace(personal=known.personal - {"subject"} | {"mood"})
    monkeypatch.setitem(record._entries, "intake.Submission", changed)

    assert record.unclassified() == [
        "intake.Submission.mood: is no field",
        "intake.Submission.subject: not classified",
    ]


# Without an application: each that is named makes itself ready again, and registers all that it has twice.
@isolate_apps()
def test_a_new_table_is_found(monkeypatch):
    class Diary(models.Model):  # noqa: DJ008 - nobody reads it
        class Meta:
            app_label = "intake"

    monkeypatch.setattr(record.apps, "get_models", lambda: [Diary])

    assert record.unclassified() == ["intake.Diary: no entry"]


def test_past_versions_are_told_as_what_they_are_the_history_of():
    entries = {each.model: each for each in record.entries()}

    past = entries["suppliers.HistoricalSupplier"]

    assert "email" in past.personal
    assert "history_user" in past.personal
    assert entries["enquiries.HistoricalQuestion"].personal == {"history_user"}


@pytest.mark.parametrize("page", ["processing-record.md", "privacy.md"])
def test_the_documentation_is_what_the_models_say(page, tmp_path):
    (tmp_path / "privacy.md").write_text((DOCS / "privacy.md").read_text())

    call_command("processing_record", folder=tmp_path)

    written = (tmp_path / page).read_text()
    assert written == (DOCS / page).read_text(), "run: python manage.py processing_record"
