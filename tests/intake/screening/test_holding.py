"""What looks suspicious is kept and held; nobody is told of it until it is passed on."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from intake import (
    counts,
    duplicates,
    links,
    merging,
    passing_on,
    senders,
    tracking,
    triage,
    workflow,
    worklist,
)
from intake.figures.period import Period
from intake.figures.scope import Scope
from intake.models import KnownBad, Message, RecentPost, RoutingRule, Screening, Submission, TimelineEntry
from intake.screening import allowance, recent_posts, review, thresholds
from intake.screening.scoring import Signs
from intake.worklist import Criteria, View
from tests.factories import AttachmentFactory, SubmissionFactory, TagFactory, UserFactory
from tests.intake.screening.conftest import PERSON, PROGRAM

pytestmark = pytest.mark.django_db


def events(submission: Submission) -> list[str]:
    return list(submission.timeline.values_list("event", flat=True))


def test_it_is_stored_whole_and_nobody_is_told(send, ada, widgets, deliver_outbox):
    file = AttachmentFactory()
    held = send(signs=PROGRAM, upload_token=file.upload_token)

    held.refresh_from_db()
    assert (held.status, held.queue, held.assignee) == ("held", widgets, None)
    assert held.answers[0]["value"] == "The gate is broken."
    assert list(held.attachments.all()) == [file]
    assert deliver_outbox() == []
    assert events(held) == ["received", "held"]
    assert held.timeline.get(event="held").text == "A field that people do not see was filled in"
    assert held.screening.reasons[0]["points"] == held.screening.score == 100


def test_an_honest_enquiry_is_received_as_ever(send, ada, deliver_outbox):
    assert send().status == "new"
    assert len(deliver_outbox()) == 2
    assert not Screening.objects.exists()


def test_what_has_no_signs_is_not_screened(send, ada):
    assert send("<script> http://a.example " * 9, signs=None).status == "new"


def test_several_weak_signs_together_are_enough(send):
    assert send("<a href=x>", signs=Signs(seconds=1)).status == "new"
    assert send("<a href=x> http://a.ex http://b.ex http://c.ex http://d.ex", signs=Signs(seconds=1)).is_held


def test_from_how_many_points_on_it_is_held_is_a_setting(send, settings):
    settings.SPAM_HOLD_FROM = 40
    assert send(signs=Signs()).is_held
    settings.SPAM_POINTS = {"no_time": 39}
    assert not send(signs=Signs()).is_held


def test_what_is_on_the_list_is_held(send):
    KnownBad.objects.create(kind="words", value="cheap pills")
    KnownBad.objects.create(kind="network", value="198.51.100.0/24")
    assert send("Buy cheap pills").is_held
    assert send(signs=Signs(seconds=60, client="198.51.100.9")).is_held


def test_too_many_from_one_client_are_held_and_another_client_is_not(send, settings):
    settings.SPAM_POSTS_PER_CLIENT_PER_HOUR, settings.SPAM_POSTS_PER_CLIENT_PER_DAY = 2, 3
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        held = [send(email=f"{n}@example.com").is_held for n in range(3)]
        assert held == [False, False, True]
        assert not send(signs=Signs(seconds=60, client="203.0.113.8")).is_held
        clock.shift(dt.timedelta(hours=2))
        by_day = send(email="4@example.com")
        assert by_day.screening.signs == "client_day"
        clock.shift(dt.timedelta(days=1))
        assert not send(email="5@example.com").is_held


def test_too_many_that_name_one_address_are_held_from_wherever_they_come(send, settings):
    settings.SPAM_POSTS_PER_RECIPIENT_PER_DAY = 2
    addresses = ["victim@example.com", "Victim@example.com", "VICTIM@EXAMPLE.COM"]
    held = [
        send(email=address, signs=Signs(seconds=60, client=f"203.0.113.{n}")).is_held
        for n, address in enumerate(addresses)
    ]
    assert held == [False, False, True]


def test_a_hundred_posts_that_name_one_victim_send_three_acknowledgements_and_all_are_kept(
    send, deliver_outbox
):
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        for _ in range(100):
            send(email="victim@example.com")
        assert len([email for email in deliver_outbox() if email["To"] == "victim@example.com"]) == 3
    assert Submission.objects.filter(sender_email="victim@example.com").count() == 100
    assert Submission.objects.filter(status="held").count() == 80


def test_this_machine_is_not_one_client(send, settings):
    settings.SPAM_POSTS_PER_CLIENT_PER_HOUR = 1
    assert not any(
        send(signs=Signs(seconds=9, client="127.0.0.1"), email=f"{n}@a.ex").is_held for n in range(3)
    )


def test_neither_addresses_nor_networks_are_stored_and_after_a_day_nothing_is(send):
    with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
        send(email="jo@example.com")
        kept = str(list(RecentPost.objects.values()))
        assert "203.0.113" not in kept
        assert "jo@" not in kept
        clock.shift(dt.timedelta(hours=23))
        assert (recent_posts.forget_old(), allowance.forget_old()) == (0, 0)
        clock.shift(dt.timedelta(hours=2))
        assert (recent_posts.forget_old(), allowance.forget_old()) == (1, 1)


def test_it_is_in_no_list_count_or_figure_but_in_the_review_list(send, ada):
    held = send(signs=PROGRAM)
    for view in View:
        assert not worklist.matching(ada, Criteria(view=view)).exists(), view
    assert not worklist.matching(ada, Criteria(view=View.EVERYTHING, text=held.reference)).exists()
    assert not any(counts.together(counts.of(ada)).values())
    today = timezone.localdate()
    assert not Scope(user=ada, period=Period(today - dt.timedelta(days=1), today)).whenever.exists()
    assert [row.submission for row in review.waiting(ada)] == [held]
    assert review.how_many(ada) == "1"


def test_nobody_is_told_that_it_may_be_sent_twice_nor_can_it_be_linked_or_merged(send, ada):
    held, real = send(signs=PROGRAM), send()
    assert duplicates.suggestions(real, ada) == duplicates.suggestions(held, ada) == []
    with pytest.raises(Exception, match="There is no submission"):
        links.found(reference=held.reference, actor=ada)
    assert "held" in merging.why_not(held, real)
    with pytest.raises(workflow.MoveNotAllowed):
        merging.merge(keep_id=real.pk, merge_id=held.pk, actor=ada)


def test_a_stranger_to_the_queue_neither_sees_nor_decides(send, ada):
    held, stranger = send(signs=PROGRAM), UserFactory()
    assert not review.waiting(stranger).exists()
    with pytest.raises(PermissionDenied):
        passing_on.pass_on(submission_id=held.pk, actor=stranger)


def test_the_thresholds_count_what_one_sees(send, ada):
    send(signs=PROGRAM)
    held_in_all = [thresholds.shown_to(user)[0].effect.held for user in (ada, UserFactory())]
    assert held_in_all == [1, 0]


def test_an_email_that_was_not_acknowledged_is_counted_for_who_sees_it(widgets, ada):
    TimelineEntry.objects.create(
        submission=SubmissionFactory(queue=widgets),
        event=TimelineEntry.Event.NOT_ACKNOWLEDGED,
        text=allowance.ENOUGH,
    )
    said = [thresholds.shown_to(user)[-1].said for user in (ada, UserFactory())]
    assert said == ["1 not acknowledged", "0 not acknowledged"]


def test_nothing_but_the_two_decisions_can_be_done_to_it(send, ada):
    held = send(signs=PROGRAM)
    for act in (
        lambda: triage.reply(submission_id=held.pk, actor=ada, text="Hello"),
        lambda: triage.resolve(submission_id=held.pk, actor=ada),
        lambda: triage.assign(submission_id=held.pk, actor=ada, assignee=ada),
        lambda: triage.reopen(submission_id=held.pk, actor=ada),
    ):
        with pytest.raises(workflow.MoveNotAllowed, match="held for review"):
            act()


def test_marked_as_spam_it_leaves_the_review_list_and_its_sender_is_told_nothing(send, ada, deliver_outbox):
    held = send(signs=PROGRAM)
    triage.mark_as_spam(submission_id=held.pk, actor=ada)
    assert not review.waiting(ada).exists()
    screening = Screening.objects.get()
    assert (screening.decision, screening.decided_by) == ("spam", ada)
    assert deliver_outbox() == []


def test_spam_that_is_reopened_was_a_false_alarm(send, ada):
    held = send(signs=PROGRAM)
    triage.mark_as_spam(submission_id=held.pk, actor=ada)
    triage.reopen(submission_id=held.pk, actor=ada)
    assert Screening.objects.get().decision == "passed_on"


class TestPassingOn:
    def test_it_is_routed_announced_and_acknowledged(self, send, ada, widgets, deliver_outbox):
        tag = TagFactory(name="gates")
        RoutingRule.objects.filter(queue=widgets).update(tag=tag, assignee=ada)
        held = send(signs=PROGRAM, next_steps=["We mend gates on Fridays."])

        passed = passing_on.pass_on(submission_id=held.pk, actor=ada)

        held.refresh_from_db()
        assert (held.status, held.assignee, list(held.tags.all())) == ("new", ada, [tag])
        assert events(held) == ["received", "held", "passed_on", "routed"]
        acknowledgement, alert = deliver_outbox()
        assert acknowledgement["To"] == "jo@example.com"
        assert "We mend gates on Fridays." in acknowledgement.get_body(("plain",)).get_content()
        assert alert["To"] == "ada@example.org"
        assert passed.screening.decision == "passed_on"
        assert list(worklist.matching(ada, Criteria())) == [held]

    def test_its_targets_count_from_when_it_was_received(self, send, ada):
        with time_machine.travel("2026-11-24 10:00Z", tick=False) as clock:
            held, real = send(signs=PROGRAM), send()
            clock.shift(dt.timedelta(days=3))
            passed = passing_on.pass_on(submission_id=held.pk, actor=ada)
        assert (passed.respond_by, passed.due_at) == (real.respond_by, real.due_at)

    def test_it_is_passed_on_once(self, send, ada):
        held = send(signs=PROGRAM)
        passing_on.pass_on(submission_id=held.pk, actor=ada)
        with pytest.raises(workflow.MoveNotAllowed):
            passing_on.pass_on(submission_id=held.pk, actor=ada)

    def test_the_cap_of_acknowledgements_holds_for_what_is_passed_on_too(self, send, ada):
        held = [send(signs=PROGRAM) for _ in range(5)]
        for each in held:
            passing_on.pass_on(submission_id=each.pk, actor=ada)
        assert Message.objects.filter(kind="acknowledgement").count() == 3


class TestItsSender:
    """They are told what the sender of any other is."""

    def page(self, client, submission):
        link = tracking.new_link(submission).removeprefix("http://portal.example.org")
        return client.get(link).content.decode()

    def test_follows_it_as_one_that_was_received(self, send, client):
        held, real = self.page(client, send(signs=PROGRAM)), self.page(client, send())
        assert "Received" in held
        assert "will look at it. We aim to reply" in held
        assert [word for word in ("held", "Held", "spam", "suspicious", "review") if word in held] == []
        assert held.count("<form") == real.count("<form")
        assert "Withdraw it" in held

    def test_writes_corrects_and_withdraws_and_nobody_is_told(self, send, ada, deliver_outbox):
        held = send(signs=PROGRAM)
        senders.write(submission_id=held.pk, text="It is really broken.", author_email="jo@example.com")
        senders.correct_details(submission_id=held.pk, name="Jo", email="new@example.com", telephone="")
        held.refresh_from_db()
        assert (held.status, held.sender_email) == ("held", "new@example.com")
        senders.withdraw(submission_id=held.pk)
        held.refresh_from_db()
        assert held.status == "withdrawn"
        assert deliver_outbox() == []
        assert Screening.objects.get().decision == "by_sender"
        assert not review.waiting(ada).exists()

    def test_may_say_that_it_is_solved(self, send, ada, deliver_outbox):
        held = send(signs=PROGRAM)
        senders.solve(submission_id=held.pk)
        held.refresh_from_db()
        assert (held.status, deliver_outbox()) == ("resolved", [])

    def test_asks_for_a_link_but_no_flood_of_them(self, send, deliver_outbox):
        for _ in range(5):
            held = send(signs=PROGRAM, email="victim@example.com")
            tracking.send_link(reference=held.reference, email="victim@example.com")
        assert len(deliver_outbox()) == 3

    def test_answers_by_email_in_silence(self, send, ada, deliver_outbox):
        held = send(signs=PROGRAM)
        senders.add_email(
            submission_id=held.pk,
            text="Well?",
            html="",
            subject="Re",
            author_email="jo@a.ex",
            said="By email",
        )
        held.refresh_from_db()
        assert (held.status, held.messages.count(), deliver_outbox()) == ("held", 1, [])


def test_receiving_what_is_screened_asks_few_questions_more(send, django_assert_max_num_queries):
    SubmissionFactory.create_batch(3)
    KnownBad.objects.create(kind="words", value="cheap pills")
    with django_assert_max_num_queries(24):
        send(signs=PERSON)
