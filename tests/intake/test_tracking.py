"""Following a submission: asking for a link, and the page that it opens."""

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import link_requests, progress, references, tracking, triage
from intake.models import LinkRequest, Message, Submission, TrackingToken
from intake.submissions import Answer, Incoming, Sender, receive
from intake.tasks import answer_link_request, sweep_link_requests
from tests.enquiries.visitor import Page
from tests.factories import MessageFactory, QueueFactory, SubmissionFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)


@pytest.fixture
def submission():
    """A submission of somebody who gave an email address."""
    return SubmissionFactory(sender_email="jo@example.com")


@pytest.fixture
def follow(client):
    """A function that opens a submission's tracking page by a new link."""

    def opened(submission: Submission) -> Page:
        return Page(client.get(_path(tracking.new_link(submission))))

    return opened


def ask(client, submission: Submission, **other: str):
    """Ask for a link."""
    answer = client.post(
        "/track/", {"reference": submission.reference, "email": submission.sender_email} | other
    )
    link_requests.answer_pending()
    return answer


def _path(link: str) -> str:
    return link.removeprefix("http://portal.example.org")


def test_sender_is_emailed_a_link_that_opens_the_page(client, submission, deliver_outbox):
    answer = ask(client, submission)

    assert (answer.status_code, answer["Location"]) == (303, "/track/sent/")
    email = deliver_outbox()[-1]
    assert email["To"] == "jo@example.com"
    link = re.search(r"http://\S+/track/\S+/", email.get_body(("plain",)).get_content())[0]
    assert Page(client.get(_path(link))).soup.h1.text == submission.reference


@pytest.mark.parametrize(
    "typed", [str.lower, lambda text: f" {text} ", lambda text: text[4:].replace("-", " ")]
)
def test_reference_is_understood_however_it_is_typed(client, submission, typed):
    ask(client, submission, reference=typed(submission.reference))

    assert Message.objects.filter(kind=Message.Kind.TRACKING_LINK).count() == 1


@pytest.mark.security("tokens")
@pytest.mark.parametrize(
    "wrong", [{"email": "somebody.else@example.com"}, {"reference": references.new_reference()}]
)
def test_stranger_gets_the_same_answer_and_nothing_is_sent(client, submission, wrong):
    right, asked_by_stranger = ask(client, submission), ask(client, SubmissionFactory(), **wrong)

    assert asked_by_stranger.status_code == right.status_code
    assert asked_by_stranger.content == right.content
    assert asked_by_stranger.headers == right.headers
    assert [message.recipient for message in Message.objects.all()] == ["jo@example.com"]


@pytest.mark.security("tokens")
@pytest.mark.parametrize(
    "wrong", [{"email": "somebody.else@example.com"}, {"reference": references.new_reference()}]
)
def test_what_exists_takes_no_longer_than_what_does_not(client, submission, wrong):
    typed = {"reference": submission.reference, "email": submission.sender_email}
    asked = []
    for post in (typed, typed | wrong):
        with CaptureQueriesContext(connection) as queries:
            client.post("/track/", post)
        # Savepoints are numbered.
        asked.append([re.sub(r"VALUES.*|_x\d+", "", query["sql"]) for query in queries])

    assert asked[0] == asked[1] != []
    assert not any("intake_submission" in sql for sql in asked[0])


@pytest.mark.security("tokens")
def test_only_the_hash_of_a_link_is_kept(submission):
    token = tracking.new_link(submission).split("/")[-2]
    assert len(token) == 32
    assert token not in str(TrackingToken.objects.values().get())


@pytest.mark.security("tokens")
def test_a_link_goes_to_the_address_that_we_know(client, submission):
    """What is the same but for its letters' case to a database may be another mailbox."""
    ask(client, submission, email="JO@EXAMPLE.COM")
    assert Message.objects.get().recipient == "jo@example.com"


@pytest.mark.security("tokens")
def test_spam_is_answered_with_no_link(client, submission):
    Submission.objects.update(status=Submission.Status.SPAM)
    ask(client, submission)
    assert not Message.objects.exists()


@pytest.mark.security("tokens")
def test_one_link_an_hour_however_often_it_is_asked_for(client, submission):
    with time_machine.travel(MONDAY, tick=False) as clock:
        for _ in range(3):
            ask(client, submission)
        assert Message.objects.count() == 1
        clock.shift(dt.timedelta(hours=1))
        ask(client, submission)
        assert Message.objects.count() == 2


def test_a_request_is_answered_once_and_forgotten(client, submission):
    client.post("/track/", {"reference": submission.reference, "email": submission.sender_email})
    request = LinkRequest.objects.get()
    for _ in range(3):
        answer_link_request(request.pk)
    sweep_link_requests()

    assert Message.objects.filter(kind=Message.Kind.TRACKING_LINK).count() == 1
    assert not LinkRequest.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reference": ""}, "Enter your reference"),
        ({"reference": "HLT-4KX"}, "Check the reference"),
        ({"reference": "A" * 60}, "Enter a reference such as"),
        ({"reference": "\0"}, "Null characters are not allowed"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "jo@"}, "Enter an email address in the right form"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(client, submission, wrong, message):
    page = Page(ask(client, submission, **wrong))

    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.errors()[0].startswith(message)
    box = page.control(next(iter(wrong)))
    assert box["aria-invalid"] == "true"
    other = page.control("email" if "reference" in wrong else "reference")
    assert other["value"] in (submission.sender_email, submission.reference)
    assert not Message.objects.exists()


