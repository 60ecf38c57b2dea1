"""Each holder of personal data erases what has had its time, and leaves what has not, or what is held."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.db.models import Model

from intake.inbound import storing
from intake.models import (
    DeliveryEvent,
    Draft,
    ErasureRun,
    ExportLog,
    InboundEmail,
    LegalHold,
    PolicyReport,
    SubjectAccess,
    TrackingToken,
)
from intake.privacy import holders, times
from tests.factories import FeedbackFactory, MessageFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

NIGHT = dt.datetime(2036, 3, 3, 2, 40, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
ADDRESS = "jo@example.org"


class Kept(NamedTuple):
    """What a holder keeps: how such a row is made, what its time counts from, and for how long it is kept."""

    make: Callable[[], Model]
    since: str
    days: int
    #: What is left of the row; None where nothing is.
    left: dict[str, Any] | None = None
    can_be_held: bool = False


def _email() -> Model:
    key = f"key-{InboundEmail.objects.count()}"
    email = storing.store(b"From: jo@example.org\n\nHello", source="test", key=key)
    InboundEmail.objects.filter(pk=email.pk).update(sender=ADDRESS, outcome="reply")
    return email


def _event() -> Model:
    key = f"key-{DeliveryEvent.objects.count()}"
    return DeliveryEvent.objects.create(key=key, provider="x", event_type="opened", recipient=ADDRESS.upper())


def _draft() -> Model:
    submission = SubmissionFactory(sender_email=ADDRESS)
    return Draft.objects.create(submission=submission, user=UserFactory(), text="Dear Jo")


def _comment() -> Model:
    return FeedbackFactory(submission=SubmissionFactory(sender_email=ADDRESS), rating=4, comment="Jo says")


def _link() -> Model:
    key = str(TrackingToken.objects.count())
    return TrackingToken.objects.create(submission=SubmissionFactory(), token_hash=key, expires_at=NIGHT)


def _export(criteria: str) -> Model:
    return ExportLog.objects.create(name="Ada", format="csv", criteria=criteria, rows=1)


def _copy(address: str) -> Model:
    copy = SubjectAccess(address=address)
    if address:
        copy.file.save("x", ContentFile(b"PK"), save=False)
    copy.save()
    return copy


def _session() -> Model:
    key = f"key-{Session.objects.count()}"
    return Session.objects.create(session_key=key, session_data="x", expire_date=NIGHT)


def _entry() -> Model:
    return LogEntry.objects.create(user=UserFactory(), object_repr="Jo", action_flag=2)


def _refused() -> Model:
    page = f"/{PolicyReport.objects.count()}"
    return PolicyReport.objects.create(
        directive="img-src", blocked="x", page=page, first_seen=NIGHT, last_seen=NIGHT
    )


_YEAR = 365
KEPT = {
    "Emails as they came in": Kept(_email, "stored_at", 90, {"raw": "", "sender": ""}, can_be_held=True),
    "Events of the email provider": Kept(_event, "stored_at", 90, can_be_held=True),
    "Emails about no submission": Kept(
        lambda: MessageFactory(submission=None, queue=QueueFactory(), recipient=ADDRESS, state="sent"),
        "created_at",
        90,
        {"recipient": "", "text": "", "html": "", "subject": ""},
        can_be_held=True,
    ),
    "Replies begun and not sent": Kept(_draft, "saved_at", 90, can_be_held=True),
    "Comments on how it was handled": Kept(
        _comment, "at", _YEAR, {"comment": "", "rating": 4}, can_be_held=True
    ),
    "Senders’ links": Kept(_link, "expires_at", 30),
    "What exports asked for": Kept(lambda: _export(ADDRESS), "at", _YEAR, {"criteria": "", "rows": 1}),
    "Exports": Kept(lambda: _export(""), "at", 6 * _YEAR),
    "Legal holds that were lifted": Kept(
        lambda: LegalHold.objects.create(email=ADDRESS, reason="Claim"), "lifted_at", 6 * _YEAR
    ),
    "Reports of erasures": Kept(lambda: ErasureRun.objects.create(why="request"), "began_at", 6 * _YEAR),
    "Copies made for persons": Kept(lambda: _copy(ADDRESS), "asked_at", 7, {"address": "", "file": ""}),
    "Who made copies for persons": Kept(lambda: _copy(""), "asked_at", 6 * _YEAR),
    "Sessions of staff and suppliers": Kept(_session, "expire_date", 0),
    "The admin’s own log": Kept(_entry, "action_time", 6 * _YEAR),
    "Counts of what browsers refused": Kept(_refused, "last_seen", 90),
}


@pytest.fixture(autouse=True)
def _tonight():
    with time_machine.travel(NIGHT, tick=False):
        yield


def holder(what: str) -> holders.Holder:
    return next(each for each in holders.known() if each.what == what)


def aged(kept: Kept, age: dt.timedelta) -> Model:
    row = kept.make()
    type(row)._base_manager.filter(pk=row.pk).update(**{kept.since: NIGHT - age})
    return row


def said(row: Model) -> dict[str, Any] | None:
    return type(row)._base_manager.filter(pk=row.pk).values().first()


def test_every_holder_is_tried():
    assert {each.what for each in times.holders()} == set(KEPT)


@pytest.mark.parametrize("what", KEPT)
def test_what_has_had_its_time_goes_and_what_has_not_stays(what):
    kept = KEPT[what]
    time = dt.timedelta(days=kept.days)
    old, young = aged(kept, time + DAY), aged(kept, time - DAY)
    before = said(young)

    assert holder(what).due().total() == 1
    assert holder(what).erase().total() == 1

    assert said(young) == before
    left = said(old)
    if kept.left is None:
        assert left is None
    else:
        assert left == left | kept.left
    assert holder(what).due().total() == 0


@pytest.mark.parametrize("what", [what for what, kept in KEPT.items() if kept.can_be_held])
def test_what_a_hold_keeps_stays(what):
    aged(KEPT[what], dt.timedelta(days=4000))
    LegalHold.objects.create(email=ADDRESS, reason="Claim")

    assert holder(what).due().total() == 0
    assert holder(what).erase().total() == 0


@pytest.mark.parametrize(
    ("model", "fields", "days"),
    [
        (ErasureRun, {"why": "retention", "is_dry": True}, _YEAR),
        (LegalHold, {"email": ADDRESS, "reason": "Claim"}, 6 * _YEAR),
    ],
)
def test_a_dry_run_and_a_hold_that_has_run_out_go_too(model, fields, days):
    since = "began_at" if model is ErasureRun else "until"
    what = "Reports of erasures" if model is ErasureRun else "Legal holds that were lifted"
    for age in (days + 2, days - 2):
        when = NIGHT - age * DAY
        model.objects.create(**fields, **{since: when if since == "began_at" else when.date()})

    assert holder(what).erase().total() == 1
    assert model.objects.count() == 1


def test_the_run_that_was_approved_stays_for_nights_erase_by_it():
    ErasureRun.objects.create(why="retention", is_dry=True, began_at=NIGHT - 3000 * DAY, approved_at=NIGHT)

    assert holder("Reports of erasures").due().total() == 0


def test_an_email_that_nobody_has_looked_at_stays():
    email = aged(KEPT["Emails as they came in"], 91 * DAY)
    InboundEmail.objects.filter(pk=email.pk).update(outcome="pending")

    assert holder("Emails as they came in").due().total() == 0


def test_the_events_of_an_erased_submission_go_at_once():
    sent = MessageFactory(submission=SubmissionFactory(erased_at=NIGHT))
    DeliveryEvent.objects.create(key="1", provider="x", event_type="opened", message=sent, stored_at=NIGHT)

    assert holder("Events of the email provider").erase().total() == 1


def test_what_was_begun_of_an_answer_goes_when_the_submission_is_closed():
    submission = SubmissionFactory(status="resolved")
    Draft.objects.create(submission=submission, user=UserFactory(), text="Dear Jo")

    assert holder("Replies begun and not sent").erase().total() == 1
