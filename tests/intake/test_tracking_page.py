"""What a sender does on the tracking page: answer, add files, correct, close; and who may not."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from intake import search, senders, tracking, triage
from intake.models import Attachment, Message, Submission, TrackingToken
from intake.templatetags.downloads import sender_file
from intake.workflow import MoveNotAllowed
from tests.enquiries.test_uploads import PDF, file
from tests.enquiries.visitor import Page
from tests.factories import AttachmentFactory, MessageFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def submission():
    """A submission in work, whose sender gave all their details."""
    queue = QueueFactory(alert_address="team@example.org")
    return SubmissionFactory(
        queue=queue, status="open", sender_name="Jo Brown", sender_email="jo@example.com"
    )


@pytest.fixture
def path(submission):
    """The path of the submission's tracking page."""
    return _path(submission)


def _path(submission: Submission) -> str:
    return tracking.new_link(submission).removeprefix("http://portal.example.org")


def write(client: Client, path: str, text: str = "Here it is.", **more: object):
    """Post a message."""
    return client.post(f"{path}write/", {"text": text, "upload": str(uuid.uuid4()), **more})


def test_sender_answers_with_a_file_and_the_team_is_told(client, submission, path, deliver_outbox):
    Submission.objects.update(status="waiting", waiting_since=timezone.now())

    answer = write(client, path, attachments=[file("plan.pdf")])

    assert (answer.status_code, answer["Location"]) == (303, f"{path}?done=written")
    submission.refresh_from_db()
    message = submission.messages.get(kind="inbound")
    assert (submission.status, message.text, message.recipient) == ("open", "Here it is.", "jo@example.com")
    assert [each.name for each in message.attachments.all()] == ["plan.pdf"]
    assert deliver_outbox()[-1]["To"] == "team@example.org"
    page = Page(client.get(answer["Location"]))
    assert "Your message is with the team" in page.text
    card = page.soup.select_one(".govuk-summary-card")
    assert card.h3.text.startswith("You, ")
    assert b"".join(client.get(card.a["href"]).streaming_content) == PDF


def test_files_alone_are_an_answer(client, submission, path):
    write(client, path, "", attachments=[file("plan.pdf")])

    assert submission.messages.get(kind="inbound").attachments.count() == 1


def test_a_file_that_is_refused_loses_neither_the_text_nor_the_other_file(client, submission, path):
    page = Page(write(client, path, attachments=[file("plan.pdf"), file("tool.exe")]))

    assert page.status == 422
    assert page.errors() == ["“tool.exe” must be a PDF, DOCX, XLSX, ODT, CSV, PNG, JPEG or HEIC file."]
    assert page.control("text").text.strip() == "Here it is."
    assert "Remove plan.pdf" in page.text
    assert not submission.messages.exists()

    write(client, path, upload=page.control("upload")["value"])

    assert [each.name for each in submission.messages.get(kind="inbound").attachments.all()] == ["plan.pdf"]


def test_an_empty_message_is_said(client, path):
    page = Page(write(client, path, " "))

    assert (page.status, page.errors()) == (422, ["Write your message, or add a file"])


def test_a_flood_is_refused_and_the_text_kept(client, submission, path):
    MessageFactory.create_batch(senders.MESSAGES_AN_HOUR, submission=submission, kind="inbound")

    page = Page(write(client, path))

    assert page.status == 422
    assert "Send this one later" in page.errors()[0]
    assert page.control("text").text.strip() == "Here it is."


@pytest.mark.parametrize(("days", "opens"), [(27, True), (29, False)])
def test_what_was_resolved_is_opened_again_within_28_days(client, submission, path, days, opens):
    Submission.objects.update(status="resolved", resolved_at=timezone.now())

    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        offered = Page(client.get(path)).soup.select_one("form")
        write(client, path)

    submission.refresh_from_db()
    assert bool(offered) is opens
    assert submission.status == ("open" if opens else "resolved")


@pytest.mark.parametrize("status", ["withdrawn", "spam"])
def test_what_was_put_away_offers_nothing(client, submission, path, status):
    Submission.objects.update(status=status)

    assert not Page(client.get(path)).soup.select_one("form")
    assert write(client, path).status_code == 422
    for step in ("details", "solved", "withdraw"):
        assert client.get(f"{path}{step}/").status_code == 303
        assert client.post(f"{path}{step}/", {"name": "Eve", "email": "eve@example.com"}).status_code == 303
    submission.refresh_from_db()
    assert (submission.status, submission.sender_name) == (status, "Jo Brown")
    assert not Message.objects.exists()


def test_sender_says_that_it_is_solved(client, submission, path, deliver_outbox):
    assert Page(client.get(f"{path}solved/")).soup.h1.text == "Is it solved?"

    answer = client.post(f"{path}solved/", {"text": "I pressed the other button."})

    submission.refresh_from_db()
    assert answer["Location"] == f"{path}?done=solved"
    assert (submission.status, bool(submission.resolved_at)) == ("resolved", True)
    said = submission.timeline.get().text
    assert said == "The sender says that it is solved: I pressed the other button."
    assert "solved, says the sender" in deliver_outbox()[-1]["Subject"]


def test_sender_withdraws(client, submission, path):
    client.post(f"{path}withdraw/", {"text": "Not needed."})

    submission.refresh_from_db()
    assert submission.status == "withdrawn"
    assert "You have withdrawn it" in Page(client.get(f"{path}?done=withdraw")).text


