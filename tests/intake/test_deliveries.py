"""Deliveries: the emails that are on their way or did not arrive, and what leads do about them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from intake import circuit, deliveries
from intake.deliveries import View
from intake.models import Message
from tests.factories import MembershipFactory, MessageFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

State = Message.State


@pytest.fixture
def lead():
    """The lead of a queue."""
    return MembershipFactory(role="lead").user


def email_of(lead, **fields) -> Message:
    """An email about a submission in the lead's queue."""
    return MessageFactory(submission=SubmissionFactory(queue=lead.queues.get()), **fields)


def test_a_failed_email_is_sent_again_with_a_new_budget(lead, deliver_outbox):
    long_ago = timezone.now() - dt.timedelta(days=2)
    message = email_of(
        lead, state=State.FAILED, attempts=9, ambiguous_ends=1, retry_from=long_ago, next_attempt_at=None
    )
    deliveries.send_again(message_id=message.pk, actor=lead)
    [email] = deliver_outbox()
    assert email["To"] == message.recipient
    message.refresh_from_db()
    assert (message.state, message.ambiguous_ends) == (State.SENT, 0)
    assert message.retry_from > long_ago
    entry = message.submission.timeline.get()
    assert (entry.actor, entry.text) == (lead, "Acknowledgement: sent again")


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.DELIVERED, State.RECORDED])
def test_what_is_on_its_way_or_has_arrived_is_not_sent_again(lead, state):
    with pytest.raises(ValidationError, match="not sent again"):
        deliveries.send_again(message_id=email_of(lead, state=state).pk, actor=lead)


def test_another_address_becomes_the_senders(lead, deliver_outbox):
    message = email_of(lead, state=State.BOUNCED, next_attempt_at=None)
    deliveries.change_address(message_id=message.pk, actor=lead, address=" jo@example.net ")
    assert [email["To"] for email in deliver_outbox()] == ["jo@example.net"]
    message.submission.refresh_from_db()
    assert (message.submission.sender_email, message.submission.version) == ("jo@example.net", 2)


@pytest.mark.parametrize(
    "address", ["", "jo", "jo@example.com, sam@example.com", "jo@example.com\nBcc: x@y.z"]
)
def test_what_is_no_address_is_refused(lead, address):
    message = email_of(lead, state=State.BOUNCED)
    with pytest.raises(ValidationError):
        deliveries.change_address(message_id=message.pk, actor=lead, address=address)
    message.refresh_from_db()
    assert message.state == State.BOUNCED


def test_the_address_of_an_alert_is_its_persons_account(lead):
    message = email_of(lead, state=State.BOUNCED, kind="alert")
    with pytest.raises(ValidationError, match="for staff"):
        deliveries.change_address(message_id=message.pk, actor=lead, address="jo@example.net")


def test_what_is_handled_leaves_the_view(lead):
    message = email_of(lead, state=State.UNKNOWN)
    assert list(deliveries.in_view(lead, View.TO_HANDLE)) == [message]
    deliveries.mark_as_handled(message_id=message.pk, actor=lead)
    assert not deliveries.in_view(lead, View.TO_HANDLE)
    assert [row.handled_by for row in deliveries.in_view(lead, View.HANDLED)] == [lead]
    with pytest.raises(ValidationError):
        deliveries.mark_as_handled(message_id=message.pk, actor=lead)


@pytest.mark.parametrize(
    ("fields", "views"),
    [
        ({"state": State.QUEUED}, {"queued"}),
        ({"state": State.QUEUED, "attempts": 1}, {"retrying"}),
        ({"state": State.SENDING, "attempts": 2}, {"retrying"}),
        ({"state": State.FAILED}, {"to_handle", "failed"}),
        ({"state": State.BOUNCED}, {"to_handle", "bounced"}),
        ({"state": State.COMPLAINED}, {"to_handle", "bounced"}),
        ({"state": State.UNKNOWN}, {"to_handle", "unknown"}),
        ({"state": State.SENT}, set()),
        ({"state": State.DELIVERED}, set()),
    ],
)
def test_views(lead, fields, views):
    email_of(lead, **fields)
    assert {view.value for view in View if deliveries.in_view(lead, view).exists()} == views


