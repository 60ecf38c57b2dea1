"""Feedback once something is resolved: the email and the page that ask, who may answer, what staff see."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from intake import feedback, merging, senders, tracking, triage, undo, workflow
from intake.models import Feedback, Message, Submission, TimelineEntry, TrackingToken
from tests.enquiries.visitor import Page
from tests.factories import QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

JO = "jo@example.com"


@pytest.fixture
def ada() -> User:
    return UserFactory(administrator=True)


@pytest.fixture
def submission() -> Submission:
    """A submission that was resolved a moment ago."""
    return SubmissionFactory(sender_email=JO, status="resolved", resolved_at=timezone.now())


@pytest.fixture
def path(submission) -> str:
    """The path of the form."""
    return path_of(submission)


def path_of(submission: Submission) -> str:
    return urlsplit(tracking.new_link(submission)).path + "feedback/"


def say(client: Client, path: str, rating: object = 4, comment: str = "Answer sooner."):
    return client.post(path, {"rating": rating, "comment": comment})


def said() -> list[tuple[int, str]]:
    return list(Feedback.objects.order_by("pk").values_list("rating", "comment"))


def chosen(page: Page) -> list[str]:
    return [radio["value"] for radio in page.soup.select("input[type=radio][checked]")]


def test_one_click_from_the_email_the_sender_says_how_it_was(client, ada, deliver_outbox):
    submission = SubmissionFactory(sender_email=JO, status="open")
    triage.reply(submission_id=submission.pk, actor=ada, text="It is mended.", then="resolve")
    email = deliver_outbox()[-1].get_body(("plain",)).get_content()
    link = re.search(r"^Satisfied: (\S+)$", email, re.MULTILINE)[1]

    page = Page(client.get(link.removeprefix("http://portal.example.org")))
    assert page.soup.h1.text == "How did we do?"
    assert chosen(page) == ["4"]
    answer = say(client, urlsplit(link).path)

    assert answer.status_code == 303
    assert "Thank you for your feedback" in Page(client.get(answer["Location"])).text
    assert said() == [(4, "Answer sooner.")]
    submission.refresh_from_db()
    entry = submission.timeline.latest("pk")
    assert (submission.status, entry.event, entry.text) == ("resolved", "feedback", "4 of 5, with a comment")


@pytest.mark.parametrize(("then", "asks"), [("reply", False), ("wait", False), ("resolve", True)])
def test_only_the_reply_that_resolves_asks(ada, then, asks):
    submission = SubmissionFactory(sender_email=JO, status="open")
    message = triage.reply(submission_id=submission.pk, actor=ada, text="Yes.", then=then)

    for body in (message.text, message.html):
        assert ("How did we do?" in body) is asks
        assert body.count("feedback/?rating=") == (5 if asks else 0)


def test_staff_do_not_see_the_senders_key_in_the_links(ada):
    submission = SubmissionFactory(sender_email=JO, status="open")
    message = triage.reply(submission_id=submission.pk, actor=ada, text="Yes.", then="resolve")

    shown = tracking.without_links(message.text)

    assert "/track/" not in shown
    assert "\nVery satisfied: (the sender’s own tracking link)\n" in shown


def test_who_is_sent_no_email_is_asked_by_the_tracking_page(client, ada):
    submission = SubmissionFactory(sender_email=JO, status="open")
    path = path_of(submission)
    triage.resolve(submission_id=submission.pk, actor=ada)

    page = Page(client.get(path.removesuffix("feedback/")))

    assert page.soup.find("a", string="Tell us how we did")["href"] == path
    assert not Message.objects.exists()


def test_who_says_that_it_is_solved_is_asked_at_once(client):
    submission = SubmissionFactory(sender_email=JO, status="open")
    path = path_of(submission)

    answer = client.post(path.replace("feedback", "solved"), {"text": ""})

    assert Page(client.get(answer["Location"])).soup.find("a", string="Tell us how we did")


def test_said_twice_it_is_kept_once(client, submission, path):
    say(client, path)
    at = Feedback.objects.get().at
    assert say(client, path).status_code == 303

    assert said() == [(4, "Answer sooner.")]
    assert Feedback.objects.get().at == at
    assert submission.timeline.count() == 1


def test_it_can_be_changed_and_staff_see_that(client, submission, path):
    say(client, path)
    page = Page(client.get(path))
    assert chosen(page) == ["4"]
    assert page.control("comment").text.strip() == "Answer sooner."
    assert "You can change it here." in page.text

    # Another answer of the email is chosen, and nothing that was typed is lost.
    assert chosen(Page(client.get(f"{path}?rating=1"))) == ["1"]
    say(client, path, 1)

    assert said() == [(1, "Answer sooner.")]
    texts = [entry.text for entry in submission.timeline.filter(event="feedback")]
    assert texts == ["4 of 5, with a comment", "1 of 5, with a comment (changed)"]
    link = Page(client.get(path.removesuffix("feedback/"))).soup.find("a", string="Change your feedback")
    assert link["href"] == path


def test_the_comment_may_be_left_out(client, path):
    say(client, path, 5, "  ")
    assert said() == [(5, "")]
    assert TimelineEntry.objects.get().text == "5 of 5"


@pytest.mark.parametrize("rating", ["", "0", "6", "4.5", "good", "\0"])
def test_what_is_no_answer_is_said_and_the_comment_kept(client, path, rating):
    page = Page(say(client, path, rating))

    assert (page.status, len(page.errors())) == (422, 1)
    assert page.title.startswith("Error: ")
    assert page.control("comment").text.strip() == "Answer sooner."
    assert said() == []


def test_a_comment_that_is_too_long_is_said_and_kept(client, path):
    page = Page(say(client, path, 4, "x" * 2001))

    assert page.status == 422
    assert "2,000 characters or fewer" in page.errors()[0]
    assert chosen(page) == ["4"]


@pytest.mark.parametrize("rating", ["9", "", "<b>", "4&rating=x"])
def test_a_link_that_names_no_answer_chooses_none(client, path, rating):
    page = Page(client.get(f"{path}?rating={rating}"))
    assert (page.status, chosen(page)) == (200, [])


def test_opening_it_ten_times_from_the_email_stores_nothing(client, submission, path):
    for rating in range(1, 6):
        for _ in range(10):
            assert client.get(f"{path}?rating={rating}").status_code == 200
            assert client.head(f"{path}?rating={rating}").status_code == 200

    submission.refresh_from_db()
    assert (said(), submission.version, submission.timeline.count()) == ([], 1, 0)
    assert client.put(path).status_code == 405


@pytest.mark.parametrize("how", ["guessed", "expired", "revoked"])
def test_a_link_that_opens_nothing_stores_nothing_and_gives_the_text_back(client, path, how):
    if how == "guessed":
        path = path.replace("/feedback/", "x/feedback/")
    else:
        past = timezone.now() - dt.timedelta(minutes=1)
        TrackingToken.objects.update(**{"expires_at" if how == "expired" else "revoked_at": past})

    assert client.get(path).status_code == 404
    page = Page(say(client, path))

    assert page.status == 404
    assert "Answer sooner." in page.text
    assert said() == []


def test_somebody_elses_link_is_for_their_own_submission_alone(client, submission):
    other = SubmissionFactory(status="resolved", resolved_at=timezone.now())

    client.post(path_of(other), {"rating": 1, "submission": submission.pk, "queue": submission.queue_id})

    assert Feedback.objects.get().submission == other


@pytest.mark.parametrize("status", ["new", "open", "waiting", "withdrawn", "spam"])
def test_what_is_not_resolved_takes_none_and_gives_the_text_back(client, submission, path, status):
    Submission.objects.update(status=status)

    assert Page(client.get(path)).soup.h1.text == "You cannot give feedback now"
    page = Page(say(client, path))

    assert page.status == 422
    assert "Answer sooner." in page.text
    assert said() == []
    assert "Tell us how we did" not in Page(client.get(path.removesuffix("feedback/"))).text


@pytest.mark.parametrize(("days", "takes"), [(27, True), (29, False)])
def test_it_is_taken_within_28_days(client, submission, path, days, takes):
    with time_machine.travel(timezone.now() + dt.timedelta(days=days), tick=False):
        asked = "Tell us how we did" in Page(client.get(path.removesuffix("feedback/"))).text
        say(client, path)

    assert asked is takes
    assert bool(said()) is takes


def test_the_link_of_what_was_merged_is_for_the_one_that_was_kept(client, ada):
    queue = QueueFactory()
    kept, again = SubmissionFactory.create_batch(2, queue=queue, sender_email=JO, status="open")
    path = path_of(again)
    merging.merge(keep_id=kept.pk, merge_id=again.pk, actor=ada)
    assert say(client, path).status_code == 422
    triage.resolve(submission_id=kept.pk, actor=ada)

    say(client, path)

    assert Feedback.objects.get().submission == kept


def test_what_was_opened_again_keeps_it_and_may_change_it_once_it_is_resolved_again(
    client, ada, submission, path
):
    say(client, path, 1, "It is not mended.")
    senders.write(submission_id=submission.pk, text="It is not mended.", author_email=JO)
    with pytest.raises(workflow.MoveNotAllowed):
        feedback.give(submission_id=submission.pk, rating=5)
    triage.resolve(submission_id=submission.pk, actor=ada)

    say(client, path, 5, "")

    assert said() == [(5, "")]


def test_a_reply_that_was_taken_back_asks_nobody(client, ada):
    submission = SubmissionFactory(sender_email=JO, status="open")
    path = path_of(submission)
    triage.reply(submission_id=submission.pk, actor=ada, text="Done.", then="resolve", undo_seconds=60)
    undo.take_back(submission_id=submission.pk, actor=ada)

    assert Page(client.get(path)).soup.h1.text == "You cannot give feedback now"


def test_no_other_rating_can_be_stored(submission):
    for rating in (0, 6):
        with pytest.raises(IntegrityError), transaction.atomic():
            Feedback.objects.create(submission=submission, rating=rating)


def test_what_is_written_is_not_logged(client, path, caplog):
    caplog.set_level("DEBUG")
    say(client, path, 2, "PRIVATE WORDS")
    assert "PRIVATE WORDS" not in caplog.text


def test_the_page_is_kept_out_of_caches_and_search_engines(client, path):
    for response in (client.get(path), client.get(path.replace("/feedback/", "x/feedback/"))):
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