@time_machine.travel(MONDAY, tick=False)
def test_page_says_where_it_stands_and_what_happens_next(follow):
    queue = QueueFactory(
        contact_name="Boat Team", telephone="+442079460123", response_target=2, response_unit="days"
    )
    submission = SubmissionFactory(queue=queue, kind_label="Boat enquiry")

    page = follow(submission)

    assert page.soup.h1.text == submission.reference
    assert page.title.startswith(submission.reference)
    assert "Boat enquiry" in page.text
    assert page.rows()["Where it stands"] == "Received"
    assert page.rows()["Sent to us"] == "Monday 23 November 2026"
    assert "Boat Team will look at it. We aim to reply by 5pm on Wednesday 25 November." in page.text
    assert page.soup.select_one("main a[href^=tel]")["href"] == "tel:+442079460123"


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize(
    ("state", "status", "next_step"),
    [
        ({"status": "open"}, "In progress", "will look at it. We aim to reply by 5pm on Wednesday"),
        (
            {"status": "new", "respond_by": MONDAY - dt.timedelta(days=3)},
            "Received",
            "We aimed to reply by 10am on Friday 20 November. We are sorry that it is taking longer.",
        ),
        (
            {"status": "open", "first_response_at": MONDAY},
            "In progress",
            "We have replied, and are working on it. We aim to be finished by 5pm on Monday 7 December.",
        ),
        ({"status": "waiting"}, "Waiting for you", "We have asked you something"),
        ({"status": "resolved"}, "Closed", "We have dealt with this."),
        ({"status": "spam"}, "Closed", "We have dealt with this."),
        ({"status": "withdrawn"}, "Withdrawn", "You withdrew this."),
    ],
)
def test_every_state_in_plain_words(state, status, next_step):
    told = progress.of(SubmissionFactory(**state))

    assert told.status == status
    assert next_step in told.next_step


@pytest.mark.security("tokens")
def test_page_shows_the_replies_and_nothing_that_staff_keep_among_themselves(follow, submission):
    ada = UserFactory(first_name="Ada", email="ada.private@example.org", administrator=True)
    MessageFactory(submission=submission, kind="alert", recipient="team@example.org", text="ALERT TEXT")
    triage.reply(submission_id=submission.pk, actor=ada, text="We will mend it.\n\nOn Friday.")
    triage.note(submission_id=submission.pk, actor=ada, text="NOTE TEXT")

    page = follow(submission)

    reply = page.soup.select_one(".govuk-summary-card p").text
    assert reply.startswith("We will mend it.\n\nOn Friday.")
    assert "Ada" in reply
    html = page.response.content.decode()
    for secret in (
        "NOTE TEXT",
        "ALERT TEXT",
        "ada.private@example.org",
        "team@example.org",
        "example.org/track/",
    ):
        assert secret not in html


def test_page_shows_what_was_sent_folded_away(follow):
    received = receive(
        Incoming(
            kind="boat",
            kind_label="Boat enquiry",
            subject="A boat",
            sender=Sender(email="jo@example.com"),
            idempotency_key=uuid.uuid4(),
            usual_queue=QueueFactory(),
            answers=[
                Answer("message", "Your message", "long_text", "x", "<b>Two</b>\nlines"),
                Answer("role", "Your role", "short_text", None, ""),
            ],
        )
    )

    details = follow(received).soup.find("details")

    assert "open" not in details.attrs
    assert details.find("summary").text.strip() == "What you sent us"
    assert [cell.text for cell in details.select("dd")] == ["<b>Two</b>\nlines", "Not answered"]


@pytest.mark.security("tokens")
def test_link_stays_out_of_caches_search_engines_and_other_sites_logs(client, submission):
    for link in [tracking.new_link(submission), "/track/unknown/"]:
        response = client.get(_path(link))

        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]
        assert Page(response).soup.select_one("meta[name=robots]")["content"] == "noindex, nofollow"


def test_opening_the_page_changes_nothing_and_asks_little(client, submission):
    path = _path(tracking.new_link(submission))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(path)
        client.head(path)

    assert len(queries) == 10
    assert all(query["sql"].startswith("SELECT") for query in queries)
    assert client.post(path).status_code == 405


@pytest.mark.security("tokens")
@pytest.mark.parametrize("how", ["unknown", "expired", "revoked"])
def test_link_that_opens_nothing_explains_itself(client, submission, how):
    path = _path(tracking.new_link(submission))
    past = timezone.now() - dt.timedelta(minutes=1)
    if how == "unknown":
        path = path[:-3] + "xx/"
    else:
        TrackingToken.objects.update(**{"expires_at" if how == "expired" else "revoked_at": past})

    page = Page(client.get(path))

    assert page.status == 404
    assert page.soup.h1.text == "This link does not work"
    assert "a link works for 90 days" in page.text
    assert page.soup.select_one("main a")["href"] == "/track/"
    assert submission.reference not in page.text
