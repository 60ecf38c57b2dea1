"""Email that belongs to a submission: who may write into it, how often, and what is kept of it."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from intake import reply_address, tracking, triage
from intake.models import InboundEmail, Message, Queue, Submission, TimelineEntry
from tests.factories import SubmissionFactory, UserFactory
from tests.intake.inbound.conftest import ALERT, REPLY, new_messages

pytestmark = pytest.mark.django_db


def email(text: str = "Hello", sender: str = "jo.brown@example.com", **headers: str) -> str:
    """An email that answers the reply that the submission's sender got."""
    lines = {
        "From": sender,
        "To": "widgets@example.org",
        "In-Reply-To": f"<{REPLY}@portal.example.org>",
        "Subject": "Re: your enquiry",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return "\n".join([*(f"{name}: {value}" for name, value in lines.items() if value), "", text])


def test_a_reply_opens_the_submission_and_tells_the_team(submission, arrives, deliver_outbox) -> None:
    record = arrives(email("The widget is here."))
    submission.refresh_from_db()
    assert (record.outcome, record.submission, submission.status) == ("reply", submission, "open")
    assert [message.text for message in new_messages()] == ["The widget is here."]
    assert [sent["Subject"] for sent in deliver_outbox() if sent["To"] == "ada@example.org"][-1] == (
        "HLT-4KX-9RT-2H4: the sender wrote, Widget enquiry"
    )


def test_what_goes_to_the_sender_says_where_answers_go(submission) -> None:
    author = UserFactory(administrator=True)
    message = triage.reply(submission_id=submission.pk, actor=author, text="Where is it?")
    assert message.reply_to == "reply+hlt4kx9rt2h4.wpccbyqxdni5bzik@in.example.org"
    assert reply_address.reference_in(message.reply_to.upper()) == "HLT-4KX-9RT-2H4"


def test_the_team_answers_to_the_queue_and_so_does_the_sender_without_a_domain(submission, settings) -> None:
    settings.INBOUND_DOMAIN = ""
    author = UserFactory(administrator=True)
    message = triage.reply(submission_id=submission.pk, actor=author, text="Where is it?")
    assert message.reply_to == "widgets@example.org"


def test_an_alert_never_carries_the_senders_reply_address(submission, arrives) -> None:
    arrives(email())
    assert {message.reply_to for message in Message.objects.filter(kind="alert", state="queued")} == {
        "widgets@example.org"
    }


@pytest.mark.parametrize(
    "typed", [REPLY.replace("-", ""), f"{{{REPLY}}}", f"urn:uuid:{REPLY}", f"{REPLY}, eve@evil.example"]
)
def test_an_id_that_is_not_as_we_write_it_answers_nothing(typed, submission, arrives) -> None:
    assert arrives(email(In_Reply_To=f"<{typed}@portal.example.org>")).submission != submission


@pytest.mark.security("tokens")
@pytest.mark.parametrize(
    "address",
    [
        "reply+hlt4kx9rt2h4.wpccbyqxdni5bzia@in.example.org",
        "reply+hlt4kx9rt2h4.@in.example.org",
        "reply+hlt4kx9rt2h4@in.example.org",
        "reply+hlt4kx9rt2h4.wpccbyqxdni5bzik@elsewhere.example.org",
        "reply+HLT-4KX-9RT-2H4.wpccbyqxdni5bzik@in.example.org",
        "hlt4kx9rt2h4.wpccbyqxdni5bzik@in.example.org",
        "",
    ],
)
def test_an_address_that_is_not_as_we_made_it_names_nothing(address, submission) -> None:
    assert reply_address.reference_in(address) == ""


def test_an_address_made_before_the_secret_was_changed_still_works(submission, settings) -> None:
    address = reply_address.of(submission)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new secret " * 5
    assert reply_address.reference_in(address) == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert reply_address.reference_in(address) == submission.reference


def test_the_signed_address_counts_more_than_what_the_email_says_it_answers(submission, arrives) -> None:
    other = SubmissionFactory(queue=submission.queue)
    record = arrives(email(To=reply_address.of(other)))
    assert record.submission == other


def test_the_address_on_the_envelope_counts_where_no_header_has_it(submission, arrives) -> None:
    mail = email(In_Reply_To="", To="undisclosed-recipients:;")
    record = arrives(mail, envelope_recipient=reply_address.of(submission))
    assert (record.outcome, record.submission) == ("reply", submission)


def test_a_reference_in_the_subject_is_not_enough_for_somebody_else(submission, arrives) -> None:
    record = arrives(email(In_Reply_To="", sender="sam@example.net", Subject=submission.reference))
    assert (record.outcome, record.submission != submission) == ("submission", True)


def test_staff_who_answer_an_alert_write_a_note_among_staff(submission, arrives, deliver_outbox) -> None:
    arrives(email("I know the man.", sender="ada@example.org", In_Reply_To=f"<{ALERT}@portal.example.org>"))
    message = new_messages()[0]
    submission.refresh_from_db()
    assert (message.direction, message.kind, submission.status) == ("internal", "note", "waiting")
    assert "which the sender did not get" in TimelineEntry.objects.latest("pk").text
    assert deliver_outbox() == []


@pytest.mark.parametrize(("status", "told"), [("withdrawn", 1), ("spam", 0), ("resolved", 1)])
def test_what_was_closed_still_keeps_what_comes(status, told, submission, arrives) -> None:
    Submission.objects.filter(pk=submission.pk).update(status=status)
    assert arrives(email("One thing more.")).outcome == "reply"
    submission.refresh_from_db()
    assert submission.status == ("open" if status == "resolved" else status)
    assert Message.objects.filter(kind="alert", state="queued").count() == told
    assert [message.text for message in new_messages()] == ["One thing more."]


def test_five_emails_an_hour_from_one_address_the_rest_is_kept_aside(submission, arrives) -> None:
    outcomes = [arrives(email(f"Email {number}")).outcome for number in range(8)]
    assert outcomes == ["reply"] * 5 + ["too_many"] * 3
    assert len(new_messages()) == 5
    assert TimelineEntry.objects.filter(event="noted").count() == 1
    assert arrives(email(sender="sam@example.net")).outcome == "reply"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61)):
        assert arrives(email("Later")).outcome == "reply"


