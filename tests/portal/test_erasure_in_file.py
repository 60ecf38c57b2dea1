"""What is erased is overwritten in SQLite's own files, too."""

from pathlib import Path

import pytest
from django.db import connection

from intake.models import Message
from intake.privacy import requests
from tests.factories import MessageFactory, SubmissionFactory

pytestmark = [pytest.mark.security("privacy"), pytest.mark.thorough]

MARKER = "quuxberry"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL frees the space when it vacuums")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_neither_the_file_nor_its_journal_says_it_any_more():
    submission = SubmissionFactory(sender_email=f"{MARKER}@example.org", subject=MARKER * 20)
    for _ in range(30):
        MessageFactory(submission=submission, text=f"{MARKER} " * 2_000)
    name = str(connection.settings_dict["NAME"])
    assert MARKER.encode() in said(name)

    requests.erase(address=f"{MARKER}@example.org", actor=None)

    assert Message.objects.count() == 30
    assert MARKER.encode() not in said(name)


def said(name: str) -> bytes:
    files = [Path(name + ending) for ending in ("", "-wal")]
    return b"".join(path.read_bytes() for path in files if path.exists())
