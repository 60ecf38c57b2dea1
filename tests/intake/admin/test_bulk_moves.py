"""Changing many submissions of the list at once: what is asked first, what is said, and a long one's job."""

import pytest

from intake import bulk, worklist
from intake.models import BulkJob, ReplyTemplate, Submission
from intake.models.bulk import BulkMove
from tests.factories import MembershipFactory, QueueFactory, SubmissionFactory, TagFactory
from tests.intake.admin.staff import LIST, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

BULK = f"{LIST}bulk/"
NOTHING = "Nothing was changed. Tick the submissions first, then choose what to do."


@pytest.fixture
def three(widgets):
    return SubmissionFactory.create_batch(3, queue=widgets)


def ids(submissions) -> list[int]:
    return [each.pk for each in submissions]


def confirm(colleague, asked, url: str = BULK, **typed):
    """Press the button of the page that asks for details."""
    return colleague.posts(url, **fields_of(asked.soup.select_one("form.bulk-details")) | typed)


def test_the_ticked_ones_are_assigned_to_oneself(ada, three):
    page = ada.lists()
    assert len(page.soup.select("input[name=ticked][form=bulk]")) == 3
    assert [button["value"] for button in page.soup.select("button[name=move]")] == [
        "assign_to_me",
        "resolve",
        "reply",
        "assign",
        "move",
        "tag",
        "untag",
        "mark_as_spam",
    ]
    assert page.soup.select_one("form#bulk")["action"].startswith(BULK)

    page = ada.posts(BULK, move="assign_to_me", ticked=ids(three[:2]))

    assert page.messages == ["2 submissions assigned to you."]
    assert Submission.objects.filter(assignee=ada.user).count() == 2


def test_the_ticked_ones_are_resolved_and_the_filters_stay(ada, three):
    response = ada.client.post(f"{BULK}?view=unassigned&q=widget", {"move": "resolve", "ticked": ids(three)})
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?view=unassigned&q=widget")
    assert Submission.objects.filter(status="resolved").count() == 3


def test_spam_is_asked_about_first(ada, three):
    asked = ada.posts(BULK, move="mark_as_spam", ticked=ids(three[:2]))

    assert not Submission.objects.filter(status="spam").exists()
    assert asked.title.startswith("Mark as spam 2 submissions")
    for submission in three[:2]:
        assert submission.reference in asked.text
    assert three[2].reference not in asked.text
    page = confirm(ada, asked)
    assert page.messages == ["2 submissions put away as spam."]
    assert Submission.objects.filter(status="spam").count() == 2


@pytest.mark.parametrize("move", ["mark_as_spam", "reply", "move"])
def test_what_is_asked_can_be_left(ada, three, move):
    asked = ada.posts(f"{BULK}?view=unassigned", move=move, ticked=ids(three))
    assert asked.link("Go back and change nothing") == f"{LIST}?view=unassigned"
    assert not Submission.objects.exclude(version=1).exists()


def test_what_is_asked_names_nothing_of_other_teams(ada, gadgets):
    foreign = SubmissionFactory(queue=gadgets)
    asked = ada.posts(BULK, move="mark_as_spam", ticked=[foreign.pk])
    assert foreign.reference not in asked.text
    assert "None of those that you ticked is in your queues." in asked.text
    assert not asked.soup.select("main form button")


def test_they_are_assigned_to_a_colleague_of_ones_own(ada, lead, stranger, three):
    asked = ada.posts(BULK, move="assign", ticked=ids(three))
    options = [option.get_text() for option in asked.field("assignee").select("option")]
    assert options == ["Nobody", "Ada Okoro", "Lena Lead"]
    page = confirm(ada, asked, assignee=stranger.user.pk)
    assert "not one of the available choices" in page.problem
    page = confirm(ada, page, assignee=lead.user.pk)
    assert page.messages == ["3 submissions assigned to Lena Lead."]
    assert Submission.objects.filter(assignee=lead.user).count() == 3


