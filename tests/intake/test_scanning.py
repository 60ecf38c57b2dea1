"""Files are scanned before anyone can open them: the work, its repetition, what staff are told, its end."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models.functions import Now
from django.utils import timezone

from intake import attachments, outbox, scanner, scanning, tasks
from intake.models import Attachment, Message, VirusScan
from intake.scanner import Answer, Unavailable, Verdict
from tests.factories import AttachmentFactory, SubmissionFactory
from tests.security.files import PDF

pytestmark = pytest.mark.django_db
CLEAN, INFECTED = Answer(Verdict.CLEAN), Answer(Verdict.INFECTED, "Eicar-Test")
TOO_LARGE = Answer(Verdict.NOT_LOOKED_INTO, "too large for the scanner")


@pytest.fixture(autouse=True)
def configured(settings) -> None:
    settings.CLAMAV_URL = "tcp://127.0.0.1:1"


@pytest.fixture
def scanner_says(monkeypatch) -> Callable[[Answer | Exception], list[bytes]]:
    """A function that sets what the scanner says from now on, and returns the files that it was given."""
    given: list[bytes] = []

    def say(answer: Answer | Exception) -> list[bytes]:
        def scan(chunks, *, patience=0.0):
            given.append(b"".join(chunks))
            if isinstance(answer, Exception):
                raise answer
            return answer

        monkeypatch.setattr(scanner, "scan", scan)
        monkeypatch.setattr(scanner, "answers", lambda: not isinstance(answer, Exception))
        return given

    return say


@pytest.fixture
def rung(monkeypatch) -> list[int]:
    """For which files the doorbell was rung."""
    rung: list[int] = []
    monkeypatch.setattr(outbox, "ring_for", lambda task, pk: rung.append(pk) or True)
    return rung


def store(**more) -> Attachment:
    return attachments.store(
        file=SimpleUploadedFile("plan.pdf", PDF), upload_token=uuid.uuid4(), question="attachments", **more
    )


def state_of(file: Attachment) -> str:
    return Attachment.objects.get(pk=file.pk).scan


def due_now() -> None:
    VirusScan.objects.filter(ended_at=None).update(next_at=Now() - dt.timedelta(minutes=1))


def test_a_file_waits_until_the_scanner_has_seen_it(scanner_says, rung, django_capture_on_commit_callbacks):
    given = scanner_says(CLEAN)
    with django_capture_on_commit_callbacks(execute=True):
        file = store()
    assert (file.scan, file.may_be_opened, rung) == ("waiting", False, [file.pk])

    tasks.scan_upload(file.pk)

    file.refresh_from_db()
    assert (file.scan, file.may_be_opened, given) == ("clean", True, [PDF])


def test_without_a_scanner_nothing_waits(settings, rung, django_capture_on_commit_callbacks):
    settings.CLAMAV_URL = ""
    with django_capture_on_commit_callbacks(execute=True):
        file = store()
    assert (file.scan, file.may_be_opened, rung) == ("not_scanned", True, [])
    assert not VirusScan.objects.exists()


def test_what_the_portal_has_made_itself_is_not_scanned():
    assert store(is_ours=True).may_be_opened


def test_a_virus_is_told_in_the_timeline_and_nobody_opens_it(scanner_says):
    scanner_says(INFECTED)
    file, submission = store(), SubmissionFactory()
    attachments.claim(submission=submission, upload_token=file.upload_token)

    tasks.scan_upload(file.pk)

    file.refresh_from_db()
    assert (file.scan, file.may_be_opened) == ("infected", False)
    entry = submission.timeline.get(event="file_kept_away")
    assert entry.text == (
        "A virus was found in “plan.pdf” (Eicar-Test). Nobody can open it, and it is deleted after 30 days."
    )


def test_what_cannot_be_looked_into_is_kept_away_and_told(scanner_says):
    scanner_says(TOO_LARGE)
    file, submission = store(), SubmissionFactory()
    attachments.claim(submission=submission, upload_token=file.upload_token)

    tasks.scan_upload(file.pk)

    file.refresh_from_db()
    assert (file.scan, file.may_be_opened) == ("failed", False)
    text = submission.timeline.get(event="file_kept_away").text
    assert text.startswith("“plan.pdf” could not be checked for viruses (too large for the scanner).")


def test_staff_are_told_once_the_form_is_sent_and_once_only(scanner_says):
    scanner_says(INFECTED)
    file, submission = store(), SubmissionFactory()
    tasks.scan_upload(file.pk)
    tasks.sweep_virus_scans()
    attachments.claim(submission=submission, upload_token=file.upload_token)

    for _ in range(3):
        tasks.sweep_virus_scans()

    assert submission.timeline.filter(event="file_kept_away").count() == 1


@pytest.mark.parametrize(
    "error", [Unavailable("no connection"), Unavailable("an answer that is no verdict"), OSError(5, "I/O")]
)
def test_no_error_makes_a_file_clean_and_it_is_tried_again(scanner_says, rung, error):
    file = store()
    for _ in range(12):
        scanner_says(error)
        due_now()
        tasks.scan_upload(file.pk)
        assert state_of(file) == "waiting"
    work = VirusScan.objects.get()
    assert work.attempts == 12
    assert dt.timedelta(minutes=14) < work.next_at - timezone.now() < dt.timedelta(minutes=16)

    scanner_says(CLEAN)
    tasks.scan_upload(file.pk)
    assert state_of(file) == "waiting", "not due yet"
    due_now()
    tasks.sweep_virus_scans()
    assert rung == [file.pk]
    tasks.scan_upload(file.pk)
    assert state_of(file) == "clean"


def test_a_file_is_one_workers_at_a_time(scanner_says):
    file = store()
    given = scanner_says(CLEAN)
    VirusScan.objects.update(next_at=Now() + scanning.LEASE)
    tasks.scan_upload(file.pk)
    assert given == []
    due_now()
    tasks.scan_upload(file.pk)
    tasks.scan_upload(file.pk)
    assert len(given) == 1


def test_what_has_its_verdict_is_not_scanned_again(scanner_says):
    file = store()
    scanner_says(INFECTED)
    tasks.scan_upload(file.pk)
    VirusScan.objects.update(next_at=Now() - dt.timedelta(minutes=1))
    # Of each file that it is given, of whatever answer.
    given = scanner_says(CLEAN)
    tasks.scan_upload(file.pk)
    assert (len(given), state_of(file)) == (1, "infected")


def test_the_first_verdict_stays(scanner_says, monkeypatch):
    file = store()

    def slow(chunks, *, patience=0.0):
        VirusScan.objects.update(ended_at=timezone.now())
        Attachment.objects.update(scan="infected")
        return CLEAN

    monkeypatch.setattr(scanner, "scan", slow)
    tasks.scan_upload(file.pk)
    assert state_of(file) == "infected"


def test_nothing_is_rung_for_while_the_scanner_is_down(scanner_says, rung):
    store()
    due_now()
    scanner_says(Unavailable("down"))
    tasks.sweep_virus_scans()
    assert rung == []


def test_the_sweep_asks_nothing_where_nothing_waits(monkeypatch):
    monkeypatch.setattr(scanner, "answers", lambda: pytest.fail("asked"))
    tasks.sweep_virus_scans()


def test_a_file_that_was_removed_meanwhile_is_no_fault(scanner_says):
    scanner_says(CLEAN)
    file = store()
    attachments.remove(upload_token=file.upload_token, attachment=file.uuid)
    tasks.scan_upload(file.pk)
    assert not VirusScan.objects.exists()


def test_a_virus_is_deleted_after_thirty_days_and_its_name_stays(scanner_says):
    scanner_says(INFECTED)
    file = store()
    tasks.scan_upload(file.pk)
    storage, name = file.file.storage, file.file.name
    tasks.delete_infected_uploads()
    assert storage.exists(name)

    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        tasks.delete_infected_uploads()
        tasks.delete_infected_uploads()

    assert not storage.exists(name)
    file.refresh_from_db()
    assert (file.name, file.file.name, file.may_be_opened) == ("plan.pdf", "", False)


def test_what_is_clean_or_waits_is_not_deleted(scanner_says):
    scanner_says(CLEAN)
    clean, waits = store(), store()
    tasks.scan_upload(clean.pk)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31)):
        assert scanning.delete_infected() == 0
    assert clean.file.storage.exists(clean.file.name)
    assert waits.file.storage.exists(waits.file.name)


def test_files_of_before_the_scanner_are_scanned_when_asked(scanner_says, settings, capsys):
    old = AttachmentFactory()
    scanner_says(CLEAN)
    call_command("scan_uploads")
    assert capsys.readouterr().out == "1 files wait to be scanned.\n"
    assert state_of(old) == "waiting"
    tasks.scan_upload(old.pk)
    assert state_of(old) == "clean"
    settings.CLAMAV_URL = ""
    with pytest.raises(CommandError, match="CLAMAV_URL"):
        call_command("scan_uploads")


def test_no_email_takes_a_file_along_that_is_not_checked(catch_all):
    submission = SubmissionFactory(queue=catch_all)
    for scan in ("waiting", "infected", "failed"):
        file = AttachmentFactory(submission=submission, scan=scan)
        with pytest.raises(ValueError, match="not checked for viruses"):
            outbox.send(
                submission=submission,
                kind=Message.Kind.REPLY,
                recipients=["jo@example.com"],
                template="reply",
                context={},
                files=[file],
            )


def test_the_state_says_how_many_wait_and_for_too_long(settings):
    assert scanning.state() == {"status": "ok", "waiting": 0}
    store()
    assert scanning.state() == {"status": "ok", "waiting": 1}
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=6)):
        assert scanning.state() == {"status": "late", "waiting": 1}
    settings.CLAMAV_URL = ""
    assert scanning.state() == {"status": "off", "waiting": 0}
