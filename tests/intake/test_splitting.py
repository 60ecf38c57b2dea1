"""A message about something else becomes a submission of its own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from intake import links, merging, splitting, steps, triage
from intake.models import InboundEmail, Message, Submission
from tests.factories import (
    AttachmentFactory,
    MembershipFactory,
    MessageFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", slug="widgets")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def submission(queue):
    return SubmissionFactory(
        queue=queue,
        sender_email="jo@example.com",
        sender_telephone="+442079460100",
        sender_organisation="Almond Green",
    )


@pytest.fixture
def message(submission):
    """What its sender wrote by email about something else."""
    message = MessageFactory(
        submission=submission,
        direction="in",
        kind="inbound",
        state="recorded",
        recipient="jo@example.com",
        text="And when do the gadgets come?",
    )
    InboundEmail.objects.create(key="1", source="Test", submission=submission, message=message)
    return message


@pytest.fixture
def split(submission, message, member):
    """A function that splits the message off."""

    def do(**fields) -> Submission:
        given = {
            "submission_id": submission.pk,
            "message_id": message.pk,
            "actor": member,
            "subject": "When the gadgets come",
        }
        return splitting.split(**given | fields)

    return do


def texts(submission: Submission) -> list[tuple[str, str]]:
    return list(submission.timeline.values_list("event", "text"))


def test_it_is_a_submission_of_the_same_sender_and_goes_by_the_rules(split, submission, member):
    gadgets = QueueFactory(name="Gadgets")
    rule = RoutingRuleFactory(name="gadgets", queue=gadgets, kind="email", priority=40)
    RoutingConditionFactory(rule=rule, field="message", operator="contains", value="gadgets")

    new = split()

    assert (new.queue, new.priority, new.subject) == (gadgets, 40, "When the gadgets come")
    assert (new.sender_name, new.sender_email) == ("Jo Brown", "jo@example.com")
    assert (new.sender_telephone, new.sender_organisation) == ("+442079460100", "Almond Green")
    assert (new.kind_label, new.source) == ("Email", "email")
    assert [answer["display"] for answer in new.answers] == [
        "When the gadgets come",
        "And when do the gadgets come?",
    ]
    assert submission.messages.filter(direction="in").exists()


def test_both_timelines_say_so_and_the_two_are_linked(split, submission, member):
    new = split()

    (event, text) = texts(submission)[-1]
    assert (event, text.endswith(f"is now {new.reference}")) == ("split_off", True)
    assert (texts(new)[0], texts(new)[-1][0]) == (("received", "By email"), "split_off")
    assert texts(new)[-1][1].startswith(f"From {submission.reference}, where the sender wrote it on ")
    assert new.timeline.last().actor == member
    assert links.linked(submission, member) == [new]
    submission.refresh_from_db()
    assert submission.version == 2


def test_its_files_go_along(split, submission, message):
    mine, its = AttachmentFactory(submission=submission), AttachmentFactory(submission=submission)
    its.message = message
    its.save()

    new = split()

    assert list(new.attachments.all()) == [its]
    assert list(submission.attachments.all()) == [mine]


def test_its_sender_gets_the_new_reference(split, deliver_outbox):
    new = split()
    (email,) = [email for email in deliver_outbox() if email["To"] == "jo@example.com"]
    assert new.reference in email["Subject"]
    assert "gadgets" not in email.get_body(("plain",)).get_content()


def test_where_no_rule_takes_it_it_stays_with_the_team(split, queue, catch_all):
    assert split().queue == queue


def test_of_another_address_only_the_address_is_known(split, message):
    Message.objects.filter(pk=message.pk).update(recipient="sam@example.com")
    new = split()
    assert (new.sender_email, new.sender_name, new.sender_organisation) == ("sam@example.com", "", "")


def test_what_was_written_on_the_site_is_no_email(split):
    InboundEmail.objects.all().delete()
    new = split()
    assert (new.kind_label, new.source) == ("Message", "web")


def test_it_is_split_off_once(split):
    new = split()
    with pytest.raises(ValidationError, match=f"it is {new.reference}"):
        split()


def test_merged_back_it_is_as_if_it_had_never_been(split, submission, member):
    new = split()
    merging.merge(keep_id=submission.pk, merge_id=new.pk, actor=member)
    new.refresh_from_db()
    assert new.status == "merged"


def test_what_came_to_a_merged_one_is_split_off_from_the_kept_one(split, submission, queue, member):
    kept = SubmissionFactory(queue=queue, sender_email="jo@example.com")
    merging.merge(keep_id=kept.pk, merge_id=submission.pk, actor=member)
    new = split(submission_id=kept.pk)
    assert links.linked(kept, member) == [new]


@pytest.mark.parametrize("direction", ["out", "internal"])
def test_only_what_the_sender_wrote_is_split_off(split, submission, direction):
    other = MessageFactory(submission=submission, direction=direction, kind="note")
    with pytest.raises(ValidationError, match="no such message"):
        split(message_id=other.pk)


def test_a_message_of_another_submission_is_not(split, queue):
    other = MessageFactory(submission=SubmissionFactory(queue=queue), direction="in", kind="inbound")
    with pytest.raises(ValidationError, match="no such message"):
        split(message_id=other.pk)


def test_it_needs_a_subject(split):
    with pytest.raises(ValidationError, match="Enter a subject"):
        split(subject="  ")


def test_what_has_changed_meanwhile_or_is_not_ones_own_is_not_split(split, submission, member):
    with pytest.raises(PermissionDenied):
        split(actor=MembershipFactory().user)
    triage.note(submission_id=submission.pk, actor=member, text="Leave it here.")
    with pytest.raises(steps.ChangedMeanwhile):
        split(version=1)
    assert Submission.objects.count() == 1