def test_members_who_lead_nothing_and_leads_of_other_queues_see_and_do_nothing(lead):
    message = email_of(lead, state=State.FAILED)
    member = MembershipFactory(queue=lead.queues.get()).user
    for outsider in (member, MembershipFactory(role="lead").user, UserFactory()):
        assert not deliveries.visible(outsider)
        for act in (deliveries.send_again, deliveries.mark_as_handled):
            with pytest.raises(PermissionDenied):
                act(message_id=message.pk, actor=outsider)


def test_an_email_about_no_submission_is_its_queues(lead, deliver_outbox):
    message = MessageFactory(
        submission=None, queue=lead.queues.get(), recipient="jo@example.com", state=State.FAILED
    )
    assert list(deliveries.in_view(lead, View.FAILED)) == [message]
    deliveries.send_again(message_id=message.pk, actor=lead)
    assert len(deliver_outbox()) == 1


def page(client, lead, **query):
    client.force_login(lead)
    return client.get("/admin/intake/message/", query)


@pytest.mark.security("permission rows")
def test_an_email_about_no_submission_is_not_another_queues():
    message = MessageFactory(
        submission=None, queue=QueueFactory(), recipient="jo@example.com", state="failed"
    )
    stranger = MembershipFactory(role="lead").user
    assert message not in deliveries.visible(stranger)


def test_the_page_shows_what_happened_and_its_buttons_work(client, lead, deliver_outbox):
    message = email_of(lead, state=State.FAILED, last_error="550 no such <mailbox>", next_attempt_at=None)
    html = page(client, lead).content.decode()
    assert "550 no such &lt;mailbox&gt;" in html
    assert message.submission.reference in html
    posted = {"message": message.pk, "action": "send_again"}
    answer = client.post("/admin/intake/message/", posted, follow=True)
    assert "on its way again" in answer.content.decode()
    assert len(deliver_outbox()) == 1


def test_a_bad_address_is_said(client, lead):
    message = email_of(lead, state=State.BOUNCED)
    client.force_login(lead)
    posted = {"message": message.pk, "action": "change_address", "address": "jo"}
    assert (
        "valid email address" in client.post("/admin/intake/message/", posted, follow=True).content.decode()
    )


@pytest.mark.parametrize("posted", [{}, {"action": "erase", "message": "1"}, {"action": "x", "message": "²"}])
def test_rubbish_changes_nothing(client, lead, posted):
    client.force_login(lead)
    answer = client.post("/admin/intake/message/", posted, follow=True)
    assert "Nothing was changed" in answer.content.decode()


def test_another_queues_email_is_forbidden(client, lead):
    message = MessageFactory(state=State.FAILED)
    client.force_login(lead)
    posted = {"action": "send_again", "message": message.pk}
    assert client.post("/admin/intake/message/", posted).status_code == 403


def test_the_page_takes_the_same_queries_for_one_and_for_many(client, lead, django_assert_max_num_queries):
    MessageFactory.create_batch(
        30, submission=SubmissionFactory(queue=lead.queues.get()), state=State.FAILED, handled_by=lead
    )
    client.force_login(lead)
    with django_assert_max_num_queries(9):
        client.get("/admin/intake/message/")


def test_a_pause_is_said(client, lead):
    circuit.open_up("401 bad token")
    html = page(client, lead).content.decode()
    assert "No emails go out at the moment" in html
    assert "401 bad token" in html


def test_who_leads_nothing_has_no_such_page(client, lead):
    assert page(client, MembershipFactory(queue=lead.queues.get()).user).status_code == 403


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ({"state": State.SENT, "attempts": 2, "ambiguous_ends": 1}, True),
        ({"state": State.SENT, "attempts": 2, "ambiguous_ends": 0}, False),
        ({"state": State.QUEUED, "attempts": 1, "ambiguous_ends": 1}, False),
    ],
)
def test_what_may_have_come_twice_is_marked_in_the_conversation(client, lead, fields, marked):
    message = email_of(lead, **fields)
    client.force_login(lead)
    page = client.get(f"/admin/intake/submission/{message.submission_id}/change/").content.decode()
    assert ("May have come twice" in page) is marked
