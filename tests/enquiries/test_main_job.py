"""The main job from end to end: sent, routed, acknowledged, told to the team, listed, answered by email.

For the four types that the site comes with, and for a fifth that an administrator makes in the admin.
"""

import datetime as dt

import pytest
import time_machine

from enquiries.models import EnquiryType
from intake.models import Message, Queue, Submission
from intake.sla import LONDON
from tests.enquiries.test_first_types import ANSWERS, SENDER
from tests.enquiries.visitor import Visitor
from tests.factories import MembershipFactory, SchoolFactory, UserFactory
from tests.intake.admin.staff import Colleague

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tuesday_morning():
    with time_machine.travel(dt.datetime(2026, 11, 24, 10, tzinfo=LONDON), tick=False):
        yield


@pytest.fixture
def administrator() -> Colleague:
    return Colleague(UserFactory(administrator=True))


@pytest.fixture
def halls(administrator) -> str:
    """A fifth type, made in the admin with a question of its own; its slug."""
    add = "/admin/enquiries/enquirytype/add/"
    managed = {
        f"{prefix}-{field}": value
        for prefix, total in (("questions", 1), ("notices", 0))
        for field, value in (("TOTAL_FORMS", total), ("INITIAL_FORMS", 0))
    }
    page = administrator.posts(
        add,
        **managed,
        **{
            "name": "Hall hire",
            "slug": "hall-hire",
            "active": "on",
            "position": "50",
            "usual_queue": Queue.objects.get(slug="general").pk,
            "summary": "Hire a hall for a meeting.",
            "questions-0-position": "10",
            "questions-0-name": "hall",
            "questions-0-label": "Which hall?",
            "questions-0-kind": "one_of",
            "questions-0-required": "on",
            "questions-0-choices": "tomlinson | Tomlinson Centre\nother | Another one",
        },
    )
    assert page.status == 200
    return EnquiryType.objects.get(name="Hall hire").slug


def does_its_main_job(slug: str, queue_slug: str, answers: dict[str, str], emails_sent) -> None:
    """Hold that an enquiry of one type goes all the way there and back."""
    SchoolFactory(urn=900253, name="Medlar Lock Primary School")
    queue = Queue.objects.get(slug=queue_slug)
    ada = Colleague(MembershipFactory(queue=queue, user=UserFactory(email="ada@example.org")).user)

    confirmation = Visitor(EnquiryType.objects.get(slug=slug)).goes_through(answers)

    submission = Submission.objects.get()
    assert submission.reference in confirmation.soup.select_one(".govuk-panel__body").text
    assert submission.queue == queue
    acknowledgement, alert = sorted(emails_sent(), key=lambda email: email["To"], reverse=True)
    assert (acknowledgement["To"], alert["To"]) == ("jo@example.com", "ada@example.org")
    assert submission.reference in acknowledgement["Subject"]
    assert submission.reference in alert["Subject"]
    listed = ada.lists("view=unassigned")
    assert listed.soup.select_one("tbody th a").text == submission.reference

    ada.acts(submission, "reply_and_resolve", text="Here is what you asked for.")

    reply = next(email for email in emails_sent() if email["Auto-Submitted"] == "no")
    assert (reply["To"], reply["Reply-To"] or "") == ("jo@example.com", queue.reply_to)
    assert "Here is what you asked for." in reply.get_body(("plain",)).get_content()
    submission.refresh_from_db()
    assert submission.status == "resolved"
    assert not Message.objects.exclude(state="sent")


@pytest.mark.parametrize("slug", sorted(ANSWERS))
def test_each_of_the_four_types_does_it(slug, deliver_outbox):
    does_its_main_job(slug, slug, ANSWERS[slug], deliver_outbox)


def test_a_fifth_type_made_in_the_admin_does_it(halls, deliver_outbox):
    does_its_main_job(halls, "general", SENDER | {"hall": "tomlinson"}, deliver_outbox)
