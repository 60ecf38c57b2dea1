"""The demo data: believable, complete, and sent to nobody."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from enquiries import demo
from intake import access, delivery
from intake.models import Message, Submission, TimelineEntry

pytestmark = pytest.mark.django_db


def test_an_empty_portal_is_filled_with_submissions_of_every_type_and_state():
    demo.make(count=60, seed=3)

    submissions = Submission.objects.all()
    assert submissions.count() == 60
    assert set(submissions.values_list("kind", flat=True)) == {"press", "it-helpdesk", "web-team", "general"}
    assert {"resolved", "waiting", "new"} <= set(submissions.values_list("status", flat=True))
    oldest = submissions.earliest("received_at").received_at
    assert timezone.now() - dt.timedelta(days=demo.DAYS + 1) < oldest < timezone.now() - dt.timedelta(days=20)


def test_what_staff_did_is_dated_after_the_submission_and_before_now():
    demo.make(count=40, seed=4)

    now = timezone.now()
    for entry in TimelineEntry.objects.select_related("submission"):
        assert entry.submission.received_at <= entry.at <= now
    for submission in Submission.objects.exclude(first_response_at=None):
        assert submission.received_at < submission.first_response_at < now - dt.timedelta(seconds=1)


def test_no_email_goes_out(deliver_outbox):
    demo.make(count=20, seed=5)

    delivery.sweep()

    assert deliver_outbox() == []
    assert not Message.objects.filter(state=Message.State.QUEUED).exists()


def test_the_demo_staff_see_their_own_queues_only():
    demo.make(count=30, seed=6)

    nadia = demo.User.objects.get(username="demo-nadia")
    assert set(access.visible_submissions(nadia).values_list("queue__slug", flat=True)) == {"it-helpdesk"}
    assert not nadia.has_usable_password()


def test_a_portal_with_submissions_is_left_as_it_is(capsys):
    demo.make(count=1, seed=7)

    call_command("make_demo_data")

    assert "There are submissions already" in capsys.readouterr().out
    assert Submission.objects.count() == 1


def test_the_same_seed_tells_the_same_stories():
    demo.make(count=10, seed=8)
    first = list(Submission.objects.order_by("pk").values_list("kind", "sender_name", "subject"))
    Submission.objects.all().delete()

    demo.make(count=10, seed=8)

    assert list(Submission.objects.order_by("pk").values_list("kind", "sender_name", "subject")) == first
