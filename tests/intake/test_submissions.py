"""Receiving: one door in, all or nothing, once per key."""

import datetime as dt
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connections
from django.utils import timezone

from intake import references, submissions
from intake.models import Attachment, Message, Submission, TimelineEntry, TrackingToken
from intake.submissions import Answer, Incoming, Sender, receive
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    QueueFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    TagFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
Kind = Message.Kind

MESSAGE = "PLEASE BUY http://casino.example and click"


def an_enquiry(**changes: Any) -> Incoming:
    """Return a widget enquiry by Jo Brown."""
    fields: dict[str, Any] = {
        "kind": "widget",
        "kind_label": "Widget enquiry",
        "subject": "A widget is missing",
        "sender": Sender(name="Jo Brown", email="jo@example.com", telephone="+442079460000"),
        "idempotency_key": uuid.uuid4(),
        "answers": [Answer("message", "Your message", "long_text", MESSAGE, MESSAGE)],
    }
    return Incoming(**(fields | changes))


@pytest.fixture
def widgets():
    """A queue that takes every widget enquiry, with one member who wants alerts."""
    queue = QueueFactory(name="Widgets", slug="widgets")
    RoutingRuleFactory(name="widgets", kind="widget", queue=queue, position=0)
    MembershipFactory(queue=queue, user__email="member@example.org")
    return queue


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_an_enquiry_is_stored_routed_acknowledged_and_announced(widgets, deliver_outbox) -> None:
    submission = receive(an_enquiry())

    stored = Submission.objects.get()
    assert stored == submission
    assert (stored.reference, stored.queue, stored.status) == (submission.reference, widgets, "new")
    assert references.normalise(stored.reference) == stored.reference
    assert stored.answer("message") == MESSAGE
    assert stored.received_at == timezone.now()
    assert timezone.localtime(stored.respond_by) == dt.datetime(2026, 11, 26, 17, tzinfo=dt.UTC)
    timeline = list(stored.timeline.values_list("event", "text"))
    assert timeline == [("received", "By website"), ("routed", "rule 0: widgets → Widgets")]
    assert {email["To"] for email in deliver_outbox()} == {"jo@example.com", "member@example.org"}


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_the_acknowledgement_says_what_happens_next(widgets, deliver_outbox) -> None:
    submission = receive(an_enquiry(next_steps=["A person reads it.", "Bring the widget."]))

    email = next(email for email in deliver_outbox() if email["To"] == "jo@example.com")
    assert email["Subject"] == f"{submission.reference}: we have your widget enquiry"
    assert email["Reply-To"] == "widgets@example.org"
    assert email["Auto-Submitted"] == "auto-replied"
    assert email["From"] == '"Widgets, Hackney Learning Trust" <no-reply@portal.example.org>'
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert submission.reference in body
        assert "by 5pm on Thursday 26 November" in body
        assert "020 7946 0123" in body
        assert "A person reads it." in body
        assert "http://portal.example.org/track/" in body


def test_the_acknowledgement_has_nothing_of_the_senders_own_words(widgets) -> None:
    spam = "casino.example"
    receive(
        an_enquiry(
            subject=f"Subject {spam}",
            sender=Sender(
                name=f"Name {spam}",
                email="victim@example.com",
                organisation=f"Firm {spam}",
                role=f"Role {spam}",
            ),
        )
    )
    for message in Message.objects.all():
        assert spam not in message.subject + message.text + message.html
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1


def test_the_alert_names_the_reference_and_carries_no_answers(widgets, deliver_outbox) -> None:
    submission = receive(an_enquiry())
    email = next(email for email in deliver_outbox() if email["To"] == "member@example.org")
    text = email.get_body(("plain",)).get_content()
    assert submission.reference in email["Subject"]
    assert f"http://portal.example.org/admin/intake/submission/{submission.pk}/change/" in text
    assert "casino" not in text
    assert "Jo Brown" not in text
    assert email["Auto-Submitted"] == "auto-generated"


def test_alerts_go_to_members_who_want_them_and_to_the_shared_mailbox(widgets) -> None:
    MembershipFactory(queue=widgets, wants_alerts=False)
    MembershipFactory(queue=widgets, user__is_active=False)
    MembershipFactory(queue=widgets, user__email="")
    MembershipFactory()
    widgets.alert_address = "shared@example.org"
    widgets.save()
    receive(an_enquiry())
    recipients = Message.objects.filter(kind=Kind.ALERT).values_list("recipient", flat=True)
    assert list(recipients) == ["member@example.org", "shared@example.org"]


def test_the_route_is_followed_whole(widgets) -> None:
    rule = widgets.routing_rules.get()
    rule.tag, rule.priority = TagFactory(name="lost property"), Submission.Priority.URGENT
    rule.assignee = MembershipFactory(queue=widgets).user
    rule.save()
    submission = receive(an_enquiry())
    assert submission.priority == Submission.Priority.URGENT
    assert submission.assignee == rule.assignee
    assert list(submission.tags.all()) == [rule.tag]
    alert = Message.objects.filter(kind=Kind.ALERT).first()
    assert alert is not None
    assert "URGENT" in alert.subject


def test_in_turn_two_enquiries_go_to_two_members() -> None:
    queue = QueueFactory(assignment="in_turn")
    MembershipFactory.create_batch(2, queue=queue)
    assignees = {receive(an_enquiry(usual_queue=queue, kind="gadget")).assignee for _ in range(2)}
    assert len(assignees) == 2


def test_the_same_key_is_received_once(widgets) -> None:
    enquiry = an_enquiry()
    first, second = receive(enquiry), receive(enquiry)
    assert first == second
    assert Submission.objects.count() == 1
    assert Message.objects.count() == 2
    assert TimelineEntry.objects.count() == 2


