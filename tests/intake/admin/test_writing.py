"""Writing a reply on a submission's page without JavaScript: draft, canned replies, preview, undo."""

import pytest
from django.db.models.functions import Now

from intake import drafts, triage
from intake.models import Draft, Message, Presence, ReplyTemplate, Submission
from tests.factories import QueueFactory, SubmissionFactory
from tests.intake.admin.staff import LIST, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(queue=widgets, sender_email="jo@example.com", sender_name="Jo Brown")


@pytest.fixture
def canned(widgets):
    return ReplyTemplate.objects.create(
        name="We have it", queue=widgets, text="Dear {{ sender_name }}, we have {{ reference }}."
    )


def test_a_draft_is_saved_shown_again_and_nobody_elses(ada, lead, submission):
    page = ada.acts(submission, "save_draft", text="Dear Jo,\r\nit is")
    assert page.messages == ["Your draft is saved. Nobody else sees it."]
    assert page.field("text").get_text().strip() == "Dear Jo,\nit is"
    assert lead.opens(url_of(submission)).field("text").get_text().strip() == ""
    assert Submission.objects.get().version == 1

    ada.acts(submission, "reply")
    assert "Dear Jo,\nit is" in Message.objects.get().text
    assert ada.opens(url_of(submission)).field("text").get_text().strip() == ""


def test_a_canned_reply_is_put_below_what_was_typed(ada, submission, canned):
    page = ada.acts(submission, "insert", template=str(canned.pk), text="Hello.\n")
    whole = f"Hello.\n\nDear Jo Brown, we have {submission.reference}."
    assert page.field("text").get_text().strip() == whole


def test_only_the_canned_replies_of_the_queue_are_offered_and_taken(ada, submission, canned):
    theirs = ReplyTemplate.objects.create(name="Theirs", queue=QueueFactory(), text="A secret")
    page = ada.opens(url_of(submission))
    names = [option.get_text() for option in page.field("template").select("option")]
    assert "We have it" in names
    assert "Theirs" not in names
    for chosen in (str(theirs.pk), "", "x", "9" * 30):
        page = ada.acts(submission, "insert", template=chosen, text="Hello")
        assert page.messages == ["Choose a canned reply first."]
        assert page.field("text").get_text().strip() == "Hello"


def test_the_preview_is_the_email_and_sends_nothing(ada, submission):
    page = ada.acts(submission, "preview", text="We found it.")
    preview = page.part(".preview")
    for said in (
        "To jo@example.com",
        f"Subject {submission.reference}: our reply",
        "We found it.",
        "Ada Okoro",
    ):
        assert said in preview
    assert "widgets@example.org" in preview
    assert "(the sender’s own tracking link)" in preview
    assert not Message.objects.exists()
    page = ada.acts(submission, "preview", text=" ")
    assert "nothing to preview" in page.messages[0]
    assert page.part(".preview") == ""


def test_undo(ada, submission, settings):
    settings.REPLY_UNDO_SECONDS = 10
    page = ada.acts(submission, "reply_and_resolve", text="We found it.")
    assert page.part(".undo") == "Your reply to jo@example.com goes out in 10 seconds . Undo"

    page = ada.acts(submission, "take_back", page=page)

    assert page.messages == ["Your reply is taken back: it was not sent. Its text is in the reply box."]
    assert page.field("text").get_text().strip() == "We found it."
    assert page.part(".undo") == ""
    assert "Reply taken back by Ada Okoro" in page.part(".timeline")
    assert "Taken back, not sent" in page.part(".message-out")
    assert Submission.objects.get().status == "new"


def test_undo_that_comes_too_late_says_so(ada, submission, settings):
    settings.REPLY_UNDO_SECONDS = 10
    page = ada.acts(submission, "reply", text="We found it.")
    Message.objects.update(state=Message.State.SENT, attempts=1, sent_at=Now())
    page = ada.acts(submission, "take_back", page=page)
    assert page.messages == ["It is too late: your reply has been sent."]
    assert "take_back" not in page.actions()


def test_undo_is_offered_to_its_author_only(ada, lead, submission, settings):
    settings.REPLY_UNDO_SECONDS = 10
    ada.acts(submission, "reply", text="We found it.")
    assert "take_back" in ada.opens(url_of(submission)).actions()
    assert "take_back" not in lead.opens(url_of(submission)).actions()
    page = lead.posts(url_of(submission), action="take_back")
    assert page.messages == ["There is no reply of yours that can be taken back."]


def test_who_was_slower_finds_the_draft_again_later(ada, lead, submission):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "note", text="Wait.")
    ada.acts(submission, "reply", page=opened, text="We found it.")
    assert ada.opens(url_of(submission)).field("text").get_text().strip() == "We found it."


def test_a_note_says_whom_it_told_and_who_is_unknown(ada, lead, submission):
    page = ada.acts(submission, "note", text="@lena, and @guardian wants it too")
    assert page.messages == [
        "Your note is added. Named in it: Lena Lead. Nobody who looks after this is called @guardian."
    ]
    assert "Emailed: Lena Lead" in page.part(".message-internal")
    assert "@lena Lena Lead" in page.part(".can-be-named")


def test_the_pages_script_saves_a_draft(ada, submission):
    answer = ada.client.post(f"{LIST}{submission.pk}/draft/", {"text": "Dear", "seen": ""})
    assert answer.status_code == 204
    assert drafts.text_of(submission, ada.user) == "Dear"


def test_the_pages_script_asks_who_is_here_and_what_happened(ada, lead, submission):
    address = f"{LIST}{submission.pk}/presence/"
    lead.client.post(address, {"typing": "yes", "version": "1", "seen": ""})
    answer = ada.client.post(address, {"version": "1", "seen": ""}).json()
    assert answer == {"others": "Lena Lead is writing a reply.", "happened": [], "changed": False}
    assert ada.opens(url_of(submission)).part("[data-others]") == "Lena Lead is writing a reply."

    triage.note(submission_id=submission.pk, actor=lead.user, text="Wait.")
    lead.client.post(address, {"leaves": "yes"})
    answer = ada.client.post(address, {"version": "1", "seen": ""}).json()
    assert answer == {"others": "", "happened": ["note added by Lena Lead"], "changed": True}


def test_the_pages_script_gets_a_canned_reply(ada, submission, canned):
    answer = ada.client.get(f"{LIST}{submission.pk}/canned/{canned.pk}/")
    assert answer.json() == {"text": f"Dear Jo Brown, we have {submission.reference}."}
    theirs = ReplyTemplate.objects.create(name="Theirs", queue=QueueFactory(), text="A secret")
    assert ada.client.get(f"{LIST}{submission.pk}/canned/{theirs.pk}/").status_code == 404


def test_a_stranger_gets_nothing_of_it(stranger, submission, canned):
    for way in ("draft/", "presence/"):
        answer = stranger.client.post(f"{LIST}{submission.pk}/{way}", {"text": "x"})
        assert answer.status_code == 404
    assert stranger.client.get(f"{LIST}{submission.pk}/canned/{canned.pk}/").status_code == 404
    for action in ("save_draft", "insert", "preview", "take_back"):
        page = stranger.posts(url_of(submission), action=action, text="What I typed")
        assert (page.status, page.part("#unsent")) == (404, "What I typed")
    assert not Draft.objects.exists()
    assert not Presence.objects.exists()


def test_reading_with_get_writes_nothing(ada, submission):
    assert ada.client.get(f"{LIST}{submission.pk}/draft/").status_code == 405
    assert ada.client.get(f"{LIST}{submission.pk}/presence/").status_code == 405
    ada.opens(url_of(submission))
    assert not Presence.objects.exists()