def test_they_are_moved_and_are_out_of_sight(ada, three, gadgets):
    QueueFactory(name="Old team", active=False)
    asked = ada.posts(BULK, move="move", ticked=ids(three[:2]))
    assert "Old team" not in asked.text
    page = confirm(ada, asked, queue=gadgets.pk, reason="Wrong address")
    assert page.messages == ["2 submissions moved to Gadgets."]
    assert page.references == [three[2].reference]


def test_they_are_tagged_and_untagged(ada, three):
    tag = TagFactory(name="school visit")
    page = confirm(ada, ada.posts(BULK, move="tag", ticked=ids(three)), tag=tag.pk)
    assert page.messages == ["3 submissions tagged “school visit”."]
    page = confirm(ada, ada.posts(BULK, move="untag", ticked=ids(three[:1])), tag=tag.pk)
    assert page.messages == ["1 submission no longer tagged “school visit”."]
    assert tag.submissions.count() == 2


def test_each_sender_is_replied_to(ada, three, deliver_outbox):
    asked = ada.posts(BULK, move="reply", ticked=ids(three))
    asked = confirm(ada, asked, text=" ")
    assert "Write the reply." in asked.problem
    assert asked.title.startswith("Error: ")
    page = confirm(ada, asked, text="It is mended.", then="wait")
    assert page.messages == ["3 submissions replied to."]
    assert Submission.objects.filter(status="waiting").count() == 3
    assert {email["To"] for email in deliver_outbox()} == {each.sender_email for each in three}


def test_a_canned_reply_goes_to_each_sender_and_only_ones_own_teams_are_offered(ada, three, widgets, gadgets):
    own, foreign = (
        ReplyTemplate.objects.create(name=queue.name, text="About {{ reference }}.", queue=queue)
        for queue in (widgets, gadgets)
    )
    asked = ada.posts(BULK, move="reply", ticked=ids(three))
    assert {each.get("value") for each in asked.field("template").select("option")} >= {"", str(own.pk)}
    assert str(foreign.pk) not in {each.get("value") for each in asked.field("template").select("option")}

    page = confirm(ada, asked, template=str(own.pk), text="", then="resolve")

    assert page.messages == ["3 submissions replied to."]
    for each in three:
        assert each.messages.get(kind="reply").text.startswith(f"About {each.reference}.")


def test_what_was_refused_is_said_with_its_reason(ada, three, gadgets):
    Submission.objects.filter(pk=three[0].pk).update(status="resolved")
    foreign = SubmissionFactory(queue=gadgets)

    page = ada.posts(BULK, move="resolve", ticked=ids([*three, foreign]))

    said, refused = page.messages
    assert said == "2 submissions resolved."
    assert f"2 submissions not changed. {three[0].reference}: This cannot be done" in refused
    assert "1 submission not in your queues." in refused
    assert foreign.reference not in page.text


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"move": "resolve"},
        {"ticked": "own"},
        {"move": "reopen", "ticked": "own"},
        {"move": "resolve", "ticked": "x"},
        {"move": "resolve", "ticked": "-1"},
        {"move": "resolve", "ticked": "0"},
        {"move": "resolve", "ticked": "9" * 25},
        {"move": "resolve", "ticked": "0" * 19 + "1" + "9" * 30},
        {"move": "resolve", "ticked": "\0"},
        {"move": "resolve", "ids": ",,x,"},
    ],
)
def test_what_makes_no_sense_changes_nothing(ada, three, posted):
    if posted.get("ticked") == "own":
        posted = {**posted, "ticked": three[0].pk}
    page = ada.posts(BULK, **posted)
    assert page.messages == [NOTHING]
    assert not Submission.objects.exclude(version=1).exists()


