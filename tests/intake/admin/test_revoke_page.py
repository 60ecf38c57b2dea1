"""Revoking the sender's links from a submission's page."""

import pytest

from intake import tracking
from intake.models import Auditor
from tests.factories import SubmissionFactory
from tests.intake.admin.staff import url_of
from tests.intake.admin.test_page_queries import same

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(queue=widgets, sender_email="jo@example.com")


def test_a_button_revokes_them_after_it_was_said_what_that_means(ada, submission):
    tracking.new_link(submission)
    address = ada.opens(url_of(submission)).link("Revoke the sender’s links")

    page = ada.opens(address)
    assert "1 link to this submission works now." in page.text
    assert "It is sent to jo@example.com." in page.text

    page = ada.posts(address)
    assert page.messages == ["The sender’s link is revoked. They can ask for a new one."]
    assert "The sender’s links revoked" in page.text
    assert "There is nothing to revoke" in ada.opens(address).text
    assert "There is no link that works" in ada.posts(address).text


def test_a_stranger_and_an_auditor_revoke_nothing(stranger, lead, submission):
    link = tracking.new_link(submission)
    address = f"/admin/intake/submission/{submission.pk}/revoke-links/"
    Auditor.objects.create(user=lead.user)

    assert stranger.opens(address).status == 404
    assert stranger.client.post(address).status_code == 404
    assert lead.client.post(address).status_code == 403
    assert not lead.opens(url_of(submission)).says_link("Revoke the sender’s links")
    assert tracking.submission_for(link.rstrip("/").rsplit("/", 1)[1])


def test_it_asks_as_often_however_many_links_there_are(ada, submission):
    def more() -> None:
        for _ in range(5):
            tracking.new_link(submission)

    more()
    same(ada, f"/admin/intake/submission/{submission.pk}/revoke-links/", more, 8)
