"""What people type never makes a header or a recipient: every string, by every field."""

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.test import Client

from enquiries.models import EnquiryType
from intake import attachments, delivery, forwarding, submissions, triage
from intake.inbound import applying, storing
from intake.models import EmailWording, Message, Queue
from intake.submissions import Answer, Incoming, Sender
from suppliers import door
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    MembershipFactory,
    MessageFactory,
    QuestionFactory,
    QueueFactory,
    SubmissionFactory,
    UserFactory,
    procurement_queue,
)
from tests.security.emails import is_told_eve, wrong_for_provider, wrong_in_file
from tests.security.header_strings import HEADER_STRINGS

pytestmark = [pytest.mark.django_db, pytest.mark.security("header strings"), pytest.mark.thorough]


class House:
    """A queue with a member, and what one form, one member and one mailbox can make of a string."""

    def __init__(self) -> None:
        self.queue: Queue = QueueFactory(alert_address="team@example.org")
        self.member = MembershipFactory(queue=self.queue).user
        self.type: EnquiryType = EnquiryTypeFactory(asks_who=True, usual_queue=self.queue)
        for meaning in ("subject", "sender_organisation", "sender_role", "site"):
            QuestionFactory(enquiry_type=self.type, name=meaning, meaning=meaning, required=False)
        QuestionFactory(enquiry_type=self.type, name="files", kind="files", required=False)

    def form(self, **answers: object) -> None:
        visitor = Visitor(self.type)
        visitor.opens()
        if visitor.answers(WHO | answers).status_code == 303:
            assert visitor.sends().status_code == 303

    def received(self, **fields: object) -> None:
        """Past the form, whose fields would have refused some of it."""
        who = {"name": "Jo", "email": "jo@example.com"}
        sender = Sender(
            **(who | {name: fields.pop(name) for name in list(fields) if name in Sender.__annotations__})
        )
        submissions.receive(
            Incoming(
                **{
                    "kind": "widget",
                    "kind_label": "Widget enquiry",
                    "subject": "A widget",
                    "sender": sender,
                    "idempotency_key": uuid.uuid4(),
                    "usual_queue": self.queue,
                    "answers": [Answer("message", "Message", "long_text", "Hello", "Hello")],
                }
                | fields
            )
        )

    def replied(self, author=None, **fields: object) -> None:
        submission = SubmissionFactory(queue=self.queue, **fields)
        triage.reply(submission_id=submission.pk, actor=author or self.member, text="Hello")

    def in_queue(self, **fields: object) -> None:
        for name, value in fields.items():
            setattr(self.queue, name, value)
        self.queue.save()
        self.received()

    def worded(self, **words: str) -> None:
        EmailWording.objects.all().delete()
        EmailWording.objects.create(email="acknowledgement", **words)
        self.received()

    def with_file(self, text: str) -> None:
        message = MessageFactory(submission__queue=self.queue)
        AttachmentFactory(message=message, submission=message.submission, name=attachments.clean_name(text))

    def came_by_email(self, name: str, text: str) -> None:
        headers = {
            "From": "Jo <jo@example.com>",
            "Subject": "Hello",
            "Message-ID": f"<{uuid.uuid4()}@example.com>",
        }
        headers |= {"To": "widgets@in.example.org", name: text}
        lines = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
        raw = f"{lines}\r\nThe widget is broken.\r\n".encode()
        applying.apply(storing.store(raw, source="Test", key=str(uuid.uuid4()), queue=self.queue).pk)


def _member(**fields: str):
    return UserFactory(administrator=True, **fields)


FIELDS: dict[str, Callable[[House, str], object]] = {
    "name, by the form": lambda house, text: house.form(name=text),
    "email address, by the form": lambda house, text: house.form(email=text),
    "subject, by the form": lambda house, text: house.form(subject=text),
    "organisation, by the form": lambda house, text: house.form(sender_organisation=text),
    "role, by the form": lambda house, text: house.form(sender_role=text),
    "site, by the form": lambda house, text: house.form(site=text),
    "name": lambda house, text: house.received(name=text),
    "email address": lambda house, text: house.received(email=text),
    "subject": lambda house, text: house.received(subject=text),
    "type's name": lambda house, text: house.received(kind_label=text[:100]),
    "subject of what is replied to": lambda house, text: house.replied(subject=text[:200]),
    "author of a reply": lambda house, text: house.replied(author=_member(last_name=text[:150])),
    "member's address": lambda house, text: (
        MembershipFactory(queue=house.queue, user__email=text[:254]),
        house.received(),
    ),
    "queue's name": lambda house, text: house.in_queue(contact_name=text[:100]),
    "queue's reply address": lambda house, text: house.in_queue(reply_to=text[:254]),
    "queue's alert address": lambda house, text: house.in_queue(alert_address=text[:254]),
    "wording's subject": lambda house, text: house.worded(subject=text[:120]),
    "wording's field": lambda house, text: house.worded(subject="{{ queue }} " + text[:90]),
    "file's name": lambda house, text: house.with_file(text),
    "address to forward to": lambda house, text: forwarding.forward(
        submission_id=SubmissionFactory(queue=house.queue).pk, actor=house.member, address=text, text="Hello"
    ),
    "supplier's address": lambda house, text: door.send_link(email=text),
    "path to go on to": lambda house, text: door.send_link(email="ada@example.com", then=text),
    "reference that is asked for": lambda house, text: Client().post(
        "/track/", {"reference": text, "email": "jo@example.com"}
    ),
    "subject of an email": lambda house, text: house.came_by_email("Subject", text),
    "sender of an email": lambda house, text: house.came_by_email("From", f"{text} <jo@example.com>"),
    "what an email answers": lambda house, text: house.came_by_email("In-Reply-To", text),
    "id of an email": lambda house, text: house.came_by_email("Message-ID", text),
}
MAY_BE_REFUSED = (ValidationError, DataError, ValueError)
#: Where none of the strings is let in, for none is one address.
ALWAYS_REFUSED = {"address to forward to", "email address, by the form", "reference that is asked for"}


@pytest.mark.parametrize("field", FIELDS)
def test_no_string_makes_a_header_or_a_recipient(field, catch_all, mailbox, settings, record_property):
    settings.INBOUND_DOMAIN = "in.example.org"
    procurement_queue()
    house, sent = House(), 0
    for name, text in HEADER_STRINGS.items():
        Message.objects.all().delete()
        try:
            with transaction.atomic():
                FIELDS[field](house, text)
        except MAY_BE_REFUSED:
            continue
        for message in Message.objects.filter(direction="out"):
            wrong = _wrong(message, settings.MAIL_DIR)
            assert wrong == [], (name, message.subject, message.recipient)
            assert message.state != "sent" or not is_told_eve(message.recipient), (name, message.recipient)
            sent += 1
    assert sent or field in ALWAYS_REFUSED, "nothing was sent: this proves nothing"
    record_property("count", len(HEADER_STRINGS))


def _wrong(message: Message, folder) -> list[str]:
    """What is wrong with one email, as a file and for a provider; one that cannot go out is not sent."""
    before = set(folder.glob("*.eml"))
    delivery.deliver(message.pk)
    message.refresh_from_db()
    written = set(folder.glob("*.eml")) - before
    if message.state != "sent":
        assert "ValidationError" in message.last_error, message.last_error
        return ["written all the same"] if written else []
    (file,) = written
    return wrong_in_file(file.read_bytes(), message.recipient) + wrong_for_provider(message)