class TestAllThatMatch:
    """Not only the ticked ones, but the whole list, up to a thousand."""

    @pytest.fixture(autouse=True)
    def two_a_page(self, monkeypatch):
        monkeypatch.setattr(worklist, "PAGE_SIZE", 2)

    def test_the_list_is_taken_with_its_filters(self, ada, three, widgets, gadgets):
        SubmissionFactory(queue=gadgets)
        other = SubmissionFactory(queue=widgets, priority=40)
        page = ada.lists("priority=20")
        assert "Take all 3 that match" in page.part(".take-all")
        page = ada.posts(f"{BULK}?priority=20", move="resolve", all="on")
        assert page.messages == ["3 submissions resolved."]
        other.refresh_from_db()
        assert other.status == "new"

    def test_there_is_an_end(self, ada, three, monkeypatch):
        monkeypatch.setattr(bulk, "AT_MOST", 2)
        assert "Take the first 2 that match" in ada.lists().part(".take-all")
        assert ada.posts(BULK, move="resolve", all="on").messages == ["2 submissions resolved."]

    def test_it_is_not_offered_where_the_page_shows_all(self, ada, widgets):
        SubmissionFactory(queue=widgets)
        assert not ada.lists().soup.select(".take-all")


class TestLongJobs:
    """More than are done while the person waits: a job with a page of its own."""

    @pytest.fixture(autouse=True)
    def long(self, monkeypatch):
        monkeypatch.setattr(bulk, "AT_ONCE", 1)

    def test_many_are_asked_about_whatever_is_done_and_followed_on_a_page(self, ada, three):
        asked = ada.posts(f"{BULK}?view=unassigned", move="resolve", ticked=ids(three))
        assert asked.title.startswith("Resolve 3 submissions")
        page = confirm(ada, asked, f"{BULK}?view=unassigned")
        job = BulkJob.objects.get()
        assert page.part("h1") == "3 submissions to be resolved"
        assert page.part(".progress p").startswith("At work … 0 of 3 resolved.")
        assert page.link("ask again") == f"{BULK}{job.pk}/"
        assert page.soup.progress["value"] == "0"

        Submission.objects.filter(pk=three[1].pk).update(status="spam")
        bulk.run(job.pk)

        page = ada.opens(f"{BULK}{job.pk}/")
        assert page.part(".progress p") == "Finished. 2 of 3 resolved, 1 not changed."
        failures = page.part(".failures")
        assert failures.startswith(three[1].reference)
        assert "a submission that is spam" in failures
        assert page.link("Back to the list") == f"{LIST}?view=unassigned"
        assert page.soup.select("[data-finished]")
        assert "2 of 3 resolved, 1 not changed" in ada.opens(BULK).text

    def test_htmx_gets_what_changes_of_the_page_only(self, ada, three):
        job = start(ada, three)
        response = ada.client.get(f"{BULK}{job.pk}/", headers={"HX-Request": "true"})
        assert b"<html" not in response.content
        assert b"0 of 3 resolved" in response.content

    def test_it_is_stopped(self, ada, three):
        job = start(ada, three)
        page = ada.posts(f"{BULK}{job.pk}/")
        assert page.part(".progress p") == "Finished. 0 of 3 resolved, 3 not changed."
        bulk.run(job.pk)
        assert not Submission.objects.filter(status="resolved").exists()

    def test_nobody_else_sees_it(self, ada, lead, administrator, three):
        job = start(ada, three)
        for other in (lead, administrator):
            assert other.client.get(f"{BULK}{job.pk}/").status_code == 404
            assert other.client.post(f"{BULK}{job.pk}/").status_code == 404
            assert "Nothing yet." in other.opens(BULK).text

    def test_what_is_not_ones_own_any_more_is_not_named(self, ada, three):
        job = start(ada, three)
        bulk.stop(job)
        MembershipFactory(user=ada.user)
        ada.user.queue_memberships.filter(queue=three[0].queue).delete()
        page = ada.opens(f"{BULK}{job.pk}/")
        assert page.status == 200
        assert three[0].reference not in page.text


def start(colleague, submissions) -> BulkJob:
    return bulk.start(
        move=BulkMove.RESOLVE, submission_ids=ids(submissions), actor=colleague.user, said="resolved"
    )
