"""What a provider posts of an email that came in: stored once, answered at once, applied afterwards."""

import base64
import hashlib
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from intake.inbound import applying
from intake.models import Attachment, InboundEmail, Message, Submission
from intake.tasks import apply_inbound
from tests.factories import catch_all_queue
from tests.intake.inbound.conftest import REPLY, new_messages, raw_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

PDF = base64.b64encode(b"%PDF-1.7\n%%EOF\n").decode()


def posted(**fields: object) -> dict[str, object]:
    """An email as Postmark posts it."""
    to = "reply+hlt4kx9rt2h4.wpccbyqxdni5bzik@in.example.org"
    return {
        "FromName": "Jo Brown",
        "MessageStream": "inbound",
        "From": "jo.brown@example.com",
        "FromFull": {"Email": "jo.brown@example.com", "Name": "Jo Brown", "MailboxHash": ""},
        "To": to,
        "ToFull": [{"Email": to, "Name": "Widgets", "MailboxHash": "hlt4kx9rt2h4.wpccbyqxdni5bzik"}],
        "Cc": "",
        "CcFull": [],
        "Bcc": "",
        "BccFull": [],
        "OriginalRecipient": to,
        "Subject": "Re: HLT-4KX-9RT-2H4: your enquiry",
        "MessageID": "73e6d360-66eb-11e1-8e72-a8904824019b",
        "ReplyTo": "",
        "MailboxHash": "hlt4kx9rt2h4.wpccbyqxdni5bzik",
        "Date": "Tue, 24 Nov 2026 10:45:12 +0000",
        "TextBody": "It is here.\n\nOn Tue, 24 Nov 2026 at 10:15, Widgets <x@example.org> wrote:\n> Where?\n",
        "HtmlBody": "<p>It is here.</p>",
        "StrippedTextReply": "It is here.",
        "Tag": "",
        "Headers": [
            {"Name": "Return-Path", "Value": "<jo.brown@example.com>"},
            {"Name": "Message-ID", "Value": "<CAJ9abc@mail.gmail.example>"},
            {"Name": "In-Reply-To", "Value": f"<{REPLY}@portal.example.org>"},
        ],
        "Attachments": [
            {
                "Name": "plan.pdf",
                "Content": PDF,
                "ContentType": "application/pdf",
                "ContentLength": 15,
                "ContentID": "",
            }
        ],
        **fields,
    }


def post(email: dict[str, object], password: str = "secret"):
    authorization = "Basic " + base64.b64encode(f"user:{password}".encode()).decode()
    client = Client(headers={"Authorization": authorization})
    return client.post("/anymail/postmark/inbound/", json.dumps(email), content_type="application/json")


