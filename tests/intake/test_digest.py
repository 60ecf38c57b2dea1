"""The daily digest: what it holds, who gets it, and when."""

import datetime as dt

import pytest
import time_machine
from celery.schedules import crontab
from django.conf import settings

from intake import digest
from intake.models import Heartbeat, Message
from intake.sla import LONDON
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

#: A Tuesday.
MORNING = "2026-11-24 08:30"
LATER_TODAY = dt.datetime(2026, 11, 24, 15, tzinfo=LONDON)
YESTERDAY = dt.datetime(2026, 11, 23, 12, tzinfo=LONDON)
TOMORROW = dt.datetime(2026, 11, 25, 9, tzinfo=LONDON)


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", position=1)


@pytest.fixture
def ada(queue):
    return MembershipFactory(queue=queue, user__email="ada@example.org").user


@pytest.fixture
def make(queue):
    """A function that makes a submission that is due later today, and assigned to nobody."""

    def made(**fields):
        received_at = dt.datetime(2026, 11, 20, 10, tzinfo=LONDON)
        return SubmissionFactory(
            **{"queue": queue, "received_at": received_at, "respond_by": LATER_TODAY, **fields}
        )

    return made


def sent(moment: str = MORNING) -> list[str]:
    """Let the task run at a London time; return whom it wrote to."""
    before = list(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(dt.datetime.fromisoformat(moment).replace(tzinfo=LONDON), tick=False):
        digest.send()
    new = Message.objects.exclude(pk__in=before)
    return sorted(new.values_list("recipient", flat=True))


def test_a_member_is_told_what_is_due_or_late_of_their_own_and_of_nobodys(ada, make, deliver_outbox):
    mine = make(assignee=ada)
    late = make(assignee=ada, respond_by=YESTERDAY)
    nobodys = make()
    others = make(assignee=MembershipFactory(queue=ada.queues.get(), wants_alerts=False).user)
    elsewhere = SubmissionFactory(respond_by=LATER_TODAY)
    tomorrow = make(respond_by=TOMORROW)

    assert sent() == ["ada@example.org"]

    (email,) = deliver_outbox()
    assert email["Subject"] == "Today: 2 due, 1 late"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        for shown in (mine, late, nobodys):
            assert shown.reference in body
            assert f"http://portal.example.org/admin/intake/submission/{shown.pk}/change/" in body
        for hidden in (others, elsewhere, tomorrow):
            assert hidden.reference not in body
        assert "late: was due by midday on Monday 23 November" in body
        assert "today by 3pm" in body
        assert "Jo Brown" not in body
    text = email.get_body(("plain",)).get_content()
    order = [text.index(each) for each in ("Yours", late.reference, mine.reference, "Assigned to nobody")]
    assert order == sorted(order)
    assert text.index("Assigned to nobody") < text.index(nobodys.reference)


def test_nothing_due_no_email(ada, make):
    make(respond_by=TOMORROW)
    assert sent() == []


@pytest.mark.parametrize("status", ["waiting", "resolved", "withdrawn", "spam"])
def test_what_needs_nothing_is_in_no_digest(ada, make, status):
    make(status=status)
    assert sent() == []


def test_once_a_day_however_often_it_runs(ada, make):
    make(respond_by=YESTERDAY)
    assert sent() == ["ada@example.org"]
    assert sent() == []
    assert sent("2026-11-24 11:00") == []
    assert sent("2026-11-25 08:30") == ["ada@example.org"]


def test_what_comes_up_after_it_waits_for_the_next_day(ada, make):
    assert sent() == []
    make(respond_by=YESTERDAY)
    assert sent("2026-11-24 09:30") == []
    assert sent("2026-11-25 08:30") == ["ada@example.org"]


def test_one_that_was_missed_is_made_good_in_the_morning(ada, make):
    make(respond_by=YESTERDAY)
    assert sent("2026-11-24 12:00") == []
    assert sent("2026-11-25 11:30") == ["ada@example.org"]


def test_one_that_broke_off_is_finished_and_nobody_gets_it_twice(ada, queue, make):
    make(respond_by=YESTERDAY)
    assert sent() == ["ada@example.org"]
    MembershipFactory(queue=queue, user__email="grace@example.org")
    Heartbeat.objects.all().delete()
    assert sent("2026-11-24 09:30") == ["grace@example.org"]


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-11-24 08:29", "before half past eight"),
        ("2026-11-28 08:30", "a Saturday"),
        ("2026-12-28 08:30", "Boxing Day's substitute"),
        ("2026-04-06 08:30", "Easter Monday"),
    ],
)
def test_only_on_the_mornings_of_working_days(ada, make, moment, why):
    make(respond_by=dt.datetime(2026, 1, 5, 12, tzinfo=LONDON))
    assert sent(moment) == [], why


@pytest.mark.parametrize("moment", ["2026-03-30 08:30", "2026-10-26 08:30"])
def test_half_past_eight_is_londons_after_the_clocks_have_changed(ada, make, moment):
    make(respond_by=dt.datetime(2026, 1, 5, 12, tzinfo=LONDON))
    assert sent(moment) == ["ada@example.org"]


def test_who_wants_no_alerts_or_has_left_gets_none(queue, make):
    MembershipFactory(queue=queue, wants_alerts=False)
    MembershipFactory(queue=queue, user__is_active=False)
    MembershipFactory(queue=queue, user__is_staff=False)
    MembershipFactory(queue=queue, user__email="")
    UserFactory(administrator=True)
    make()
    assert sent() == []


def test_somebody_of_two_queues_gets_one_email_of_both(ada, make, deliver_outbox):
    second = MembershipFactory(user=ada, queue__position=2).queue
    silent = MembershipFactory(user=ada, queue__position=3, wants_alerts=False).queue
    shown = [make(), make(queue=second), make(queue=silent, assignee=ada)]
    hidden = make(queue=silent)
    assert sent() == ["ada@example.org"]
    (email,) = deliver_outbox()
    text = email.get_body(("plain",)).get_content()
    assert all(each.reference in text for each in shown)
    assert hidden.reference not in text


def test_a_long_list_is_cut(ada, make, monkeypatch, deliver_outbox):
    monkeypatch.setattr(digest, "_SHOWN", 2)
    for _ in range(5):
        make()
    sent()
    (email,) = deliver_outbox()
    assert email["Subject"] == "Today: 5 due, 0 late"
    for kind in ("plain", "html"):
        assert "and 3 more" in email.get_body((kind,)).get_content()


def test_beat_starts_it_at_half_past_eight():
    entry = settings.CELERY_BEAT_SCHEDULE["send-digests"]["schedule"]
    assert isinstance(entry, crontab)
    assert (min(entry.hour), entry.minute) == (8, {30})
    assert settings.CELERY_TIMEZONE == "Europe/London"
