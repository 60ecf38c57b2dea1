"""A telephone call becomes a submission."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import calls, kinds
from intake.models import Message, Submission
from tests.factories import MembershipFactory, QueueFactory, RoutingRuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", slug="widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__email="ada@example.org").user


@pytest.fixture
def call(queue, member):
    """A function that logs a call."""

    def log(**fields) -> Submission:
        given = {
            "actor": member,
            "queue": queue,
            "caller": "Jo Brown",
            "matter": "The hall has no heating.\nThe caretaker has been told.",
            "contact": "020 7946 0100",
            "key": uuid.uuid4(),
        }
        return calls.log(**given | fields)

    return log


def test_a_call_is_in_the_chosen_queue_with_what_was_said(call, queue, member, deliver_outbox):
    RoutingRuleFactory(name="takes all")

    submission = call()

    assert (submission.queue, submission.source, submission.kind) == (queue, "telephone", "telephone-call")
    assert (submission.subject, submission.sender_name) == ("The hall has no heating.", "Jo Brown")
    assert (submission.sender_telephone, submission.sender_email) == ("+442079460100", "")
    assert [answer["display"] for answer in submission.answers][1].endswith("The caretaker has been told.")
    assert list(submission.timeline.values_list("event", "text", "actor")) == [
        ("received", "By telephone", member.pk),
        ("routed", "chosen by who entered it → Widgets", None),
    ]
    assert [email["To"] for email in deliver_outbox()] == ["ada@example.org"]


def test_a_caller_with_an_address_is_acknowledged(call, deliver_outbox):
    submission = call(contact=" jo@example.com ")
    assert submission.sender_email == "jo@example.com"
    (acknowledgement,) = [email for email in deliver_outbox() if email["To"] == "jo@example.com"]
    assert submission.reference in acknowledgement["Subject"]
    for kind in ("plain", "html"):
        body = acknowledgement.get_body((kind,)).get_content()
        assert "We have made a note of your telephone call." in body
        assert "heating" not in body


def test_a_caller_who_leaves_nothing_is_logged_all_the_same(call):
    submission = call(contact="")
    assert (submission.sender_email, str(submission.sender_telephone)) == ("", "")
    assert not Message.objects.filter(kind="acknowledgement").exists()


def test_who_took_the_call_may_take_the_work(call, member):
    assert call(take_it=True).assignee == member


def test_pressing_the_button_twice_logs_one_call(call):
    key = uuid.uuid4()
    assert call(key=key, take_it=True) == call(key=key, take_it=True)
    assert Submission.objects.count() == 1


def test_a_long_first_line_is_cut_in_the_subject_only(call):
    submission = call(matter="word " * 60)
    assert len(submission.subject) <= 100
    assert submission.subject.endswith("word…")
    assert submission.answers[1]["display"].count("word") == 60


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("caller", " "),
        ("matter", "\n"),
        ("contact", "ring the school"),
        ("contact", "jo@"),
        ("contact", "12"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(call, field, typed):
    with pytest.raises(ValidationError) as refused:
        call(**{field: typed})
    assert list(refused.value.message_dict) == [field]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("inactive", [True, False])
def test_a_call_goes_into_ones_own_queues_only(call, queue, inactive):
    other = QueueFactory()
    if inactive:
        other = queue
        queue.active = False
        queue.save()
    with pytest.raises(PermissionDenied):
        call(queue=other)


def test_calls_are_a_kind_that_lists_and_rules_know():
    assert ("telephone-call", "Telephone call") in kinds.known()
    assert kinds.fields_of("telephone-call")["message"] == "Message"
