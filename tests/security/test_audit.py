"""The audit log against who owns the database: refused there, and found where it is done all the same."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F

from intake import audit
from intake.audit import Action, append_only, chain, checking
from intake.models import AuditEntry, AuditHead
from tests.audit_log import unguarded
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("audit")]

_TABLE = "intake_auditentry"


@pytest.fixture
def six() -> list[AuditEntry]:
    """The last six entries of a log that has no others."""
    user = UserFactory()
    assert AuditHead.objects.get().count == 0
    return [audit.record(Action.READ_SUBMISSION, actor=user, about=("submission", n)) for n in range(6)]


def test_a_log_that_nobody_touched_is_whole(six):
    assert checking.check() is None
    assert AuditHead.objects.get().broken_at is None


def _runs(sql: str) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return run


REFUSED: dict[str, Callable[[], object]] = {
    "update": _runs(f"UPDATE {_TABLE} SET user_id = 7 WHERE number = 3"),
    "update of all": _runs(f"UPDATE {_TABLE} SET action = 'x'"),
    "delete": _runs(f"DELETE FROM {_TABLE} WHERE number = 3"),
    "delete of all": _runs(f"DELETE FROM {_TABLE}"),
    "update by the ORM": lambda: AuditEntry.objects.filter(number=3).update(object_id="1"),
    "delete by the ORM": lambda: AuditEntry.objects.all().delete(),
    "save by the ORM": lambda: AuditEntry.objects.get(number=3).save(),
}
ON_ONE = {
    "sqlite": {
        "replace": _runs(
            f"INSERT OR REPLACE INTO {_TABLE} SELECT number, at, actor, 7, action, object_kind, object_id, "
            f"detail, previous, hash FROM {_TABLE} WHERE number = 3"
        )
    },
    "postgresql": {
        "truncate": _runs(f"TRUNCATE {_TABLE}"),
        "truncate cascade": _runs(f"TRUNCATE {_TABLE} CASCADE"),
        "upsert": _runs(
            f"INSERT INTO {_TABLE} SELECT * FROM {_TABLE} WHERE number = 3 "
            "ON CONFLICT (number) DO UPDATE SET user_id = 7"
        ),
    },
}


@pytest.mark.parametrize("way", [*REFUSED, *ON_ONE[connection.vendor]])
def test_the_database_refuses_to_change_or_remove_entries(six, way):
    before = list(AuditEntry.objects.values())

    with pytest.raises(DatabaseError, match=append_only.REFUSAL), transaction.atomic():
        {**REFUSED, **ON_ONE[connection.vendor]}[way]()

    assert list(AuditEntry.objects.values()) == before


def _change(**fields: object) -> Callable[[], None]:
    def change() -> None:
        AuditEntry.objects.filter(number=3).update(**fields)

    return change


def _remove(*numbers: int) -> Callable[[], None]:
    return lambda: AuditEntry.objects.filter(number__in=numbers).delete()


def _close_the_gap() -> None:
    """Remove one and number the others anew, with an end that fits."""
    _remove(3)()
    for number in (4, 5, 6):
        AuditEntry.objects.filter(number=number).update(number=number - 1)
    AuditHead.objects.update(count=F("count") - 1)


def _cut_back() -> None:
    """Remove the tail, and let the end say so; its seal cannot be made without the key."""
    _remove(5, 6)()
    AuditHead.objects.update(count=4, hash=AuditEntry.objects.get(number=4).hash)


def _change_places() -> None:
    third, fourth = AuditEntry.objects.filter(number__in=(3, 4)).order_by("number")
    _remove(3, 4)()
    third.number, fourth.number = 4, 3
    AuditEntry.objects.bulk_create([third, fourth])


def _insert(number: int) -> Callable[[], None]:
    def insert() -> None:
        for later in AuditEntry.objects.filter(number__gte=number).order_by("-number"):
            AuditEntry.objects.filter(number=later.number).update(number=later.number + 1)
        entry = AuditEntry.objects.order_by("number").first()
        entry.number = number
        AuditEntry.objects.bulk_create([entry])

    return insert


def _without_the_key() -> None:
    """Change one and hash all anew, as who has the program, but not the key."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.AUDIT_KEY", "guessed")
        before = chain.NOTHING
        for entry in AuditEntry.objects.order_by("number"):
            entry.user_id, entry.previous = 7, before
            entry.hash = before = chain.hash_of(entry)
            AuditEntry.objects.filter(pk=entry.pk).update(user_id=7, previous=entry.previous, hash=entry.hash)
        head = AuditHead.objects.get()
        head.hash = before
        head.seal = chain.seal_of(head)
        head.save()


def _empty() -> None:
    AuditEntry.objects.all().delete()
    AuditHead.objects.update(count=0, hash="", seal="")


def _without_its_end() -> None:
    AuditHead.objects.all().delete()