def test_files_under_the_token_come_along(widgets) -> None:
    token = uuid.uuid4()
    AttachmentFactory.create_batch(2, upload_token=token)
    AttachmentFactory()
    submission = receive(an_enquiry(upload_token=token))
    assert submission.attachments.count() == 2
    assert Attachment.objects.filter(submission=None).count() == 1


@time_machine.travel("2026-11-24 10:00Z", tick=False)
@pytest.mark.parametrize(
    ("deadline", "respond_by"),
    [
        ("2026-11-24T15:00Z", "2026-11-24T15:00Z"),
        ("2026-11-24T09:00Z", "2026-11-24T10:00Z"),
        ("2026-12-24T17:00Z", "2026-11-26T17:00Z"),
    ],
    ids=["before the target", "past", "after the target"],
)
def test_the_senders_own_deadline_counts_where_it_is_earlier(widgets, deadline: str, respond_by: str) -> None:
    submission = receive(an_enquiry(needed_by=dt.datetime.fromisoformat(deadline)))
    assert submission.respond_by == dt.datetime.fromisoformat(respond_by)
    assert submission.due_at >= submission.respond_by


def test_a_sender_without_an_email_address_gets_none(widgets) -> None:
    submission = receive(an_enquiry(sender=Sender(name="Jo Brown", telephone="+442079460000")))
    assert not submission.messages.filter(kind=Kind.ACKNOWLEDGEMENT).exists()
    assert not TrackingToken.objects.exists()


def test_an_address_gets_so_many_acknowledgements_a_day_and_no_more(widgets, settings) -> None:
    settings.ACKNOWLEDGEMENTS_PER_RECIPIENT_PER_DAY = 3

    def acknowledged(email: str) -> bool:
        submission = receive(an_enquiry(sender=Sender(name="Jo", email=email)))
        told = submission.timeline.filter(event="not_acknowledged").exists()
        assert submission.messages.filter(kind=Kind.ACKNOWLEDGEMENT).exists() is not told
        return not told

    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        assert all(acknowledged(email) for email in ("jo@example.com", "JO@example.com", "Jo@Example.COM"))
        assert not acknowledged("jo@example.com")
        assert acknowledged("sam@example.com"), "another address is not held up"
    with time_machine.travel("2026-11-25 10:01Z", tick=False):
        assert acknowledged("jo@example.com"), "nor is this one tomorrow"


def test_a_hundred_enquiries_naming_one_victim_send_three_acknowledgements_and_are_all_kept(widgets) -> None:
    victim = Sender(name="Jo", email="victim@example.com")
    with time_machine.travel("2026-11-24 10:00Z", tick=False):
        for _ in range(100):
            receive(an_enquiry(sender=victim))
    assert Submission.objects.filter(sender_email=victim.email).count() == 100
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT, recipient=victim.email).count() == 3
    assert TimelineEntry.objects.filter(event="not_acknowledged").count() == 97


def test_line_breaks_in_what_the_sender_typed_reach_no_header(widgets, deliver_outbox) -> None:
    evil = "Jo\r\nBcc: everybody@example.com"
    submission = receive(
        an_enquiry(
            subject=f"Widget\n{evil}",
            sender=Sender(name=evil, email="jo@example.com", organisation=evil, role=evil),
        )
    )
    for email in deliver_outbox():
        assert email["Bcc"] is None
        assert email["To"] in ("jo@example.com", "member@example.org")
    assert "\n" not in submission.subject + submission.sender_name + submission.sender_role


def test_texts_longer_than_their_column_are_cut_there_and_kept_whole_in_the_answers(widgets) -> None:
    long = "ä" * 1000
    submission = receive(
        an_enquiry(
            subject=long,
            sender=Sender(name=long, email="jo@example.com", organisation=long, role=long),
            answers=[Answer("name", "Name", "short_text", long, long)],
        )
    )
    submission.refresh_from_db()
    assert submission.sender_name == submission.subject == "ä" * 200
    assert submission.answer("name") == long


def test_all_or_nothing(widgets, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the template is broken")

    monkeypatch.setattr(submissions.outbox, "rendered", broken)
    with pytest.raises(RuntimeError):
        receive(an_enquiry())
    assert not Submission.objects.exists()
    assert not TimelineEntry.objects.exists()
    assert not TrackingToken.objects.exists()


def test_a_reference_that_is_taken_is_drawn_again(widgets, monkeypatch) -> None:
    taken = SubmissionFactory().reference
    drawn = iter([taken, references.new_reference()])
    monkeypatch.setattr(references, "new_reference", lambda: next(drawn))
    submission = receive(an_enquiry())
    assert submission.reference != taken
    assert submission.messages.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1


def test_any_other_broken_constraint_is_a_fault(widgets, monkeypatch) -> None:
    taken = SubmissionFactory().reference
    monkeypatch.setattr(references, "new_reference", lambda: taken)
    with pytest.raises(IntegrityError):
        receive(an_enquiry())


def test_receiving_asks_few_questions_of_the_database(widgets, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(20):
        receive(an_enquiry())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_fifty_at_once_under_one_key_make_one(widgets) -> None:
    enquiry = an_enquiry()

    def receive_it(_: int) -> int:
        try:
            return receive(enquiry).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(50) as threads:
        received = list(threads.map(receive_it, range(50)))

    assert len(set(received)) == 1
    assert Submission.objects.count() == 1
    assert Message.objects.filter(kind=Kind.ACKNOWLEDGEMENT).count() == 1
    assert Message.objects.filter(kind=Kind.ALERT).count() == 1
    assert TimelineEntry.objects.count() == 2
