"""The page on which staff read what came by email."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.models import InboundEmail, Submission
from tests.factories import UserFactory
from tests.intake.inbound.conftest import REPLY
from tests.intake.inbound.test_corpus import CORPUS

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

HTML = f"""From: Sam Green <sam.green@example.net>
To: widgets@example.org
In-Reply-To: <{REPLY}@portal.example.org>
Content-Type: text/html; charset=utf-8

<h1>Hello</h1><p onclick="x()">It is <b>here</b>.<script>alert(1)</script><img src="https://t.example.net/x.gif">
<a href="javascript:x()">bad</a> <a href="https://school.example.org/">good</a></p>"""


@pytest.fixture
def ada() -> Client:
    """The browser of a colleague of the queue."""
    client = Client()
    client.force_login(UserFactory(administrator=True))
    return client


def page_of(submission: Submission, browser: Client) -> BeautifulSoup:
    url = reverse("admin:intake_submission_change", args=[submission.pk])
    return BeautifulSoup(browser.get(url).content, "lxml")


def test_a_reply_is_in_the_conversation_with_its_files(submission, arrives, ada) -> None:
    arrives((CORPUS / "reply-outlook-web.eml").read_bytes())
    message = page_of(submission, ada).select_one(".message-in")
    assert "From the sender" in message.text
    assert "It’s still broken." in message.select_one(".message-text").text
    assert "Where is the widget now?" in message.select_one("details").text
    assert [link.text for link in message.select("a[href^='/admin/']")][:2] == [
        "Download invoice.pdf",
        "Download the email as it came",
    ]


def test_who_is_not_the_sender_is_said_to_be_another(submission, arrives, ada) -> None:
    arrives(HTML)
    head = page_of(submission, ada).select_one(".message-in .message-head")
    assert "From sam.green@example.net (not the sender’s address)" in head.text


def test_nothing_of_an_emails_html_runs_or_is_fetched(submission, arrives, ada) -> None:
    arrives(HTML)
    whole = page_of(submission, ada).select_one(".message-in details")
    assert not whole.select("script, img, [onclick], [style], h1")
    assert [link.get("href") for link in whole.select("a")] == [None, "https://school.example.org/"]
    assert whole.select("a")[1]["rel"] == ["noopener", "noreferrer", "nofollow"]


def test_an_email_is_downloaded_as_it_came(submission, arrives, ada) -> None:
    raw = (CORPUS / "smime-encrypted.eml").read_bytes()
    record = arrives(raw)
    link = page_of(record.submission, ada).find("a", string="Download the email as it came")
    response = ada.get(link["href"])
    assert b"".join(response.streaming_content) == raw
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_email_of_another_queue_cannot_be_downloaded(submission, arrives) -> None:
    arrives(HTML)
    url = reverse("admin:intake_submission_email", args=[InboundEmail.objects.get().uuid])
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(url).status_code == 404


def test_the_page_takes_as_many_queries_for_ten_emails_as_for_two(submission, arrives, ada) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page_of(submission, ada)
        return len(captured)

    mixed = (CORPUS / "reply-outlook-web.eml").read_bytes()
    for _ in range(2):
        arrives(mixed)
    few = queries()
    for _ in range(3):
        arrives(mixed)
    for number in range(5):
        arrives(HTML.replace("sam", f"sam{number}"))
    assert queries() == few


def test_administrators_see_what_became_of_every_email(submission, arrives, ada) -> None:
    arrives(HTML)
    arrives(HTML.replace("widgets@", "nobody@").replace(REPLY, "x"))
    url = reverse("admin:intake_inboundemail_changelist")
    page = BeautifulSoup(ada.get(url).content, "lxml")
    rows = [row.text for row in page.select("#result_list tbody tr")]
    assert ["to no queue's address: ignored" in rows[0], submission.reference in rows[1]] == [True, True]
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(url).status_code == 403


def test_the_list_takes_as_many_queries_for_many_as_for_one(submission, arrives, ada) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            ada.get(reverse("admin:intake_inboundemail_changelist"))
        return len(captured)

    arrives(HTML)
    one = queries()
    for number in range(8):
        arrives(HTML.replace("sam", f"sam{number}"))
    assert queries() == one