TAMPERED: dict[str, tuple[Callable[[], object], int]] = {
    "another time": (_change(at="2020-01-01T00:00:00Z"), 3),
    "another kind of actor": (_change(actor="system"), 3),
    "another account": (_change(user_id=7), 3),
    "no account": (_change(user_id=None), 3),
    "another action": (_change(action="signed-in"), 3),
    "another kind of thing": (_change(object_kind="queue"), 3),
    "another thing": (_change(object_id="9"), 3),
    "another detail": (_change(detail={"fields": []}), 3),
    "another hash before": (_change(previous="0" * 64), 3),
    "another hash": (_change(hash="0" * 64), 3),
    "the first is removed": (_remove(1), 1),
    "one in the middle is removed": (_remove(3), 3),
    "several are removed": (_remove(2, 3, 5), 2),
    "the last is removed": (_remove(6), 6),
    "the tail is removed": (_remove(4, 5, 6), 4),
    "one is removed and the others numbered anew": (_close_the_gap, 3),
    "the log is cut back with its end": (_cut_back, 4),
    "two have changed places": (_change_places, 3),
    "one is inserted at the beginning": (_insert(1), 2),
    "one is inserted": (_insert(3), 3),
    "one is added at the end": (_insert(7), 7),
    "all is hashed anew without the key": (_without_the_key, 1),
    "all is removed": (_empty, 1),
    "its end is removed": (_without_its_end, 1),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_is_done_to_it_all_the_same_is_found(six, name, caplog):
    tamper, number = TAMPERED[name]
    with unguarded():
        tamper()

    with pytest.raises(CommandError, match=rf"^The audit log is broken at entry {number}: "):
        call_command("verify_audit")

    assert "the audit log is broken" in caplog.text


SAID = {
    "removed": (_remove(3), "removed"),
    "numbered anew": (_close_the_gap, "it does not follow the entry before: one was removed, added or moved"),
    "changed": (_change(user_id=7), "changed, or written with another key"),
    "the tail is removed": (_remove(5, 6), "removed: there should be 6 entries"),
    "cut back": (_cut_back, "the seal over the end of the log is not ours"),
    "added at the end": (_insert(7), "added behind the end of the log"),
}


@pytest.mark.parametrize("name", SAID)
def test_it_says_what_was_done_to_it(six, name):
    tamper, why = SAID[name]
    with unguarded():
        tamper()

    assert checking.check().why == why


@pytest.mark.parametrize(
    ("number", "why"),
    [(3, "it does not follow the entry before"), (6, "it is not the entry that the log ended with")],
)
def test_what_we_once_signed_does_not_fit_elsewhere(six, number, why):
    """An entry with a good hash, of a log that was taken back: of a database that was restored, say."""
    entry = AuditEntry.objects.get(number=number)
    entry.user_id = 7
    entry.previous = chain.NOTHING if number == 3 else entry.previous
    entry.hash = chain.hash_of(entry)
    with unguarded():
        AuditEntry.objects.filter(number=number).update(user_id=7, previous=entry.previous, hash=entry.hash)
        _sign_anew(after=entry)

    broken = checking.check()

    assert (broken.number, broken.why.startswith(why)) == (number, True)


def _sign_anew(*, after: AuditEntry) -> None:
    """Have all entries behind one fit it."""
    before = after.hash
    for entry in AuditEntry.objects.filter(number__gt=after.number).order_by("number"):
        entry.previous = before
        entry.hash = before = chain.hash_of(entry)
        AuditEntry.objects.filter(number=entry.number).update(previous=entry.previous, hash=entry.hash)


FIELDS = {
    "number": 99,
    "at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    "actor": "system",
    "user_id": 7,
    "action": "signed-in",
    "object_kind": "queue",
    "object_id": "9",
    "detail": {"fields": []},
    "previous": "1" * 64,
}


@pytest.mark.parametrize("name", [field.name for field in AuditEntry._meta.fields if field.name != "hash"])
def test_the_hash_covers_every_field(six, name):
    entry = six[2]
    setattr(entry, name, FIELDS[name])

    assert chain.hash_of(entry) != entry.hash


def test_the_seal_covers_the_whole_end():
    seals = [chain.seal_of(AuditHead(count=count, hash=end)) for count, end in ((1, "a"), (2, "a"), (1, "b"))]

    assert len(set(seals)) == 3


def test_a_seal_is_no_hash(monkeypatch):
    """So that no entry can be written whose hash would do as a seal."""
    monkeypatch.setattr(chain, "canonical", lambda entry: "1:a")

    assert chain.hash_of(AuditEntry()) != chain.seal_of(AuditHead(count=1, hash="a"))


def test_each_check_that_finds_it_whole_leaves_a_witness_in_the_log_lines(six, caplog):
    with caplog.at_level("INFO"):
        checking.check()

    assert f"the audit log is whole: 6 entries, the last hash is {six[-1].hash}" in caplog.text


def test_a_log_from_a_backup_is_found_by_who_noted_its_end(six):
    noted = f"6:{six[-1].hash}"
    call_command("verify_audit", witness=noted)
    with unguarded():
        _remove(5, 6)()
        head = AuditHead.objects.get()
        head.count, head.hash = 4, six[3].hash
        head.seal = chain.seal_of(head)  # as it once was, and a backup has it
        head.save()
    call_command("verify_audit")

    with pytest.raises(CommandError, match="broken at entry 5: removed"):
        call_command("verify_audit", witness=noted)

    audit.record(Action.SIGNED_IN), audit.record(Action.SIGNED_IN)
    with pytest.raises(CommandError, match="broken at entry 6: it is not the entry that was seen"):
        call_command("verify_audit", witness=noted)


def test_the_triggers_are_there_after_each_migration():
    names = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"}
    names["postgresql"] = "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor], [_TABLE])
        found = {name for (name,) in cursor.fetchall()}

    wanted = {
        "sqlite": {"audit_no_update", "audit_no_delete", "audit_no_replace"},
        "postgresql": {"audit_append_only"},
    }
    assert found == wanted[connection.vendor]