def test_an_automatic_reply_is_noted_and_alerts_nobody(submission, arrives) -> None:
    for _ in range(7):
        assert arrives(email(Auto_Submitted="auto-replied")).outcome == "automatic"
    submission.refresh_from_db()
    assert (submission.status, new_messages()) == ("waiting", [])
    assert not Message.objects.filter(state="queued").exists()
    assert {entry.event for entry in TimelineEntry.objects.all()} == {"automatic_reply"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-generated"},
        {"Precedence": "bulk"},
        {"Precedence": "junk"},
        {"X_Autorespond": "yes"},
        {"Return_Path": "<>"},
        {"Subject": "Out of office"},
        {"Subject": "Abwesenheitsnotiz: Ferien"},
    ],
    ids=str,
)
def test_what_a_program_wrote_starts_nothing(headers, queue, arrives) -> None:
    assert arrives(email(In_Reply_To="", **headers)).outcome == "automatic"
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "no"},
        {"Precedence": "normal"},
        {"Return_Path": "<jo.brown@example.com>"},
        {"Subject": "Out of office hours support"},
        {"Subject": "Absent pupils"},
    ],
    ids=str,
)
def test_what_a_person_wrote_is_a_submission(headers, queue, arrives) -> None:
    assert arrives(email(In_Reply_To="", **headers)).outcome == "submission"


@pytest.mark.parametrize("sender", ["widgets@example.org", "no-reply@portal.example.org", "x@in.example.org"])
def test_email_from_an_address_of_ours_goes_round_in_no_circle(sender, queue, arrives) -> None:
    assert arrives(email(sender=sender)).outcome == "loop"
    assert not Message.objects.exists()


def test_a_bounce_by_email_changes_the_message_as_a_webhook_would(submission, arrives) -> None:
    Message.objects.filter(uuid=REPLY).update(state="complained")
    report = (
        "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; report-type=delivery-status; "
        'boundary="b"\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n'
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{REPLY}@portal.example.org>\n--b--\n"
    )
    assert arrives(report).outcome == "bounce"
    assert Message.objects.get(uuid=REPLY).state == "complained"
    Message.objects.filter(uuid=REPLY).update(state="delivered")
    arrives(report)
    assert Message.objects.get(uuid=REPLY).state == "bounced"
    assert Message.objects.filter(kind="alert", state="queued").exists()


@pytest.mark.security("tokens")
def test_the_senders_own_link_in_what_they_quote_is_no_secret_of_staffs(queue, arrives) -> None:
    link = tracking.new_link(SubmissionFactory(queue=queue))
    arrives(email(f"New words\n\n> Follow it: {link}", In_Reply_To=""))
    answers = Submission.objects.get(kind="email").answers
    assert [answer["name"] for answer in answers] == ["subject", "message", "quoted"]
    assert link not in str(answers)


def test_an_email_is_applied_once(submission: Submission, queue: Queue, arrives) -> None:
    first = arrives(email(), key="same")
    second = arrives(email(), key="same")
    assert (first, len(new_messages())) == (second, 1)
    assert InboundEmail.objects.count() == 1
