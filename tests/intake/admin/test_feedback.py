"""What staff see of a sender's feedback: on the submission's page and among the figures."""

import pytest
from django.utils import timezone

from intake import feedback
from tests.factories import FeedbackFactory, SubmissionFactory
from tests.intake.admin.staff import url_of

pytestmark = pytest.mark.django_db

FIGURES = "/admin/intake/submission/figures/"


@pytest.fixture
def submission(widgets):
    return SubmissionFactory(queue=widgets, status="resolved", resolved_at=timezone.now())


def test_a_submissions_page_says_what_its_sender_says(ada, submission):
    feedback.give(submission_id=submission.pk, rating=2, comment="Answer <b>sooner</b>.")

    page = ada.opens(url_of(submission))

    assert "Feedback Dissatisfied (2 of 5), today at" in page.part(".facts")
    assert "Answer <b>sooner</b>." in page.part(".facts")
    assert "Feedback from the sender" in page.part(".timeline")
    assert "Resolved" in page.part(".facts")


def test_a_page_without_any_says_nothing_of_it(ada, submission):
    assert "Feedback" not in ada.opens(url_of(submission)).text


def test_the_figures_have_a_table_and_the_comments(ada, submission):
    FeedbackFactory(submission=submission, rating=5, comment="Nothing, it was quick.")

    page = ada.opens(FIGURES)

    assert "100.0 %" in page.part(".summary")
    comments = page.part(".comments")
    assert f"{submission.reference} Very satisfied" in comments
    assert "Nothing, it was quick." in comments
    assert page.link(submission.reference) == url_of(submission)
    rows = ada.client.get(f"{FIGURES}feedback.csv").getvalue().decode("utf-8-sig").splitlines()
    assert rows == [
        'Queue,Resolved,Answers,"Answered, %","Satisfied, %",Average of 5',
        "Widgets,1,1,100.0,100.0,5.0",
    ]


def test_who_is_not_in_its_queue_sees_nothing_of_it(stranger, submission):
    FeedbackFactory(submission=submission, rating=1, comment="SECRET")

    assert "SECRET" not in stranger.opens(FIGURES).text
    assert "SECRET" not in stranger.opens(url_of(submission)).text
