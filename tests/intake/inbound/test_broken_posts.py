"""What a provider posts with the right secret and is no email: kept for people to look at, or refused."""

import json

import pytest
from anymail.signals import inbound
from django.test import Client

from intake.inbound import applying, storing
from intake.models import DeliveryEvent, InboundEmail
from tests.intake.inbound.conftest import raw_of
from tests.intake.inbound.test_webhooks import mailgun, post, posted
from tests.intake.inbound.test_webhooks import webhook_secret as webhook_secret

pytestmark = pytest.mark.django_db

BROKEN = {
    "a line break in the subject": posted(Subject="Where\nis it?"),
    "a line break in a header": posted(Headers=[{"Name": "X-Note", "Value": "a\r\nBcc: eve@evil.example"}]),
    "a line break in the sender’s name": posted(FromFull={"Email": "jo@example.com", "Name": "Jo\nBrown"}),
    "an attachment that is none": posted(Attachments=[{"Name": "plan.pdf"}]),
    "an attachment that is not in base 64": posted(
        Attachments=[{"Name": "plan.pdf", "Content": "x", "ContentType": "application/pdf"}]
    ),
    "a list where a text is asked": posted(TextBody=["It", "is", "here."]),
    "half a character": posted(TextBody="\ud800"),
}


def post_body(body: bytes, to: str = "postmark/inbound", **headers: str):
    client = Client(headers={"Authorization": "Basic dXNlcjpzZWNyZXQ=", **headers})
    return client.post(f"/anymail/{to}/", body, content_type="application/json")


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_email_is_accepted_and_kept_as_it_was_posted(what, submission) -> None:
    assert post(BROKEN[what]).status_code == 200

    kept = InboundEmail.objects.get()
    assert (kept.outcome, kept.source, kept.submission) == ("failed", "Postmark", None)
    assert kept.error
    assert json.loads(raw_of(kept)) == BROKEN[what]
    assert applying.apply_pending() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff", b"[" * 100_000])
def test_a_body_that_is_nothing_is_kept_too(body, submission) -> None:
    assert post_body(body).status_code == 200
    kept = InboundEmail.objects.get()
    assert (kept.outcome, raw_of(kept)) == ("failed", body)


def test_the_same_broken_email_posted_again_is_kept_once(submission) -> None:
    for _ in range(2):
        assert post_body(b"{").status_code == 200
    assert InboundEmail.objects.count() == 1


def test_staff_read_that_it_could_not_be_read(submission, admin_client) -> None:
    post_body(b"{")
    page = admin_client.get("/admin/intake/inboundemail/").content.decode()
    assert "could not be read" in page
    assert "JSONDecodeError" in page


def test_of_a_form_its_fields_and_files_are_kept(submission) -> None:
    client = Client(headers={"Authorization": "Basic dXNlcjpzZWNyZXQ="})
    broken = mailgun(**{"message-headers": "no list", "body-plain": "It is here."})
    del broken["body-mime"]
    assert client.post("/anymail/mailgun/inbound/", broken).status_code == 200
    kept = InboundEmail.objects.get()
    assert kept.outcome == "failed"
    assert b"body-plain: It is here." in raw_of(kept)


def test_nothing_of_who_does_not_know_the_secret_is_kept(submission) -> None:
    assert post(BROKEN["half a character"], password="guess").status_code == 400
    assert not InboundEmail.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff", b'{"RecordType": []}'])
def test_an_event_that_cannot_be_read_is_refused(body) -> None:
    assert post_body(body, "postmark/tracking").status_code == 400
    assert not InboundEmail.objects.exists()
    assert not DeliveryEvent.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff"])
def test_what_cannot_be_signed_is_refused(body) -> None:
    """Amazon's posts are compared with their headers before anything else."""
    for kind in ("inbound", "tracking"):
        assert post_body(body, f"amazon_ses/{kind}").status_code == 400
    assert not InboundEmail.objects.exists()


def test_an_error_of_ours_stays_one_so_that_the_provider_posts_again(submission, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(storing, "store", broken)
    assert inbound.has_listeners()
    with pytest.raises(ValueError, match="a fault of ours"):
        post(posted())


def test_a_sender_of_the_envelope_stays_on_its_own_line(submission) -> None:
    assert (
        post(posted(Headers=[{"Name": "Return-Path", "Value": "<a@b.example>\nX-Evil: 1"}])).status_code
        == 200
    )
    assert b"\nX-Evil" not in raw_of(InboundEmail.objects.get())


def test_a_recipient_with_a_sign_that_no_database_keeps_is_stored(submission) -> None:
    assert post(posted(OriginalRecipient="jo\0\ud800@example.org")).status_code == 200
    assert InboundEmail.objects.get().envelope_recipient == "jo?@example.org"
