"""A queue's mailbox, read by IMAP: each email is stored once, and none is ever deleted."""

import logging
from collections.abc import Iterator

import pytest
from django.core.checks import run_checks

from intake import mailbox
from intake.inbound import applying, storing
from intake.models import InboundEmail, Submission
from intake.tasks import read_mailboxes
from tests import imap
from tests.intake.inbound.conftest import raw_of

pytestmark = pytest.mark.django_db

EMAIL = b"From: jo@example.com\r\nTo: widgets-mail@example.org\r\nSubject: Hello %d\r\n\r\nAre you there?\r\n"


@pytest.fixture
def box(queue, settings) -> Iterator[imap.Mailbox]:
    """The mailbox of the queue “widgets”, with two new emails."""
    with imap.mailbox() as box:
        box.receive(EMAIL % 1, EMAIL % 2)
        settings.INBOUND_IMAP = {"WIDGETS": box.url}
        yield box


def test_new_emails_become_submissions_of_the_mailboxs_queue(box, queue) -> None:
    read_mailboxes()
    applying.apply_pending()
    assert list(Submission.objects.order_by("pk").values_list("subject", "queue")) == [
        ("Hello 1", queue.pk),
        ("Hello 2", queue.pk),
    ]
    assert raw_of(InboundEmail.objects.earliest("pk")) == EMAIL % 1


def test_emails_that_are_done_are_marked_and_moved_and_not_read_again(box) -> None:
    assert mailbox.read_all() == 2
    assert (box.emails, box.seen) == ({}, {1, 2})
    assert box.moved == {"Processed": [EMAIL % 1, EMAIL % 2]}
    assert mailbox.read_all() == 0
    assert not {"EXPUNGE", "DELETE", "COPY"} & set(box.commands)


def test_where_the_server_cannot_move_they_stay_and_are_read(box) -> None:
    box.can_move = False
    assert (mailbox.read_all(), mailbox.read_all()) == (2, 0)
    assert (len(box.emails), box.seen) == (2, {1, 2})
    assert InboundEmail.objects.count() == 2


def test_an_email_that_was_stored_before_a_crash_is_not_stored_again(box, monkeypatch) -> None:
    def crash(*args: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(mailbox, "_move", crash)
        assert mailbox.read_all() == 0
    box.seen.clear()
    assert mailbox.read_all() == 2
    assert InboundEmail.objects.count() == 2


def test_an_email_that_cannot_be_fetched_does_not_stop_the_rest(box) -> None:
    box.refused = {1}
    assert mailbox.read_all() == 1
    assert (list(box.emails), box.seen) == ([1], {2})
    box.refused = set()
    assert mailbox.read_all() == 1


def test_an_email_that_cannot_be_stored_stays_unread(box, monkeypatch) -> None:
    def full(*args: object, **fields: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(storing, "store", full)
        assert mailbox.read_all() == 0
    assert (len(box.emails), box.seen) == (2, set())
    assert mailbox.read_all() == 2


@pytest.mark.parametrize("fault", ["password", "folder", "server", "queue"])
def test_a_mailbox_that_cannot_be_read_is_logged_without_its_password(fault, box, settings, caplog) -> None:
    urls = {
        "password": box.url.replace("ss%2Fword", "guess"),
        "folder": box.url.replace("INBOX", "Elsewhere"),
        "server": "imap://jo:guess@127.0.0.1:1/INBOX",
        "queue": "imap://jo:guess@127.0.0.1:1/INBOX",
    }
    settings.INBOUND_IMAP = {"NO_QUEUE" if fault == "queue" else "WIDGETS": urls[fault]}
    with caplog.at_level(logging.WARNING):
        assert mailbox.read_all() == 0
    assert len(caplog.records) == 1
    assert "guess" not in caplog.text
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("imaps://jo%40example.org:secret@mail.example.org/INBOX", ""),
        ("imap://jo:secret@127.0.0.1:1143/INBOX", ""),
        ("imap://jo:secret@mail.example.org/INBOX", "imap:// has no encryption"),
        ("https://jo:secret@mail.example.org", "must be imaps://"),
        ("imaps://mail.example.org", "must be imaps://"),
        ("imaps://jo:secret@mail.example.org:port/INBOX", "ort"),
    ],
)
def test_a_wrong_address_is_an_error_before_the_site_starts(url, problem, settings) -> None:
    settings.INBOUND_IMAP = {"PRESS": url}
    errors = [error for error in run_checks() if error.id == "portal.E011"]
    assert bool(errors) == bool(problem)
    assert all(problem in error.msg and "secret" not in error.msg for error in errors)


def test_the_parts_of_an_address() -> None:
    url = "imaps://jo%40example.org:a%2Fb@mail.example.org/Team%20mail"
    assert mailbox.address_of(url) == (
        "mail.example.org", 993, "jo@example.org", "a/b", "Team mail", True
    )  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "count"), [("", 0), ("in.example.org", 0), ("jo@example.org", 1), ("x", 1)]
)
def test_a_domain_that_is_none_is_an_error(domain, count, settings) -> None:
    settings.INBOUND_DOMAIN = domain
    assert len([error for error in run_checks() if error.id == "portal.E010"]) == count