def test_sender_corrects_their_details_and_the_old_address_is_told(client, submission, path, deliver_outbox):
    assert Page(client.get(f"{path}details/")).control("email")["value"] == "jo@example.com"

    client.post(
        f"{path}details/", {"name": "Jo Browne", "email": "joe@example.com", "telephone": "07700 900982"}
    )

    submission.refresh_from_db()
    assert (submission.sender_name, submission.sender_email) == ("Jo Browne", "joe@example.com")
    assert submission.sender_telephone.as_e164 == "+447700900982"
    assert "joe@example.com" in submission.search_text
    (entry,) = submission.timeline.all()
    assert (entry.event, entry.text) == ("details_corrected", "Name, Email address, Telephone number")
    told = deliver_outbox()
    assert [email["To"] for email in told] == ["jo@example.com"]
    assert "joe@example.com" not in told[0].as_string()


def test_corrected_details_and_the_conversation_before_them_are_found(client, submission, path):
    write(client, path, "The zebra crossing.")

    client.post(f"{path}details/", {"name": "Jo Browne", "email": "joe@example.com"})

    for words in ("zebra", "browne", "joe@example.com"):
        assert list(search.matching(Submission.objects.all(), words)) == [submission]


def test_details_that_are_right_change_nothing(client, submission, path):
    client.post(f"{path}details/", {"name": "Jo Brown", "email": "jo@example.com"})

    submission.refresh_from_db()
    assert submission.version == 1
    assert not submission.timeline.exists()


def test_wrong_details_are_said_and_kept(client, submission, path):
    page = Page(client.post(f"{path}details/", {"name": "", "email": "jo@", "telephone": "12"}))

    assert page.status == 422
    assert page.errors()[0] == "Enter your full name"
    assert page.control("email")["value"] == "jo@"


@pytest.mark.security("tokens")
def test_posted_queue_status_and_priority_are_ignored(client, submission, path):
    before = Submission.objects.values("queue", "priority", "assignee").get()

    write(client, path, queue="1", status="spam", priority="1", assignee="1")

    assert Submission.objects.values("queue", "priority", "assignee").get() == before


def test_opening_anything_ten_times_changes_nothing(client, submission, path):
    for step in ("", "details/", "solved/", "withdraw/", "feedback/"):
        for _ in range(10):
            assert client.get(path + step).status_code == 200
            assert client.head(path + step).status_code == 200

    submission.refresh_from_db()
    assert (submission.status, submission.version) == ("open", 1)
    assert not submission.timeline.exists()
    assert not Message.objects.exists()
    assert TrackingToken.objects.get().revoked_at is None


@pytest.mark.security("tokens")
def test_writing_is_a_button_and_no_link(client, path):
    assert client.get(f"{path}write/", {"text": "Hello"}).status_code == 405
    assert not Message.objects.exists()


@pytest.mark.security("tokens")
def test_details_of_what_was_closed_meanwhile_stay_as_they_are(submission):
    Submission.objects.update(status="resolved")
    with pytest.raises(MoveNotAllowed):
        senders.correct_details(
            submission_id=submission.pk, name="Eve", email="eve@example.com", telephone=""
        )
    submission.refresh_from_db()
    assert submission.sender_email == "jo@example.com"


@pytest.mark.security("tokens")
@pytest.mark.parametrize("how", ["guessed", "expired", "revoked"])
def test_a_link_that_opens_nothing_does_nothing_and_gives_the_text_back(client, submission, path, how):
    past = timezone.now() - dt.timedelta(minutes=1)
    if how == "guessed":
        path = path[:-3] + "xx/"
    else:
        TrackingToken.objects.update(**{"expires_at" if how == "expired" else "revoked_at": past})

    page = Page(write(client, path, "A long letter"))

    assert page.status == 404
    assert "A long letter" in page.text
    for step in ("details", "solved", "withdraw", "feedback"):
        assert client.post(f"{path}{step}/", {"name": "Eve", "email": "eve@example.com"}).status_code == 404
    submission.refresh_from_db()
    assert (submission.version, Message.objects.count()) == (1, 0)


@pytest.mark.security("tokens")
def test_somebody_elses_link_opens_none_of_the_files(client, submission):
    own, other = AttachmentFactory(submission=submission), AttachmentFactory(submission=SubmissionFactory())
    path = _path(submission)
    token = path.split("/")[2]

    assert b"".join(client.get(sender_file(token, own.uuid)).streaming_content).startswith(b"%PDF")
    assert client.get(sender_file(token, other.uuid)).status_code == 404
    assert client.get(f"{path}file/{other.uuid}/").status_code == 404
    assert client.get(f"{path}file/{uuid.uuid4()}/").status_code == 404


@pytest.mark.security("tokens")
def test_files_among_staff_are_not_the_senders(client, submission, path):
    triage.note(submission_id=submission.pk, actor=UserFactory(administrator=True), text="NOTE")
    hidden = AttachmentFactory(submission=submission, message=submission.messages.get(kind="note"))

    assert client.get(f"{path}file/{hidden.uuid}/").status_code == 404
    assert hidden.name not in client.get(path).content.decode()


def test_files_of_a_message_that_was_never_sent_are_forgotten(client, path):
    write(client, path, "x" * 6000, attachments=[file("plan.pdf")])

    assert Attachment.objects.get().submission is None
