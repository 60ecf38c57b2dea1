"""The demo data: believable, complete, and sent to nobody."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth.models import User
from django.utils import timezone

from enquiries import demo, schools
from enquiries.models import School
from intake import access, delivery
from intake.models import Message, Submission, TimelineEntry

#: In one worker, which makes the data once for all.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo"), pytest.mark.thorough]

#: A Tuesday afternoon in London.
NOW = dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def tuesday_afternoon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(scope="module")
def made(rows_of_module):
    """150 submissions, which the tests read only."""
    with time_machine.travel(NOW, tick=False):
        return demo.make(count=150, seed=1)


def test_an_empty_portal_is_filled_with_submissions_of_every_type_and_state(made):
    assert made == 150
    submissions = Submission.objects.all()
    assert submissions.count() == 150
    assert set(submissions.values_list("kind", flat=True)) == {"press", "it-helpdesk", "web-team", "general"}
    assert set(submissions.values_list("status", flat=True)) == {"new", "open", "waiting", "resolved", "spam"}
    assert set(TimelineEntry.objects.values_list("event", flat=True)) >= {
        *("received", "routed", "assigned", "moved", "replied"),
        *("noted", "resolved", "reopened", "marked_as_spam"),
    }
    oldest = submissions.earliest("received_at").received_at
    assert NOW - dt.timedelta(days=demo.DAYS) <= oldest < NOW - dt.timedelta(days=demo.DAYS - 10)
    assert submissions.latest("received_at").received_at > NOW - dt.timedelta(days=4)


def test_some_work_is_left_and_most_was_done_in_time(made):
    left = [submission for submission in Submission.objects.all() if submission.is_open]
    answered = Submission.objects.exclude(first_response_at=None)
    in_time = [each for each in answered if each.first_response_at <= each.respond_by]
    assert 8 <= len(left) <= 50
    assert 0.75 <= len(in_time) / len(answered) < 1
    assert any(submission.is_late for submission in left)


def test_what_staff_did_is_dated_in_order_after_the_submission_and_before_now(made):
    for submission in Submission.objects.prefetch_related("timeline", "messages"):
        moments = [entry.at for entry in submission.timeline.order_by("pk")]
        assert moments == sorted(moments)
        assert submission.received_at <= moments[0]
        assert moments[-1] < NOW
        for message in submission.messages.all():
            assert submission.received_at <= message.created_at < NOW
        for moment in (submission.first_response_at, submission.resolved_at):
            assert moment is None or moment in moments


def test_an_urgent_deadline_is_one_that_was_near_when_the_enquiry_came_in(made):
    acknowledgements = Message.objects.filter(kind="acknowledgement", submission__kind="press")
    warned = {each.submission_id for each in acknowledgements if "Your deadline is close" in each.text}
    urgent = TimelineEntry.objects.filter(text__startswith="rule 10: press, deadline within 4 working hours")
    assert warned == set(urgent.values_list("submission", flat=True))
    assert 0 < len(warned) < len(acknowledgements)
    for submission in Submission.objects.filter(kind="press"):
        assert submission.received_at < submission.needed_by
        assert submission.answer("deadline") == timezone.localtime(submission.needed_by).isoformat()


def test_nobody_in_it_can_be_reached(made):
    for submission in Submission.objects.all():
        assert submission.sender_email.endswith("@example.org")
        assert not submission.sender_telephone or "+442079460" in str(submission.sender_telephone.as_e164)


def test_no_email_goes_out(made, deliver_outbox):
    delivery.sweep()

    assert deliver_outbox() == []
    assert set(Message.objects.values_list("state", flat=True)) <= {"sent", "recorded"}


def test_the_demo_staff_see_their_own_queues_only_and_cannot_sign_in(made):
    nadia = User.objects.get(username="demo-nadia")
    assert set(access.visible_submissions(nadia).values_list("queue__slug", flat=True)) == {"it-helpdesk"}
    assert not any(user.has_usable_password() for user in User.objects.filter(username__startswith="demo-"))


def test_eighty_invented_schools_can_be_found(made):
    assert School.objects.count() == 80
    assert School.objects.exclude(local_authority=schools.HACKNEY).exists()
    [school] = schools.search("medlar lock", at_most=5)
    assert 900_000 < school.urn < 901_000


def test_a_portal_with_submissions_is_left_as_it_is(made):
    with pytest.raises(demo.NotEmpty):
        demo.make(count=1, seed=9)

    assert Submission.objects.count() == made


def test_the_same_seed_tells_the_same_stories_and_another_one_others():
    def told(seed):
        Submission.objects.all().delete()
        demo.make(count=10, seed=seed)
        columns = ("kind", "sender_name", "subject", "received_at", "status", "assignee__username")
        return list(Submission.objects.order_by("pk").values_list(*columns))

    assert told(10) == told(10) != told(11)
