"""The audit log for a SIEM: JSON lines, from where the last export ended."""

import datetime as dt
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command

from intake import audit
from intake.audit import Action
from intake.models import AuditEntry
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def exported(capsys, **options) -> list[dict]:
    capsys.readouterr()
    call_command("export_audit", **options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@time_machine.travel(dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC), tick=False)
def test_a_line_an_entry_with_the_names_that_a_siem_knows(capsys):
    user = UserFactory()
    entry = audit.record(Action.READ_SUPPLIER, actor=user, about=("supplier", 12), detail={"page": "history"})

    assert exported(capsys) == [
        {
            "@timestamp": "2026-11-25T12:00:00.000000+00:00",
            "event.kind": "event",
            "event.dataset": "hlt-intake.audit",
            "event.sequence": 1,
            "event.action": "supplier-read",
            "event.hash": entry.hash,
            "user.id": str(user.pk),
            "portal.actor": "staff",
            "portal.object.kind": "supplier",
            "portal.object.id": "12",
            "portal.detail": {"page": "history"},
            "portal.previous_hash": "0" * 64,
        }
    ]


def test_it_goes_on_where_the_last_one_ended(capsys):
    audit.record(Action.SIGNED_IN)
    call_command("export_audit")
    assert "begin with --since 2" in capsys.readouterr().err

    assert [line["event.action"] for line in exported(capsys, since="2")] == ["audit-log-exported"]


def test_days_can_be_chosen(capsys):
    for day in (1, 2, 3):
        with time_machine.travel(dt.datetime(2026, 11, day, 12, 0, tzinfo=dt.UTC)):
            audit.record(Action.SIGNED_IN, detail={"day": day})

    found = exported(capsys, since="2026-11-02", before="2026-11-03")

    assert [line["portal.detail"] for line in found] == [{"day": 2}]


def test_a_file_is_written_and_never_overwritten(tmp_path):
    audit.record(Action.SIGNED_IN)
    call_command("export_audit", output=tmp_path / "log.jsonl")
    assert json.loads((tmp_path / "log.jsonl").read_text())["event.action"] == "signed-in"

    with pytest.raises(CommandError, match="cannot be written: File exists"):
        call_command("export_audit", output=tmp_path / "log.jsonl")


def test_what_is_neither_a_number_nor_a_day_is_refused():
    with pytest.raises(CommandError, match="Give a number, or a day"):
        call_command("export_audit", since="yesterday")

    assert not AuditEntry.objects.exists()


def test_a_witness_that_is_none_is_refused():
    with pytest.raises(CommandError, match="A witness is a number"):
        call_command("verify_audit", witness="12")
