"""No page of the staff has an inline script or style: the content security policy would refuse it."""

import re

import pytest

from intake.models import Submission
from tests.factories import (
    AttachmentFactory,
    MessageFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    TagFactory,
    TimelineEntryFactory,
)
from tests.intake.admin.staff import LIST, Colleague, url_of

pytestmark = pytest.mark.django_db

INLINE = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script without an address": re.compile(r"<script\b(?![^>]*\ssrc\s*=)", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE),
    "a script as an address": re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE),
}


@pytest.fixture
def submission(widgets) -> Submission:
    """One with everything that a page can show."""
    made = SubmissionFactory(queue=widgets, priority=40)
    for kind, direction in (("reply", "out"), ("note", "internal"), ("inbound", "in"), ("alert", "out")):
        MessageFactory(submission=made, kind=kind, direction=direction, state="failed", last_error="No")
    TimelineEntryFactory(submission=made)
    AttachmentFactory(submission=made)
    made.tags.add(TagFactory())
    return made


def inline(response) -> list[str]:
    """What of a page its policy would refuse."""
    page = response.content.decode()
    return [what for what, pattern in INLINE.items() if pattern.search(page)]


def test_the_search_for_it_finds_it():
    class Bad:
        content = b"<style>a</style><p STYLE='a'><script>a</script><a href=\"javascript:a\" onclick=a>"

    assert inline(Bad) == list(INLINE)


@pytest.mark.security("URLs")
@pytest.mark.parametrize(
    "url",
    [
        "/admin/",
        "/admin/intake/",
        "/admin/password_change/",
        LIST,
        f"{LIST}?view=everything&q=widget",
        f"{LIST}?queue=x&kind=y",
        f"{LIST}123456/change/",
        "/admin/intake/queue/",
        "/admin/intake/queue/add/",
        "/admin/intake/queue/{queue}/change/",
        "/admin/intake/queue/{queue}/history/",
        "/admin/intake/queue/{queue}/team/?q=a",
        "/admin/invitation/MQ/c0ffee-0/",
        "/admin/intake/routingrule/",
        "/admin/intake/routingrule/add/",
        "/admin/intake/routingrule/try/",
        "/admin/intake/routingrule/try/?kind=press",
        "/admin/intake/routingrule/try/?reference={reference}",
        "/admin/intake/routingrule/replay/",
        "/admin/intake/routingrule/{rule}/change/",
        "/admin/intake/routingrule/{rule}/delete/",
        "/admin/intake/routingrule/{rule}/history/",
        "/admin/intake/tag/",
        "/admin/intake/tag/add/",
        "/admin/auth/user/",
        "/admin/auth/user/?q=a",
        "/admin/auth/user/add/",
        "/admin/auth/user/{user}/change/",
        "/admin/auth/user/{user}/password/",
        "/admin/auth/user/{user}/delete/",
        "/admin/auth/user/{user}/history/",
        "/admin/enquiries/enquirytype/",
        "/admin/enquiries/enquirytype/add/",
        "/admin/enquiries/enquirytype/1/history/",
        "/admin/enquiries/enquirytype/1/preview/",
        "/admin/enquiries/school/",
    ],
)
def test_pages(administrator, submission, url):
    rule = RoutingRuleFactory(queue=submission.queue)
    RoutingConditionFactory(rule=rule)
    response = administrator.client.get(
        url.format(
            queue=submission.queue_id,
            rule=rule.pk,
            user=administrator.user.pk,
            reference=submission.reference,
        )
    )
    assert response.status_code in (200, 404)
    assert inline(response) == []
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("status", ["new", "resolved", "spam"])
def test_a_submissions_page(ada, submission, status):
    Submission.objects.update(status=status)
    assert inline(ada.client.get(url_of(submission))) == []


def test_pages_that_answer_a_post(ada, submission):
    for url, fields in (
        (url_of(submission), {"action": "reply", "text": "", "version": 1}),
        (url_of(submission), {"action": "reply", "text": "Hello", "version": 7}),
        (url_of(submission), {"action": "move", "queue": "x", "version": 1}),
        (LIST, {"move": "mark_as_spam", "ticked": submission.pk}),
    ):
        response = ada.client.post(url, fields)
        assert response.status_code == 200
        assert inline(response) == []


def test_signing_in_and_out(client, ada):
    assert inline(client.get("/admin/login/")) == []
    assert inline(client.post("/admin/login/", {"username": "ada", "password": "wrong"})) == []
    assert inline(Colleague(ada.user).client.post("/admin/logout/")) == []
