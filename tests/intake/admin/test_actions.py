"""Pressing each button of a submission's page."""

import pytest

from intake.models import Message, Submission
from intake.models.submission import Status
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, TagFactory
from tests.intake.admin.staff import LIST, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(queue=widgets, sender_email="jo@example.com")


def stored() -> Submission:
    return Submission.objects.get()


def test_assign_to_me(ada, submission):
    page = ada.acts(submission, "assign_to_me")
    assert page.messages == ["Assigned to you."]
    assert (stored().assignee, stored().status) == (ada.user, Status.OPEN)


def test_assign_to_a_colleague_and_to_nobody(ada, lead, submission):
    page = ada.acts(submission, "assign", assignee=lead.user.pk)
    assert page.messages == ["Assigned to Lena Lead."]
    assert stored().assignee == lead.user
    assert Message.objects.get(kind="alert").recipient == lead.user.email

    page = ada.acts(submission, "assign", assignee="")
    assert page.messages == ["Assigned to nobody."]
    assert stored().assignee is None


@pytest.mark.parametrize(
    ("action", "status", "ending"),
    [
        ("reply", "open", ""),
        ("reply_and_resolve", "resolved", " The submission is resolved."),
        ("reply_and_wait", "waiting", " The submission waits for the sender."),
    ],
)
def test_reply(ada, submission, action, status, ending):
    page = ada.acts(submission, action, text="We found it.\r\n\r\n  Come at 9.")
    assert page.messages == [f"Your reply is on its way to jo@example.com.{ending}"]
    assert "We found it." in page.part(".message-out")
    message = Message.objects.get(kind="reply")
    assert (message.author, message.recipient) == (ada.user, "jo@example.com")
    assert stored().status == status


def test_note(ada, submission):
    page = ada.acts(submission, "note", text="Ask the zoo.")
    assert page.messages == ["Your note is added."]
    assert "Ask the zoo." in page.part(".message-internal")
    assert not Message.objects.filter(direction="out").exists()


def test_prioritise(ada, submission):
    page = ada.acts(submission, "prioritise", priority="40")
    assert page.messages == ["The priority is urgent."]
    assert stored().priority == 40


def test_move_to_another_of_ones_queues(ada, submission):
    other = MembershipFactory(user=ada.user, queue__name="Other").queue
    page = ada.acts(submission, "move", queue=other.pk, reason="Theirs")
    assert page.messages == [f"{submission.reference} is moved to Other."]
    assert "Widgets → Other: Theirs" in page.part(".timeline")
    assert stored().queue == other


def test_move_out_of_ones_sight_leads_to_the_list(ada, submission, gadgets):
    page = ada.acts(submission, "move", queue=gadgets.pk, reason="")
    assert page.response.redirect_chain == [(LIST, 302)]
    assert page.messages == [
        f"{submission.reference} is moved to Gadgets. "
        "You are not a member of that queue, so you do not see it any more."
    ]


def test_only_other_queues_that_take_work_are_offered(ada, submission, gadgets, widgets):
    QueueFactory(name="Closed", active=False)
    names = [option.get_text() for option in ada.opens(url_of(submission)).field("queue").select("option")]
    assert names[0] == "Choose a queue"
    assert "Gadgets" in names
    assert not {"Closed", "Widgets"} & set(names)


def test_resolve_without_an_email(ada, submission):
    page = ada.acts(submission, "resolve", note_text="By telephone")
    assert page.messages == ["The submission is resolved."]
    assert "By telephone" in page.part(".timeline")
    assert stored().status == Status.RESOLVED
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", ["resolved", "withdrawn", "spam"])
def test_reopen(ada, submission, status):
    Submission.objects.update(status=status)
    page = ada.acts(submission, "reopen")
    assert page.messages == ["The submission is open again."]
    assert stored().status == Status.OPEN


def test_mark_as_spam(ada, submission):
    page = ada.acts(submission, "mark_as_spam")
    assert page.messages == [f"{submission.reference} is put away as spam. You can reopen it."]
    assert stored().status == Status.SPAM


