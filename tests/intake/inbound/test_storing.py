"""An email is stored once, and what went nowhere is not kept for ever."""

import datetime as dt
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as site
from django.utils import timezone

from intake.inbound import applying, storing
from intake.models import InboundEmail, Submission
from intake.tasks import delete_ignored_emails, sweep_inbound
from tests.intake.inbound.conftest import raw_of

pytestmark = pytest.mark.django_db


def stored_files() -> set[Path]:
    """What lies in the storage of emails."""
    return set((Path(site.DATA_DIR) / "uploads" / "inbound").rglob("*.eml"))


def test_an_email_is_stored_once_as_it_came(queue) -> None:
    before = stored_files()
    first, second = (storing.store(b"\0any\xffthing", source="Test", key="one") for _ in range(2))
    assert (first, raw_of(first)) == (second, b"\0any\xffthing")
    assert len(stored_files() - before) == 1


def test_the_sweep_applies_what_no_worker_was_told_of(queue) -> None:
    storing.store(b"From: jo@example.com\nTo: widgets@example.org\n\nHello", source="Test", key="one")
    sweep_inbound()
    assert InboundEmail.objects.get().outcome == "submission"
    assert Submission.objects.get().queue == queue


def test_where_the_database_does_not_take_it_no_file_is_left(queue) -> None:
    before = stored_files()
    with pytest.raises(ValueError, match="no such source"):
        storing.store(b"x", source=Refusing("Test"), key="one")
    assert stored_files() == before


class Refusing(str):
    """A source that no database takes."""

    def __getitem__(self, key: object) -> object:
        return Refusing(self)

    def __conform__(self, protocol: object) -> None:
        raise ValueError("no such source")

    __slots__ = ()


def test_what_went_nowhere_is_deleted_after_a_month_and_nothing_else(queue) -> None:
    before = stored_files()
    for key, to in (("ignored", "nobody"), ("kept", "widgets")):
        storing.store(f"From: a@example.com\nTo: {to}@example.org\n\nx".encode(), source="Test", key=key)
    applying.apply_pending()
    storing.store(b"x", source="Test", key="pending")
    delete_ignored_emails()
    assert InboundEmail.objects.count() == 3
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        delete_ignored_emails()
    assert set(InboundEmail.objects.values_list("key", flat=True)) == {"kept", "pending"}
    assert len(stored_files() - before) == 2
