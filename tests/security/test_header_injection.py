"""What people type never makes a header or a recipient, on its way in and in the rows that wait to be sent.

The letters themselves, with whose typing is in each of their headers, are in `test_letters.py`.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, transaction
from django.test import Client

from intake import attachments, deliveries, forwarding, link_requests, submissions, triage
from intake.inbound import applying, storing
from intake.models import LinkRequest, Message, Submission
from intake.submissions import Answer, Incoming, Sender
from suppliers import door, people
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import AttachmentFactory, MessageFactory
from tests.security.emails import is_seen_to_have_failed, wrong_with
from tests.security.header_strings import HEADER_STRINGS
from tests.security.letter_world import FIELDS, House, a_house

pytestmark = [pytest.mark.security("header strings"), pytest.mark.thorough]

MAY_BE_REFUSED = (ValidationError, DataError, ValueError)


@pytest.fixture(scope="module")
def house(rows_of_module) -> House:
    house = a_house()
    # One of the team is told of what comes in: all get the same, and `test_letters.py` writes to each.
    FIELDS["team's mailbox"](house, "")
    return house


@pytest.fixture(autouse=True)
def inbound(settings, mailbox) -> None:
    settings.INBOUND_DOMAIN = "in.example.org"


@contextmanager
def put_back() -> Iterator[None]:
    """What is written within is gone afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def form(house: House, **answers: str) -> None:
    """Fill in the form and send it, past a refusal no further."""
    visitor = Visitor(house.form)
    visitor.opens()
    if visitor.answers(WHO | answers).status_code != 303:
        raise ValidationError("The form says what is wrong.")
    assert visitor.sends().status_code == 303


def received(house: House, **fields: object) -> None:
    """What a form takes, past its fields, which would have refused some of it."""
    who = {"name": "Jo", "email": "jo@example.com"}
    of_sender = {name: fields.pop(name) for name in list(fields) if name in Sender.__annotations__}
    given = {
        "kind": "widget",
        "kind_label": "Widget enquiry",
        "subject": "A widget",
        "sender": Sender(**who | of_sender),
        "idempotency_key": uuid.uuid4(),
        "usual_queue": house.queue,
        "answers": [Answer("message", "Message", "long_text", "Hello", "Hello")],
    }
    submissions.receive(Incoming(**given | fields))


def came_by_email(house: House, name: str, text: str) -> None:
    """An email with a header of that name, as a provider hands it over."""
    headers = {
        "From": "Jo <jo@example.com>",
        "Subject": "Hello",
        "Message-ID": f"<{uuid.uuid4()}@example.com>",
    }
    headers |= {"To": "widgets@in.example.org", name: text}
    lines = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
    raw = f"{lines}\r\nThe widget is broken.\r\n".encode()
    applying.apply(storing.store(raw, source="Test", key=str(uuid.uuid4()), queue=house.queue).pk)


def replied(house: House, field: str, text: str) -> None:
    """A reply to what has the text in a field; its sender's answers come to an address of ours."""
    FIELDS[field](house, text)
    triage.reply(submission_id=house.submission.pk, actor=house.lead, text="Hello")


def row(house: House, **fields: str) -> Message:
    """A row that waits to be sent, as an import or an older version would have written it."""
    return MessageFactory(submission=Submission.objects.get(pk=house.submission.pk), **fields)


def row_of_changed(house: House, field: str, text: str) -> None:
    """The same, of what has the text in a field."""
    FIELDS[field](house, text)
    row(house)


def row_with_file(house: House, **fields: str) -> None:
    """The same, with a file."""
    message = row(house)
    AttachmentFactory(message=message, submission=message.submission, **fields)


def asked_for(house: House, text: str) -> None:
    """The link to what a sender of that address has sent, as an older version kept that it was asked for."""
    FIELDS["sender's address"](house, text)
    request = LinkRequest.objects.create(reference=house.submission.reference, email=text[:254].strip())
    link_requests.answer(request.pk)


