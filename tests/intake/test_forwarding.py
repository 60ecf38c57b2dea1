"""Forwarding a part of a submission to an address outside."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from intake import deliveries, forwarding, reply_address, steps, tracking, triage
from intake.models import Message
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

OUTSIDE = "surveyor@example.net"


def answer(name: str, text: str, kind: str = "long_text") -> dict:
    return {"name": name, "label": name.capitalize(), "kind": kind, "value": text, "display": text}


@pytest.fixture
def queue():
    return QueueFactory(name="Widgets", slug="widgets", alert_address="widgets-alerts@example.org")


@pytest.fixture
def member(queue):
    return MembershipFactory(queue=queue, user__first_name="Ada", user__last_name="Okoro").user


@pytest.fixture
def submission(queue):
    return SubmissionFactory(
        queue=queue,
        subject="Damp in the hall",
        sender_name="Jo Brown",
        sender_email="jo@example.com",
        sender_telephone="+447700900982",
        sender_organisation="Almond Green",
        answers=[
            answer("name", "Jo Brown", "short_text"),
            answer("email", "jo@example.com", "email"),
            answer("telephone", "07700 900982", "telephone"),
            answer("school", "Almond Green", "short_text"),
            answer("message", "The wall is wet. Write to JO@example.com or ring 07700 900 982."),
            answer("room", "Main hall", "short_text"),
            answer("empty", ""),
        ],
    )


def test_the_extract_is_the_subject_and_what_was_ticked(submission):
    assert [(part.number, part.label) for part in forwarding.parts(submission)] == [
        (4, "Message"),
        (5, "Room"),
    ]
    assert forwarding.extract(submission, chosen={5}, with_contact=False) == (
        "Damp in the hall\n\nRoom\nMain hall"
    )
    assert forwarding.extract(submission, chosen=set(), with_contact=False) == "Damp in the hall"


def test_the_senders_address_and_number_are_taken_out_of_what_they_wrote(submission):
    text = forwarding.extract(submission, chosen={4}, with_contact=False)
    assert text.endswith("The wall is wet. Write to (left out) or ring (left out).")


def test_contact_details_go_along_when_they_are_ticked(submission):
    text = forwarding.extract(submission, chosen={4}, with_contact=True)
    assert "JO@example.com" in text
    assert text.endswith(
        "Who wrote to us\nName: Jo Brown\nOrganisation: Almond Green\nEmail: jo@example.com\n"
        "Telephone: 07700 900982"
    )


def test_answers_that_cannot_be_ticked_are_not_in_it(submission):
    assert "Jo Brown" not in forwarding.extract(submission, chosen={0, 1, 2, 3, 6}, with_contact=False)


def test_it_goes_out_in_the_queues_name_and_is_in_the_timeline(submission, member, deliver_outbox):
    triage.note(submission_id=submission.pk, actor=member, text="Do not tell the press.")

    message = forwarding.forward(
        submission_id=submission.pk, actor=member, address=f" {OUTSIDE} ", text="Damp in <the> hall\n\nWet."
    )

    (email,) = deliver_outbox()
    assert (email["To"], email["Reply-To"]) == (OUTSIDE, "widgets@example.org")
    assert email["Subject"] == f"{submission.reference}: forwarded to you by Widgets, Hackney Learning Trust"
    for kind in ("plain", "html"):
        body = email.get_body((kind,)).get_content()
        assert "Ada Okoro of Widgets forwards this to you" in body
        assert "Wet." in body
        assert "press" not in body
        assert "jo@example.com" not in body
        assert "/track/" not in body
    assert "Damp in &lt;the&gt; hall" in email.get_body(("html",)).get_content()
    entry = submission.timeline.last()
    assert (entry.event, entry.actor, entry.text) == ("forwarded", member, f"To {OUTSIDE}")
    assert entry.data == {"message": str(message.uuid)}


def test_answers_come_back_to_the_submission_where_email_comes_in(submission, member, settings):
    settings.INBOUND_DOMAIN = "in.example.org"
    message = forwarding.forward(submission_id=submission.pk, actor=member, address=OUTSIDE, text="Wet.")
    assert message.reply_to == reply_address.of(submission)


def test_the_senders_own_link_never_goes_out(submission, member):
    link = tracking.new_link(submission)
    message = forwarding.forward(
        submission_id=submission.pk, actor=member, address=OUTSIDE, text=f"See {link}"
    )
    assert link not in message.text + message.html


def test_of_a_copy_that_did_not_arrive_the_team_is_told(submission, member, deliver_outbox):
    message = forwarding.forward(submission_id=submission.pk, actor=member, address=OUTSIDE, text="Wet.")
    message.state = Message.State.BOUNCED
    with transaction.atomic():
        deliveries.note_failure(message)
    told = [email["Subject"] for email in deliver_outbox() if email["To"] == member.email]
    assert told == [f"{submission.reference}: what was forwarded did not arrive, Widget enquiry"]
    assert submission.timeline.last().text == "Forwarded copy: bounced"


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("", "Enter an email address"),
        ("surveyor", "Enter an email address"),
        ("JO@example.com", "sender’s own address"),
        ("Widgets@example.org", "one of our own queues"),
        ("widgets-alerts@example.org", "one of our own queues"),
        ("press@in.example.org", "one of our own queues"),
    ],
)
def test_some_addresses_are_none_to_forward_to(submission, member, settings, address, problem):
    settings.INBOUND_DOMAIN = "in.example.org"
    with pytest.raises(ValidationError, match=problem):
        forwarding.forward(submission_id=submission.pk, actor=member, address=address, text="Wet.")
    assert not Message.objects.exists()


def test_without_words_nothing_is_forwarded(submission, member):
    with pytest.raises(ValidationError, match="Write what is to be forwarded"):
        forwarding.forward(submission_id=submission.pk, actor=member, address=OUTSIDE, text=" \n")


def test_what_has_changed_meanwhile_or_is_not_ones_own_is_not_forwarded(submission, member):
    given = {"submission_id": submission.pk, "address": OUTSIDE, "text": "Wet."}
    with pytest.raises(PermissionDenied):
        forwarding.forward(actor=MembershipFactory().user, **given)
    triage.note(submission_id=submission.pk, actor=member, text="Wait.")
    with pytest.raises(steps.ChangedMeanwhile):
        forwarding.forward(actor=member, version=1, **given)
