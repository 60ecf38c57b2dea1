"""An email is stored once, and what went nowhere is not kept for ever."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import timezone

from intake import attachments, submissions
from intake.inbound import applying, files, storing
from intake.inbound.reading import File
from intake.models import InboundEmail, Submission
from intake.tasks import delete_ignored_emails, sweep_inbound
from tests.intake.inbound.conftest import raw_of
from tests.intake.inbound.test_corpus import CORPUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored_files(settings, tmp_path) -> Callable[[], list[Path]]:
    """A function that returns the files in this test's own storage."""
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    return lambda: [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_email_is_stored_once_as_it_came(stored_files, queue) -> None:
    first, second = (storing.store(b"\0any\xffthing", source="Test", key="one") for _ in range(2))
    assert (first, raw_of(first)) == (second, b"\0any\xffthing")
    assert len(stored_files()) == 1


def test_the_sweep_applies_what_no_worker_was_told_of(queue) -> None:
    storing.store(b"From: jo@example.com\nTo: widgets@example.org\n\nHello", source="Test", key="one")
    sweep_inbound()
    assert InboundEmail.objects.get().outcome == "submission"
    assert Submission.objects.get().queue == queue


def test_where_the_database_does_not_take_it_no_file_is_left(stored_files, queue, monkeypatch) -> None:
    def gone(*args: object, **options: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(InboundEmail, "save", gone)
    with pytest.raises(OperationalError):
        storing.store(b"x", source="Test", key="one")
    assert stored_files() == []


def test_so_many_files_of_an_email_are_kept_at_most(queue) -> None:
    kept = files.Kept(token=uuid.uuid4())
    files.keep([File(f"{number}.csv", b"a,b", "text/csv") for number in range(22)], kept)
    assert [each.name for each in kept.files] == [f"{number}.csv" for number in range(20)]
    assert kept.refused == [
        f"“{number}.csv” is one file more than the 20 that are kept of an email." for number in (20, 21)
    ]


@pytest.mark.parametrize(
    "fault", [OSError("no space left on device"), ValidationError("Try again later.", code="storage")]
)
def test_while_the_disk_is_full_an_email_waits_and_the_rest_goes_on(fault, queue, monkeypatch) -> None:
    raw = (CORPUS / "empty-with-attachment.eml").read_bytes()
    waiting = storing.store(raw, source="Test", key="with a file")
    storing.store(b"From: a@example.com\nTo: widgets@example.org\n\nx", source="Test", key="without")

    def full(**fields: object) -> None:
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(attachments, "store", full)
        applying.apply_pending()
    assert set(InboundEmail.objects.values_list("key", "outcome")) == {
        ("with a file", "pending"),
        ("without", "submission"),
    }
    applying.apply_pending()
    waiting.refresh_from_db()
    assert (waiting.outcome, Submission.objects.count()) == ("submission", 2)


def test_where_an_email_cannot_be_applied_none_of_its_files_is_left(stored_files, queue, monkeypatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(submissions, "receive", broken)
    raw = (CORPUS / "twelve-attachments.eml").read_bytes()
    applying.apply(storing.store(raw, source="Test", key="one").pk)
    assert InboundEmail.objects.get().outcome == "failed"
    assert len(stored_files()) == 1


def test_what_went_nowhere_is_deleted_after_a_month_and_nothing_else(stored_files, queue) -> None:
    for key, to in (("ignored", "nobody"), ("kept", "widgets")):
        storing.store(f"From: a@example.com\nTo: {to}@example.org\n\nx".encode(), source="Test", key=key)
    applying.apply_pending()
    storing.store(b"x", source="Test", key="pending")
    delete_ignored_emails()
    assert InboundEmail.objects.count() == 3
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        delete_ignored_emails()
    assert set(InboundEmail.objects.values_list("key", flat=True)) == {"kept", "pending"}
    assert len(stored_files()) == 2