@pytest.fixture(autouse=True)
def webhook_secret(settings) -> None:
    """The secrets that the providers know."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": "user:secret", "MAILGUN_WEBHOOK_SIGNING_KEY": "signing-key"}


def test_an_email_is_answered_at_once_and_applied_by_the_task(submission) -> None:
    assert post(posted()).status_code == 200
    record = InboundEmail.objects.get()
    assert (record.outcome, record.source, new_messages()) == ("pending", "Postmark", [])
    assert raw_of(record).startswith(b"Return-Path: <jo.brown@example.com>\n")
    apply_inbound(record.pk)
    record.refresh_from_db()
    assert (record.outcome, record.submission, record.sender) == ("reply", submission, "jo.brown@example.com")
    assert [(message.text, message.recipient) for message in new_messages()] == [
        ("It is here.", "jo.brown@example.com")
    ]
    assert Attachment.objects.get().message == record.message


def test_the_same_email_posted_again_changes_nothing(submission) -> None:
    for _ in range(2):
        assert post(posted()).status_code == 200
        applying.apply_pending()
    assert (InboundEmail.objects.count(), len(new_messages())) == (1, 1)
    assert post(posted(Subject="Another", Headers=[])).status_code == 200
    assert InboundEmail.objects.count() == 2


@pytest.mark.security("tokens")
def test_without_the_secret_it_is_refused_and_not_stored(submission) -> None:
    assert post(posted(), password="guess").status_code == 400
    assert (
        Client().post("/anymail/postmark/inbound/", "{}", content_type="application/json").status_code == 400
    )
    assert not InboundEmail.objects.exists()


def test_an_automatic_reply_is_known_by_the_sender_on_its_envelope(submission) -> None:
    headers = [{"Name": "Return-Path", "Value": "<>"}, {"Name": "Message-ID", "Value": "<x@example.com>"}]
    post(posted(Headers=headers))
    applying.apply_pending()
    assert InboundEmail.objects.get().outcome == "automatic"


def test_an_email_may_be_far_larger_than_a_form(submission) -> None:
    large = base64.b64encode(b"%PDF-1.7\n" + b"0" * 3_000_000).decode()
    attachment = {"Name": "large.pdf", "Content": large, "ContentType": "application/pdf"}
    assert post(posted(Attachments=[attachment])).status_code == 200
    applying.apply_pending()
    assert Attachment.objects.get().size == 3_000_009


def test_what_is_too_large_even_for_an_email_is_refused(submission, settings) -> None:
    settings.INBOUND_MAX_BYTES = 1000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert post(posted()).status_code in (400, 413)
    assert not InboundEmail.objects.exists()


def mailgun(**fields: str) -> dict[str, str]:
    """An email as Mailgun's route posts it, with its source."""
    timestamp, token = str(int(time.time())), "a" * 50
    signed = hmac.new(b"signing-key", f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "recipient": "widgets@example.org",
        "sender": "jo.brown@example.com",
        "from": "Jo Brown <jo.brown@example.com>",
        "subject": "Caf\u00e9",
        "body-mime": "From: Jo Brown <jo.brown@example.com>\r\nTo: widgets@example.org\r\n"
        "Subject: Caf\u00e9\r\nMessage-ID: <mg@example.com>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nWhen is the caf\u00e9 open?\r\n",
        "timestamp": timestamp,
        "token": token,
        "signature": signed,
        **fields,
    }


def test_another_provider_posts_a_new_email(queue) -> None:
    client = Client(headers={"Authorization": "Basic " + base64.b64encode(b"user:secret").decode()})
    for _ in range(2):
        assert client.post("/anymail/mailgun/inbound_mime/", mailgun()).status_code == 200
    applying.apply_pending()
    submission = Submission.objects.get()
    assert (submission.subject, submission.queue, submission.source) == ("Café", queue, "email")
    assert submission.answer("message") == "When is the café open?"
    assert (submission.sender_name, submission.sender_email) == ("Jo Brown", "jo.brown@example.com")
    assert Message.objects.filter(kind="acknowledgement", recipient="jo.brown@example.com").count() == 1


@pytest.mark.security("tokens")
def test_a_wrong_signature_is_refused(queue) -> None:
    client = Client(headers={"Authorization": "Basic " + base64.b64encode(b"user:secret").decode()})
    assert client.post("/anymail/mailgun/inbound_mime/", mailgun(signature="0" * 64)).status_code == 400
    assert not InboundEmail.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_one_email_thirty_times_in_parallel_is_one_message(submission) -> None:
    def post_it(_: int) -> int:
        try:
            status = post(posted()).status_code
            applying.apply_pending()
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(post_it, range(30))) == {200}
    assert (InboundEmail.objects.count(), len(new_messages())) == (1, 1)
    assert catch_all_queue()


def test_the_address_of_a_provider_that_is_not_set_up_is_no_page(client, settings) -> None:
    settings.ANYMAIL = {}
    for path in ("mailgun/tracking", "postal/inbound", "mailersend/tracking"):
        assert client.post(f"/anymail/{path}/", "{}", content_type="application/json").status_code == 404