#: What takes a string, past all checks of forms, and sends something whatever it is.
TAKEN: dict[str, Callable[[House, str], object]] = {
    "name, organisation, role, subject, site and type's name, received": lambda house, text: received(
        house, name=text, organisation=text, role=text, subject=text, site=text, kind_label=text[:100]
    ),
    "email address, received": lambda house, text: received(house, email=text[:254]),
    "supplier's address": lambda house, text: door.send_link(email=text[:254]),
    "path to go on to": lambda house, text: door.send_link(email="ada@example.com", then=text),
    "subject of an email": lambda house, text: came_by_email(house, "Subject", text),
    "sender of an email": lambda house, text: came_by_email(house, "From", f"{text} <jo@example.com>"),
    "what an email answers": lambda house, text: came_by_email(house, "In-Reply-To", text),
    "what an email refers to": lambda house, text: came_by_email(house, "References", text),
    "where an email's answers go": lambda house, text: came_by_email(house, "Reply-To", text),
    "id of an email": lambda house, text: came_by_email(house, "Message-ID", text),
    "reference, in the address that answers go to": lambda house, text: replied(house, "reference", text),
    "link that was asked for": asked_for,
    "row's recipient": lambda house, text: row(house, recipient=text[:254]),
    "row's address for answers": lambda house, text: row(house, reply_to=text[:254]),
    "row's subject": lambda house, text: row(house, subject=text[:250]),
    "row's kind": lambda house, text: row(house, kind=text[:15]),
    "reference of a row's submission": lambda house, text: row_of_changed(house, "reference", text),
    "name of a row's team": lambda house, text: row_of_changed(house, "team's public name", text),
    "name of a row's file": lambda house, text: row_with_file(house, name=text[:150]),
    "cleaned name of a row's file": lambda house, text: row_with_file(
        house, name=attachments.clean_name(text)
    ),
    "type of a row's file": lambda house, text: row_with_file(house, content_type=text[:100]),
}
#: Where one address is asked for, and none of the strings is one: each is refused, and nothing is sent. That
#: their check is not all that stands in the way is in `test_letters.py` and in "email address, received".
REFUSED: dict[str, Callable[[House, str], object]] = {
    "email address, by the form": lambda house, text: form(house, email=text),
    "address to forward to": lambda house, text: forwarding.forward(
        submission_id=house.submission.pk, actor=house.lead, address=text, text="Hello"
    ),
    "address to send again to": lambda house, text: deliveries.change_address(
        message_id=row(house, state="failed").pk, actor=house.lead, address=text
    ),
    "address to invite": lambda house, text: people.invite(
        supplier_id=house.supplier.pk, email=text, by="sam@leabridge.example.com"
    ),
}


def _sent(text: str) -> tuple[int, list[object]]:
    """How many emails wait, and what is wrong with them."""
    count, wrong = 0, []
    for message in Message.objects.filter(direction="out", state="queued"):
        wrong += [(text, each) for each in wrong_with(message)]
        if message.state == "failed" and not is_seen_to_have_failed(message):
            wrong.append((text, "nobody sees that it failed"))
        count += 1
    return count, wrong


@pytest.mark.parametrize("field", TAKEN)
def test_no_string_makes_a_header_or_a_recipient(field, house, record_property):
    sent = 0
    for text in HEADER_STRINGS.values():
        try:
            with put_back():
                TAKEN[field](house, text)
                count, wrong = _sent(text)
        except MAY_BE_REFUSED:
            continue
        assert wrong == []
        sent += bool(count)
    assert sent >= len(HEADER_STRINGS) * 0.75, "little was sent: this proves nothing"
    record_property("count", len(HEADER_STRINGS))


@pytest.mark.parametrize("field", REFUSED)
def test_what_is_no_address_is_not_taken_for_one(field, house, record_property):
    for text in HEADER_STRINGS.values():
        with put_back():
            with pytest.raises(ValidationError):
                REFUSED[field](house, text)
            assert not Message.objects.exclude(state="failed").exists()
    record_property("count", len(HEADER_STRINGS))


def test_nothing_typed_into_a_form_makes_a_header(house, record_property):
    """All its texts are the string at once; what one of them refuses, each of the others is sent with."""
    fields, sent = ("name", "subject", "sender_organisation", "sender_role", "site"), 0
    for text in HEADER_STRINGS.values():
        for answers in (dict.fromkeys(fields, text), *({field: text} for field in fields)):
            try:
                with put_back():
                    form(house, **answers)
                    count, wrong = _sent(text)
            except MAY_BE_REFUSED:
                continue
            assert wrong == []
            sent += bool(count)
            if len(answers) == len(fields):
                break
    assert sent >= len(HEADER_STRINGS) * 0.75, "little was sent: this proves nothing"
    record_property("count", len(HEADER_STRINGS) * len(fields))


def test_a_reference_that_is_none_is_not_looked_up(house, record_property):
    """Whoever asks for a link is told that it may come; none does."""
    for text in HEADER_STRINGS.values():
        with put_back():
            Client().post("/track/", {"reference": text, "email": "jo@example.com"})
            link_requests.answer_pending()
            assert not Message.objects.exists()
    record_property("count", len(HEADER_STRINGS))