def test_an_action_answers_with_a_redirect_to_the_same_page(ada, submission):
    url = f"{url_of(submission)}?list=view%3Dmine"
    response = ada.client.post(url, {"action": "assign_to_me", "version": 1})
    assert (response.status_code, response["Location"]) == (302, url)


@pytest.mark.parametrize(
    ("action", "typed", "field", "error"),
    [
        ("reply", {"text": ""}, "text", "Write the reply."),
        ("reply_and_resolve", {"text": " \r\n "}, "text", "Write the reply."),
        ("reply", {"text": "x" * 20_001}, "text", "at most 20000 characters"),
        ("move", {"queue": ""}, "queue", "This field is required."),
        ("move", {"queue": "999999"}, "queue", "not one of the available choices"),
        ("move", {"queue": "x"}, "queue", "not one of the available choices"),
        ("assign", {"assignee": "999999"}, "assignee", "not one of the available choices"),
        ("prioritise", {"priority": "25"}, "priority", "25 is not one of the available choices"),
        ("resolve", {"note_text": "x" * 501}, "note_text", "at most 500 characters"),
    ],
)
def test_a_mistake_is_said_at_the_top_and_beside_its_field(ada, submission, action, typed, field, error):
    page = ada.acts(submission, action, **typed)

    assert page.status == 200
    assert page.title.startswith("Error: ")
    assert error in page.problem
    assert error in page.error_beside(field)
    assert page.field(field)["aria-invalid"] == "true"
    top = page.soup.select_one(".errornote a[href]")
    assert top["href"] == f"#{page.field(field)['id']}"
    assert (stored().version, stored().status) == (1, Status.NEW)


def test_a_mistake_in_a_note_is_said_beside_the_note(ada, submission):
    page = ada.acts(submission, "note", text="")
    assert page.soup.select_one("#note_text")["aria-invalid"] == "true"
    assert not page.soup.select_one("#reply_text").has_attr("aria-invalid")


def test_what_was_typed_beside_a_mistake_is_kept(ada, submission):
    page = ada.acts(submission, "move", queue="", reason="They know about widgets")
    assert page.field("reason")["value"] == "They know about widgets"
    assert page.field("reason").find_parent("details").has_attr("open")
    page = ada.acts(submission, "reply", text=" " + "y" * 20_001)
    assert page.field("text").get_text().strip() == "y" * 20_001


@pytest.mark.parametrize("action", ["", "delete", "withdraw", "take_up", "__class__"])
def test_any_other_action_is_refused(ada, submission, action):
    page = ada.posts(url_of(submission), action=action, version=1)
    assert page.messages == ["That is nothing that can be done here. Nothing was changed."]
    assert stored().version == 1


@pytest.mark.parametrize("hidden", [{"version": ""}, {"version": "x"}, {"version": 1, "seen": "x"}])
def test_a_page_that_came_in_halves_is_refused_and_its_text_kept(ada, submission, hidden):
    page = ada.posts(url_of(submission), action="reply", text="We found it.", **hidden)
    assert "This page was not complete when it was sent." in page.problem
    assert page.field("text").get_text().strip() == "We found it."
    assert page.form_with("reply")["version"] == "1"
    assert not Message.objects.exists()


def test_a_closed_one_takes_no_reply_by_a_forged_button(ada, submission):
    Submission.objects.update(status="spam")
    page = ada.posts(url_of(submission), action="reply", text="Hello", version=1)
    assert "This cannot be done to a submission that is spam." in page.problem
    assert page.part("#unsent") == "Hello"
    assert not Message.objects.exists()


def test_a_tag_is_put_on_and_taken_off(ada, widgets):
    submission, tag = SubmissionFactory(queue=widgets), TagFactory(name="budget")

    assert "Tagged “budget”." in ada.acts(submission, "tag", tag=tag.pk).messages
    assert list(submission.tags.all()) == [tag]
    again = ada.acts(submission, "tag", tag=tag.pk)
    assert "It is tagged “budget” already." in again.text
    assert "“budget” is taken off." in ada.acts(submission, "untag", tag=tag.pk).messages
    assert not submission.tags.exists()
    assert [entry.event for entry in submission.timeline.order_by("pk")] == ["tagged", "untagged"]
