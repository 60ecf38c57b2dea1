"""A submission's page: what it says and what it offers."""

import datetime as dt

import pytest
import time_machine

from intake.models import Submission
from intake.models.submission import OPEN_STATUSES, Status
from tests.factories import (
    MessageFactory,
    SubmissionFactory,
    TagFactory,
    TimelineEntryFactory,
)
from tests.intake.admin.staff import LIST, url_of

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
ALL = [
    "assign_to_me",
    "insert",
    "reply",
    "reply_and_resolve",
    "reply_and_wait",
    "preview",
    "save_draft",
    "note",
    "assign",
    "prioritise",
    "move",
    "resolve",
    "mark_as_spam",
    "tag",
    "untag",
]


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(
        queue=widgets,
        sender_email="jo@example.com",
        sender_telephone="+442079460000",
        sender_organisation="The Daily News",
        sender_role="Reporter",
        needed_by=MORNING + dt.timedelta(hours=5),
        priority=40,
    )


def test_it_says_what_was_asked_by_whom_and_where_it_stands(ada, submission):
    submission.tags.add(TagFactory(name="deadline"))
    TimelineEntryFactory(submission=submission, event="routed", text="rule 10: press → Widgets")

    page = ada.opens(url_of(submission))

    assert page.title == f"{submission.reference} A widget is missing – Hackney Learning Trust"
    assert page.part(".answers") == "Your message The widget has gone."
    facts = page.part(".facts")
    for said in ("Status New", "Priority Urgent", "First reply due by 5pm on Thursday 26 November"):
        assert said in facts
    for said in ("Sender’s own deadline 24 November", "Assigned to nobody", "Queue Widgets", "Tags deadline"):
        assert said.replace("24 November", "today at 3pm") in facts
    sender = page.part(".sender")
    for said in ("Jo Brown", "Reporter", "The Daily News", "jo@example.com", "020 7946 0000"):
        assert said in sender
    assert "Routed today at 10am rule 10: press → Widgets" in page.part(".timeline")
    assert "Nobody has replied yet." in page.text


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_what_is_open_offers_everything_but_reopening(ada, submission, status):
    Submission.objects.update(status=status)
    assert ada.opens(url_of(submission)).actions() == ALL


@pytest.mark.parametrize("status", ["resolved", "withdrawn", "spam"])
def test_what_is_closed_offers_reopening_a_note_and_tags(ada, submission, status):
    Submission.objects.update(status=status)
    page = ada.opens(url_of(submission))
    assert page.actions() == ["reopen", "note", "tag", "untag"]
    assert "Reopen it to reply." in page.text


def test_what_is_mine_is_not_offered_to_me(ada, submission):
    Submission.objects.update(assignee=ada.user)
    assert ada.opens(url_of(submission)).actions() == ALL[1:]


def test_without_an_address_no_reply_is_offered(ada, submission):
    Submission.objects.update(sender_email="")
    page = ada.opens(url_of(submission))
    assert page.actions() == ["assign_to_me", *ALL[7:]]
    assert "Telephone them and add a note." in page.text


def test_a_target_that_has_passed_is_said_to_be_late(ada, submission):
    Submission.objects.update(respond_by=MORNING - dt.timedelta(hours=1))
    assert ada.opens(url_of(submission)).part(".facts .late") == "Late: was due today by 9am"


def test_the_conversation_is_told_in_order_and_automatic_emails_are_folded_away(ada, submission):
    def message(minute: int, **fields):
        at = MORNING + dt.timedelta(minutes=minute)
        return MessageFactory(submission=submission, created_at=at, **fields)

    message(0, text="We have it.", state="sent")
    message(1, kind="note", direction="internal", state="recorded", author=ada.user, text="Ask the zoo.")
    message(2, kind="reply", author=ada.user, text="It is at the zoo.", state="delivered")
    message(3, kind="inbound", direction="in", state="recorded", text="Thank you.")

    page = ada.opens(url_of(submission))

    heads = [" ".join(head.get_text(" ").split()) for head in page.soup.select(".timeline .message-head")]
    assert heads == [
        "Acknowledgement to jo@example.com today at 10am Sent",
        "Note by Ada Okoro today at 10:01am",
        "Reply by Ada Okoro to jo@example.com today at 10:02am Delivered",
        "From the sender today at 10:03am",
    ]
    assert page.part(".automatic summary") == "Automatic emails (1)"
    assert not page.soup.select_one(".automatic").has_attr("open")


