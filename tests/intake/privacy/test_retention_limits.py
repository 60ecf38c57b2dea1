"""What a night must not erase, and who alone may say what it erases."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError

from intake.models import LegalHold, RetentionRule, Submission
from intake.privacy import holds, retention, rules, tombstone
from tests.factories import SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

NIGHT = dt.datetime(2026, 3, 3, 2, 40, tzinfo=dt.UTC)
LONG_AGO = dt.datetime(2020, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _tonight():
    with time_machine.travel(NIGHT, tick=False):
        yield


def old(**fields) -> Submission:
    times = {"received_at": LONG_AGO, "resolved_at": LONG_AGO}
    return SubmissionFactory(**{"status": "resolved"} | times | fields)


def test_only_a_dry_run_is_approved():
    run = retention.run(is_dry=False)

    with pytest.raises(ValidationError, match="new dry run"):
        retention.approve(run_id=run.pk, actor=UserFactory(administrator=True))


def test_what_is_open_is_kept_whatever_day_stands_in_its_row():
    old(status="open", resolved_at=None, erase_after=dt.date(2020, 1, 1))

    assert not retention.due().exists()


def test_the_last_day_is_a_day_on_which_it_is_kept():
    last = old(erase_after=NIGHT.date())
    over = old(erase_after=NIGHT.date() - dt.timedelta(days=1))

    assert set(retention.due()) == {over}
    assert last.erased_at is None


def test_what_is_held_while_a_night_goes_on_is_kept(monkeypatch):
    """It was listed before somebody placed the hold."""
    first, second = old(), old()
    empty = tombstone.empty

    def and_hold(submission, *, because):
        empty(submission, because=because)
        LegalHold.objects.create(submission=second, reason="Claim")

    monkeypatch.setattr(tombstone, "empty", and_hold)

    retention.run(is_dry=False)

    assert [row.erased_at is None for row in Submission.objects.order_by("pk")] == [False, True]
    assert first.pk < second.pk


def test_one_that_cannot_be_erased_keeps_no_other(monkeypatch):
    bad, good = old(), old()
    empty = tombstone.empty

    def or_fail(submission, *, because):
        if submission == bad:
            raise DatabaseError("away")
        empty(submission, because=because)

    monkeypatch.setattr(tombstone, "empty", or_fail)

    report = retention.run(is_dry=False)

    good.refresh_from_db()
    assert good.erased_at
    assert report.failed == 1


def test_only_administrators_place_and_lift_holds():
    with pytest.raises(PermissionDenied):
        holds.place(actor=UserFactory(), reason="Claim", email="jo@example.org")
    hold = holds.place(actor=UserFactory(administrator=True), reason="Claim", email="jo@example.org")
    with pytest.raises(PermissionDenied):
        holds.lift(hold_id=hold.pk, actor=UserFactory())

    assert holds.held_addresses() == {"jo@example.org"}


def test_only_administrators_give_types_a_time():
    said = {"kind": "press", "queue": None, "days": 30, "reason": "Policy"}
    with pytest.raises(PermissionDenied):
        rules.set_rule(actor=UserFactory(), **said)
    rule = rules.set_rule(actor=UserFactory(administrator=True), **said)
    with pytest.raises(PermissionDenied):
        rules.remove(actor=UserFactory(), rule_id=rule.pk)

    assert RetentionRule.objects.count() == 1
