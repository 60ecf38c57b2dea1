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
from tests.intake.admin.staff import Colleague, fields_of

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
    types = "/admin/enquiries/enquirytype/"
    administrator.posts(
        f"{types}add/",
        name="Hall hire",
        slug="hall-hire",
        active="on",
        position="50",
        usual_queue=Queue.objects.get(slug="general").pk,
        summary="Hire a hall for a meeting.",
    )
    made = EnquiryType.objects.get(name="Hall hire")
    add = f"{types}{made.pk}/form/question/add/?kind=one_of"
    page = administrator.opens(add)
    question = fields_of(page.soup.select_one("form.part-form")) | {
        "label": "Which hall?",
        "name": "hall",
        "choices": "tomlinson | Tomlinson Centre\nother | Another one",
    }
    page = administrator.posts(add, **question)
    publish = fields_of(page.soup.select_one("form.publish-form")) | {"when": "now"}
    page = administrator.posts(f"{types}{made.pk}/form/publish/", **publish)
    assert page.status == 200
    return made.slug


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