def test_an_email_that_did_not_arrive_is_seen_at_once(ada, submission):
    MessageFactory(submission=submission, state="bounced", last_error="No such mailbox")
    page = ada.opens(url_of(submission))
    assert page.part(".automatic summary") == "Automatic emails (1) – 1 not delivered"
    assert page.soup.select_one(".automatic").has_attr("open")
    assert "No such mailbox" in page.text


def test_the_senders_own_link_is_not_shown(ada, submission):
    MessageFactory(submission=submission, text="Follow it: http://portal.example.org/track/abc_-123/\n")
    page = ada.opens(url_of(submission))
    assert "(the sender’s own tracking link)" in page.text
    assert "abc_-123" not in page.response.content.decode()


def test_what_senders_and_staff_type_is_text(ada, submission):
    evil = "<script>alert(1)</script><img src=x>"
    Submission.objects.update(
        subject=evil,
        sender_name=evil,
        sender_organisation=evil,
        answers=[{"name": "m", "label": evil, "kind": "long_text", "value": evil, "display": evil}],
    )
    MessageFactory(submission=submission, kind="inbound", direction="in", text=evil)
    TimelineEntryFactory(submission=submission, text=evil)
    page = ada.opens(url_of(submission))
    assert page.soup.select("main script, main img[src=x]") == []
    assert page.text.count("alert(1)") >= 6


def test_it_leads_back_to_the_list_as_it_was(ada, submission):
    page = ada.opens(ada.lists("view=unassigned&q=widget&priority=40").link(submission.reference))
    back = page.link("Submissions")
    header, crumb = [a["href"] for a in page.soup.select("a") if a.get_text() == "Submissions"]
    assert (back, header) == (LIST, LIST)
    assert crumb == f"{LIST}?q=widget&priority=40&view=unassigned"


@pytest.mark.parametrize("which", ["foreign", "missing", "too large"])
def test_what_is_not_yours_and_what_does_not_exist_look_the_same(ada, gadgets, which):
    foreign = SubmissionFactory(queue=gadgets, subject="A secret gadget")
    number = {"foreign": foreign.pk, "missing": 123_456_789, "too large": 10**25}[which]
    page = ada.opens(f"{LIST}{number}/change/")
    assert page.status == 404
    assert page.title == "This submission is not in your queues – Hackney Learning Trust"
    assert page.text == (
        "This submission is not in your queues "
        "It may have been moved to another team’s queue, or there is no such submission. "
        "Nothing was changed. Go to your submissions"
    )


@pytest.mark.parametrize("way", ["x/change/", "1/", "1/delete/", "1/history/", "add/", "-1/change/"])
def test_there_are_no_other_pages(administrator, way):
    assert administrator.opens(LIST + way).status == 404


def test_an_administrator_opens_everything(administrator, submission):
    assert administrator.opens(url_of(submission)).actions() == ALL


@pytest.mark.security("permission rows")
def test_what_a_sender_sent_to_another_team_is_left_out(ada, submission, widgets, gadgets):
    sent = {"sender_email": submission.sender_email}
    own, other = (SubmissionFactory(queue=queue, **sent) for queue in (widgets, gadgets))
    page = ada.opens(url_of(submission))
    assert own.reference in page.text
    assert other.reference not in page.text


def test_reading_it_changes_nothing(ada, submission):
    ada.opens(url_of(submission))
    stored = Submission.objects.get()
    assert (stored.version, stored.status) == (1, Status.NEW)
    assert not stored.timeline.exists()
