"""An act becomes an entry: who, what, to what, and nothing about a person."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from intake import audit
from intake.audit import Action, Actor
from intake.models import AuditEntry, AuditHead
from tests.factories import SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@time_machine.travel(dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC), tick=False)
def test_an_entry_says_who_did_what_to_what_and_when():
    user, submission = UserFactory(), SubmissionFactory()

    entry = audit.record(Action.READ_SUBMISSION, actor=user, about=submission, detail={"page": 2})

    entry.refresh_from_db()
    assert (entry.actor, entry.user_id, entry.action) == ("staff", user.pk, "submission-read")
    assert (entry.object_kind, entry.object_id) == ("submission", submission.reference)
    assert entry.detail == {"page": 2}
    assert entry.at == dt.datetime(2026, 11, 25, 12, 0, tzinfo=dt.UTC)


def test_entries_are_numbered_without_a_gap_and_each_follows_the_one_before():
    first, second = (audit.record(Action.SIGNED_IN, actor=UserFactory()) for _ in range(2))

    assert second.number == first.number + 1
    assert second.previous == first.hash
    assert AuditHead.objects.get().count == second.number


def test_an_act_that_is_rolled_back_leaves_no_entry_and_no_gap():
    before = AuditHead.objects.get().count

    with transaction.atomic():
        audit.record(Action.SIGNED_OUT)
        transaction.set_rollback(True)

    assert audit.record(Action.SIGNED_OUT).number == before + 1


@pytest.mark.parametrize(
    ("actor", "kind", "expected"),
    [
        (None, None, "system"),
        (AnonymousUser(), Actor.UNKNOWN, "unknown"),
        (None, Actor.SUPPLIER_PERSON, "supplier person"),
    ],
)
def test_who_has_no_account_is_named_by_what_they_are(actor, kind, expected):
    entry = audit.record(Action.SIGN_IN_REFUSED, actor=actor, actor_kind=kind)

    assert (entry.actor, entry.user_id) == (expected, None)


@pytest.mark.security("audit")
@pytest.mark.parametrize(
    "detail",
    [
        {"email": "ada@example.org"},
        {"name": "Ada Okoro"},
        {"words": "please help"},
        {"Ada Okoro": 1},
        {"fields": ["name", "Zoë"]},
        {"nested": {"to": "a@b"}},
        {"rate": 1.5},
        {"at": dt.date(2026, 1, 1)},
        {"long": "x" * 65},
    ],
)
def test_nothing_about_a_person_gets_in(detail):
    with pytest.raises(ValueError, match="The audit log takes"):
        audit.record(Action.CHANGED, detail=detail)


def test_no_id_is_an_address():
    with pytest.raises(ValueError, match="no words"):
        audit.record(Action.ERASED_PERSON, about=("person", "ada@example.org"))


def test_a_word_that_is_not_in_the_vocabulary_is_refused():
    with pytest.raises(ValueError, match="is not a valid Action"):
        audit.record("looked-at")


def test_an_entry_costs_three_questions(django_assert_num_queries):
    with django_assert_num_queries(3):
        audit.record(Action.SIGNED_IN)


def test_without_its_end_nothing_is_recorded():
    AuditHead.objects.all().delete()

    with pytest.raises(AuditHead.DoesNotExist), transaction.atomic():
        audit.record(Action.SIGNED_IN)

    assert not AuditEntry.objects.filter(action="signed-in").exists()
