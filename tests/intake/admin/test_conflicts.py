"""Two people, or two windows, at one submission: nothing is done unseen, and nothing typed is lost."""

import pytest

from intake import triage
from intake.models import Message, Submission
from tests.factories import SubmissionFactory
from tests.intake.admin.staff import url_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(queue=widgets, sender_email="jo@example.com")


def test_who_was_slower_is_told_what_happened_and_keeps_the_draft(ada, lead, submission):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "prioritise", priority="40")

    page = ada.acts(submission, "reply", page=opened, text="We found it.")

    assert page.title.startswith("Error: ")
    assert "has changed since you opened it. Nothing was done yet." in page.problem
    assert "priority changed by Lena Lead – Urgent" in page.problem
    assert page.field("text").get_text().strip() == "We found it."
    assert page.link("Go to what you typed") == "#" + page.field("text")["id"]
    assert not Message.objects.exists()

    page = ada.acts(submission, "reply", page=page)
    assert page.messages == ["Your reply is on its way to jo@example.com."]
    assert "We found it." in Message.objects.get().text


def test_a_colleagues_note_is_read_before_a_reply_goes_out(ada, lead, submission):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "note", text="Do not answer: it is in court.")
    page = ada.acts(submission, "reply", page=opened, text="We found it.")
    assert "note added by Lena Lead" in page.problem
    assert "it is in court" in page.text
    assert not Message.objects.filter(kind="reply").exists()


def test_ones_own_other_window_counts_too(ada, submission):
    opened = ada.opens(url_of(submission))
    ada.acts(submission, "assign_to_me")
    page = ada.acts(submission, "resolve", page=opened)
    assert "assigned by you" in page.problem
    assert Submission.objects.get().status == "open"


def test_only_what_happened_since_is_said(ada, lead, submission):
    lead.acts(submission, "note", text="Seen before")
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "prioritise", priority="10")
    lead.acts(submission, "assign_to_me")
    page = ada.acts(submission, "assign_to_me", page=opened)
    happened = [" ".join(item.get_text(" ").split()) for item in page.soup.select(".errornote li")]
    assert [line.partition(": ")[2] for line in happened] == [
        "priority changed by Lena Lead – Low",
        "assigned by Lena Lead – To Lena Lead",
    ]


@pytest.mark.parametrize("seen", ["", "0", "-1", "9" * 30])
def test_without_knowing_what_was_seen_the_last_few_are_said(ada, lead, submission, seen):
    for _ in range(5):
        lead.acts(submission, "note", text="x")
    page = ada.posts(url_of(submission), action="assign_to_me", version=1, seen=seen)
    assert len(page.soup.select(".errornote li")) == 3


def test_a_note_is_never_in_the_way(ada, lead, submission):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "assign_to_me")
    page = ada.acts(submission, "note", page=opened, text="Ask the zoo.")
    assert page.messages == ["Your note is added."]


def test_a_draft_survives_that_it_was_closed_meanwhile(ada, lead, submission):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "mark_as_spam")
    page = ada.acts(submission, "reply", page=opened, text="We found it.")
    assert "marked as spam by Lena Lead" in page.problem
    assert page.part("#unsent") == "We found it."
    assert not page.says_link("Go to what you typed")
    assert page.actions() == ["reopen", "note", "tag", "untag"]


@pytest.mark.parametrize(("action", "field"), [("reply", "text"), ("note", "text"), ("resolve", "note_text")])
def test_a_draft_survives_that_it_was_moved_away_meanwhile(ada, lead, submission, gadgets, action, field):
    opened = ada.opens(url_of(submission))
    lead.acts(submission, "move", queue=gadgets.pk)

    page = ada.acts(submission, action, page=opened, **{field: "We found it."})

    assert page.status == 404
    assert "not in your queues" in page.title
    assert page.part("#unsent") == "We found it."
    assert not Message.objects.exclude(kind="alert").exists()


def test_moved_away_in_the_very_moment(ada, submission, gadgets, monkeypatch):
    reply = triage.reply

    def moved_first(**arguments):
        Submission.objects.update(queue=gadgets)
        return reply(**arguments)

    monkeypatch.setattr(triage, "reply", moved_first)
    page = ada.acts(submission, "reply", text="We found it.")
    assert page.status == 404
    assert page.part("#unsent") == "We found it."
    assert not Message.objects.exists()


def test_pressing_twice_replies_once(ada, submission):
    opened = ada.opens(url_of(submission))
    ada.acts(submission, "reply", page=opened, text="We found it.")
    page = ada.acts(submission, "reply", page=opened, text="We found it.")
    assert "replied by you" in page.problem
    assert Message.objects.count() == 1
