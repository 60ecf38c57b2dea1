"""A person asks what is held of them: everything is in a ZIP that they can read, and others are masked."""

import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command

from intake import triage
from intake.inbound import storing
from intake.models import (
    DeliveryEvent,
    Draft,
    InboundEmail,
    Message,
    Screening,
    SubjectAccess,
    TrackingToken,
)
from intake.privacy import requests, subject_access
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    AttachmentFactory,
    EnquiryTypeFactory,
    FeedbackFactory,
    MessageFactory,
    QueueFactory,
    SubmissionFactory,
    TimelineEntryFactory,
    UserFactory,
    approved_supplier,
)
from tests.suppliers.answers import company

pytestmark = [pytest.mark.django_db, pytest.mark.security("privacy")]

ADDRESS = "jo@example.com"
EXPIRES = dt.datetime(2031, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def administrator():
    return UserFactory(administrator=True, first_name="Boss", last_name="All")


def made(actor=None, address: str = ADDRESS) -> zipfile.ZipFile:
    copy = subject_access.ask(address=address, actor=actor)
    subject_access.make(copy.pk)
    copy.refresh_from_db()
    with copy.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def page_of(archive: zipfile.ZipFile) -> str:
    return archive.read("read-me-first.html").decode()


def test_everything_about_a_submission_is_in_it(administrator):
    queue = QueueFactory(reply_to="team@example.org")
    submission = SubmissionFactory(queue=queue, sender_email="Jo@Example.com", status="resolved")
    triage.note(submission_id=submission.pk, actor=administrator, text="Rang twice, was cross.")
    AttachmentFactory(submission=submission, name="../plan.pdf", file=ContentFile(b"%PDF the plan", name="x"))
    FeedbackFactory(submission=submission, comment="Took too long")

    archive = made(administrator)

    page = page_of(archive)
    for said in ("The widget has gone.", "Rang twice, was cross.", "Took too long", "Note added", "Boss All"):
        assert said in page
    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert [archive.read(name) for name in files] == [b"%PDF the plan"]
    titles = {part["title"] for part in json.loads(archive.read("data.json"))}
    assert f"{submission.reference}: messages and notes" in titles


def all_that_is_held(queue, staff) -> dict[str, str]:
    """Something in each store there is; return a word of each, by the title of its part."""
    own = SubmissionFactory(queue=queue, sender_email=ADDRESS, subject="Aardvarks", status="resolved")
    MessageFactory(submission=own, text="We wrote of badgers")
    TimelineEntryFactory(submission=own, text="Camels were noted")
    Draft.objects.create(submission=own, user=staff, text="Dear dromedary")
    Screening.objects.create(submission=own, score=7, reasons=[{"words": "it names elephants"}])
    FeedbackFactory(submission=own, comment="Ferrets!")
    TrackingToken.objects.create(submission=own, token_hash="x", expires_at=EXPIRES)
    MessageFactory(submission=None, queue=queue, recipient="Jo@Example.com", text="Your link, gazelle")
    MessageFactory(submission=SubmissionFactory(sender_email="al@x.org"), recipient=ADDRESS, text="Of herons")
    email = storing.store(b"From: jo@example.com\n\nHi", source="Iguana mailbox", key="1")
    InboundEmail.objects.filter(pk=email.pk).update(sender=ADDRESS)
    DeliveryEvent.objects.create(
        key="1", provider="x", event_type="bounced", recipient=ADDRESS, description="no such jackal"
    )
    made(staff)
    return {
        f"{own.reference}: what was sent": "Aardvarks",
        f"{own.reference}: messages and notes": "badgers",
        f"{own.reference}: what was done": "Camels",
        f"{own.reference}: replies that were begun": "dromedary",
        f"{own.reference}: why it was held": "elephants",
        f"{own.reference}: feedback": "Ferrets",
        f"{own.reference}: links to follow it": "1 March 2031",
        "Emails about no submission": "gazelle",
        "Copies of somebody else’s message": "herons",
        "Emails that came from the address": "Iguana",
        "What the email provider told": "jackal",
        "Copies of your data that were made": "Boss All",
    }


def test_each_store_is_in_it(administrator):
    wanted = all_that_is_held(QueueFactory(), administrator)

    said = json.loads(made(administrator).read("data.json"))

    parts = {part["title"]: str(part["rows"]) for part in said}
    assert [title for title, word in wanted.items() if word not in parts.get(title, "")] == []
    # What helps the portal to work tells nobody anything.
    assert "token hash" not in str(parts)
    assert "search text" not in str(parts)


def test_a_file_with_a_virus_stays_where_it_is(administrator):
    own = SubmissionFactory(sender_email=ADDRESS)
    AttachmentFactory(submission=own, name="bad.pdf", scan="infected", file=ContentFile(b"%PDF", name="x"))

    assert "bad.pdf" not in str(made(administrator).namelist())


def test_only_administrators_look_at_copies_and_take_them(administrator):
    copy = subject_access.ask(address=ADDRESS, actor=administrator)
    subject_access.make(copy.pk)
    for forbidden in (
        lambda: subject_access.newest(actor=UserFactory()),
        lambda: subject_access.take(copy_id=copy.pk, actor=UserFactory()),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_nothing_of_anybody_else_is_in_it(administrator):
    SubmissionFactory(sender_email=f"x{ADDRESS}", sender_name="Marigold Other")
    own = SubmissionFactory(sender_email=ADDRESS)
    triage.note(submission_id=own.pk, actor=administrator, text="See marigold@example.net about it")

    page = page_of(made(administrator))

    assert "Marigold Other" not in page
    assert "marigold@example.net" not in page
    assert "See [somebody else’s email address] about it" in page


def test_the_teams_own_address_is_not_masked(administrator):
    own = SubmissionFactory(sender_email=ADDRESS, queue__reply_to="team@example.org")
    MessageFactory(submission=own, reply_to="team@example.org")

    assert "team@example.org" in page_of(made(administrator))


def test_emails_are_in_it_as_they_came_also_to_somebody_elses_submission(administrator):
    other = SubmissionFactory(sender_email="al@example.org")
    message = MessageFactory(submission=other, direction="in", state="recorded", text="I was there too")
    email = storing.store(b"From: jo@example.com\n\nI was there too", source="test", key="1")
    InboundEmail.objects.filter(pk=email.pk).update(sender=ADDRESS, submission=other, message=message)

    archive = made(administrator)

    assert archive.read(f"emails/{email.pk}.eml") == b"From: jo@example.com\n\nI was there too"
    assert "I was there too" in page_of(archive)
    assert "al@example.org" not in page_of(archive)


def test_a_form_that_was_not_sent_is_in_it(administrator):
    visitor = Visitor(EnquiryTypeFactory(asks_who=True, name="Boats"))
    visitor.opens()
    visitor.answers(WHO)

    page = page_of(made(administrator))

    assert "Begun and not sent: Boats" in page
    assert "The front gate is broken." in page


@pytest.mark.parametrize("alone", [True, False])
def test_of_a_firm_a_person_gets_all_if_they_are_alone_and_else_their_own(administrator, alone):
    answers = company()
    answers["contacts"] |= {"main_name": "Jo Brown", "main_email": ADDRESS, "invoices_name": "Sam Reed"}
    supplier = approved_supplier(answers)
    supplier.people.create(email=ADDRESS)
    if not alone:
        supplier.people.create(email="al@example.org")

    page = page_of(made(administrator))

    assert "Jo Brown" in page
    assert ("Sam Reed" in page) == alone


def test_who_is_not_known_gets_a_page_that_says_so(administrator):
    archive = made(administrator, address="nobody@example.org")

    assert "We hold nothing about this address." in page_of(archive)


def test_what_senders_type_is_no_html(administrator):
    SubmissionFactory(sender_email=ADDRESS, subject="<script>alert(1)</script>")

    assert "<script>" not in page_of(made(administrator))


def test_a_file_that_is_gone_is_named(administrator):
    file = AttachmentFactory(submission=SubmissionFactory(sender_email=ADDRESS))
    file.file.storage.delete(file.file.name)

    assert "plan.pdf (gone from the storage)" in page_of(made(administrator))


def test_it_is_written_down_who_asked_and_who_took_it(administrator):
    copy = subject_access.ask(address=ADDRESS, actor=administrator)
    with pytest.raises(SubjectAccess.DoesNotExist):
        subject_access.take(copy_id=copy.pk, actor=administrator)
    subject_access.make_waiting()

    taken = subject_access.take(copy_id=copy.pk, actor=administrator)

    assert (taken.asked_by, taken.taken_by) == (administrator, administrator)


def test_only_administrators_may(administrator):
    with pytest.raises(PermissionDenied):
        subject_access.ask(address=ADDRESS, actor=UserFactory())
    with pytest.raises(ValidationError):
        subject_access.ask(address=administrator.email, actor=administrator)


def test_erasing_the_person_erases_the_copy_too(administrator, django_capture_on_commit_callbacks):
    SubmissionFactory(sender_email=ADDRESS)
    made(administrator)
    copy = SubjectAccess.objects.get()
    storage, name = copy.file.storage, copy.file.name

    with django_capture_on_commit_callbacks(execute=True):
        requests.erase(address=ADDRESS, actor=administrator)

    copy.refresh_from_db()
    assert (copy.address, copy.file.name) == ("", "")
    assert not storage.exists(name)
    subject_access.make(copy.pk)
    assert not Message.objects.filter(recipient=ADDRESS).exists()


def test_the_command_writes_the_zip(tmp_path, capsys):
    SubmissionFactory(sender_email=ADDRESS)

    call_command("subject_access", ADDRESS, output=tmp_path / "copy.zip")

    assert "read-me-first.html" in zipfile.ZipFile(tmp_path / "copy.zip").namelist()
    assert "rows and 0 files" in capsys.readouterr().out
    assert SubjectAccess.objects.get().asked_by is None
