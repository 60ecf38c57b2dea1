"""The words of the emails to senders: HLT's own in place of the standard ones, and their fields filled in."""

import uuid

import pytest
import time_machine
from django.core.exceptions import ValidationError

from intake import email_wordings, kinds, senders, tracking, triage
from intake.models import EmailWording, Message
from intake.submissions import Incoming, Sender, receive
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import EnquiryTypeFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def press():
    return QueueFactory(name="Paper desk", telephone="+442079460123")


def received(queue, **fields) -> Message:
    """The acknowledgement of an enquiry."""
    incoming = {
        "kind": "press",
        "kind_label": "Press enquiry",
        "subject": "Free casino.example",
        "sender": Sender(name="Visit casino.example", email="jo@example.com"),
        "idempotency_key": uuid.uuid4(),
        "chosen_queue": queue,
    }
    submission = receive(Incoming(**(incoming | fields)))
    return submission.messages.get(kind="acknowledgement")


def bodies(message: Message) -> tuple[str, str]:
    return message.text, message.html


@time_machine.travel("2026-11-24 10:00Z", tick=False)
def test_hlts_own_words_stand_in_the_acknowledgement(press):
    EmailWording.objects.create(
        email="acknowledgement",
        kind="press",
        queue=press,
        subject="thank you for your {{ kind }}",
        opening="Thank you.\n\nYou are number {{ reference }}.",
        what_next="{{ queue }} replies {{ target }}.\n\n{{ next_steps }}",
        closing="Ring {{ telephone }}.",
    )

    message = received(press, next_steps=["A person reads it."])

    reference = message.submission.reference
    assert message.subject == f"{reference}: thank you for your press enquiry"
    for body in bodies(message):
        for said in (
            "Thank you.",
            f"You are number {reference}.",
            "Paper desk replies by 5pm on Thursday 26 November.",
            "A person reads it.",
            "020 7946 0123",
            "http://portal.example.org/track/",
            "somebody may have typed your address by mistake",
        ):
            assert said in body
        assert "casino" not in body
    assert '<a href="tel:+44-20-7946-0123">020 7946 0123</a>' in message.html


def test_the_nearest_words_win_part_by_part(press):
    def worded(**fields):
        EmailWording.objects.create(email="acknowledgement", **fields)

    worded(subject="of all", opening="Of all.", what_next="Of all next.", closing="Of all closing.")
    worded(
        kind="press", opening="Of the type.", what_next="Of the type next.", closing="Of the type closing."
    )
    worded(queue=press, what_next="Of the team next.", closing="Of the team closing.")
    worded(kind="press", queue=press, closing="Of both.")
    worded(kind="other", queue=press, subject="of another type")
    worded(kind="press", queue=QueueFactory(), subject="of another team")
    EmailWording.objects.create(email="reply", kind="press", queue=press, subject="of another email")

    message = received(press)

    assert message.subject.endswith(": of all")
    for said in ("Of the type.", "Of the team next.", "Of both."):
        assert said in message.text


def test_a_paragraph_whose_field_has_nothing_to_say_is_left_out():
    queue = QueueFactory(telephone="")
    words = "See you.\r\n\r\nRing {{ telephone }}.\r\n\r\n{{ next_steps }}\r\n\r\nBye."
    EmailWording.objects.create(email="acknowledgement", closing=words)

    assert "\n\nSee you.\n\nBye.\n\n" in received(queue).text


def test_what_a_sender_typed_is_never_a_field_and_never_html(press):
    EmailWording.objects.create(email="reply", opening="Dear {{ sender_name }}, about “{{ subject }}” <b>:")
    submission = SubmissionFactory(queue=press, sender_name="{{ author }}", subject="<i>x</i>")

    message = triage.reply(submission_id=submission.pk, actor=UserFactory(administrator=True), text="Yes.")

    assert message.text.startswith("Dear {{ author }}, about “<i>x</i>” <b>:\n\nYes.")
    assert "Dear {{ author }}, about “&lt;i&gt;x&lt;/i&gt;” &lt;b&gt;:" in message.html


@pytest.mark.parametrize("email", ["acknowledgement", "tracking-link", "details-corrected"])
@pytest.mark.parametrize("field", ["sender_name", "subject"])
def test_what_goes_out_by_itself_has_no_words_of_the_sender(email, field):
    wording = EmailWording(email=email, opening=f"Dear {{{{ {field} }}}},")

    with pytest.raises(ValidationError) as refused:
        wording.full_clean()
    assert f"There is no field “{field}”." in refused.value.message_dict["opening"][0]


@pytest.mark.parametrize("email", EmailWording.Email.values)
def test_the_standard_words_have_good_fields(email):
    EmailWording(email=email, **email_wordings.standard(email)._asdict()).full_clean()


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("reply", "We aim to be finished by"),
        ("wait", "go on when we have your answer"),
        ("resolve", "We have dealt with this. If something is still open, tell us."),
    ],
)
def test_a_reply_says_what_happens_next(press, then, said):
    submission = SubmissionFactory(queue=press, status="open")

    message = triage.reply(
        submission_id=submission.pk, actor=UserFactory(administrator=True), text="Yes.", then=then
    )

    assert all(said in body for body in bodies(message))


def test_the_page_shows_a_reply_without_what_the_email_ends_with(press, client):
    EmailWording.objects.create(email="reply", closing="Your reference: {{ reference }}\n\nBye.")
    submission = SubmissionFactory(queue=press, sender_email="jo@example.com")
    triage.reply(submission_id=submission.pk, actor=UserFactory(administrator=True), text="Yes, we do.")

    page = client.get(tracking.new_link(submission).removeprefix("http://portal.example.org"))

    html = page.content.decode()
    assert "Yes, we do." in html
    assert "Bye." not in html


def test_every_email_about_a_submission_begins_with_its_reference(press):
    jo = "jo@example.com"
    submission = SubmissionFactory(queue=press, sender_email=jo, status="open")
    received(press)
    tracking.send_link(reference=submission.reference, email=jo)
    senders.correct_details(submission_id=submission.pk, name="Jo", email="new@example.com", telephone="")

    messages = Message.objects.filter(recipient=jo).select_related("submission")
    assert [message.kind for message in messages] == ["acknowledgement", "tracking_link", "notice"]
    for message in messages:
        assert message.subject.startswith(f"{message.submission.reference}: ")
        assert all("What happens next" in body for body in bodies(message))


def test_a_types_next_steps_are_known_to_the_preview():
    visitor = Visitor(EnquiryTypeFactory(asks_who=True, next_steps="We read it.\n\nWe write."))
    visitor.goes_through(WHO)
    message = Message.objects.get(kind="acknowledgement")

    assert kinds.next_steps(message.submission) == ["We read it.", "We write."]
    assert "We read it.\n\nWe write." in message.text
