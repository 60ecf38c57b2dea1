"""The four types of enquiry that the site comes with, as their forms ask and as people fill them in."""

import datetime as dt
from importlib import import_module

import pytest
import time_machine
from django.apps import apps

from enquiries.models import EnquiryType, Question
from intake.models import Submission
from intake.sla import LONDON
from tests.enquiries.visitor import Page, Visitor
from tests.factories import SchoolFactory

pytestmark = pytest.mark.django_db

seeds = import_module("enquiries.migrations.0011_first_rows")

COMMON = {"name": True, "email": True, "telephone": False, "organisation": False}
ENDING = {"message": True, "attachments": False, "privacy": True}
#: What each form asks besides, and whether it must be answered.
QUESTIONS = {
    "press": {
        "outlet": True,
        "role": False,
        "outlet_type": True,
        "deadline": True,
        "request_type": True,
        "school": False,
        "publication_date": False,
        "embargo": False,
        # Asked only of those who say that there is one.
        "embargo_until": True,
    },
    "it-helpdesk": {
        "school_or_service": True,
        "role": True,
        "impact": True,
        "service": True,
        "started": False,
        "asset_tag": False,
        "error_text": False,
        "tried": False,
        "contact_times": False,
    },
    "web-team": {
        "page_url": True,
        "problem": True,
        "assistive_technology": False,
        "device_browser": False,
        "needed_by": False,
    },
    "general": {"about": True, "i_am": True, "school": False},
}
CHOICES = {
    ("press", "outlet_type"): 7,
    ("press", "request_type"): 5,
    ("it-helpdesk", "impact"): 3,
    ("it-helpdesk", "service"): 8,
    ("web-team", "problem"): 6,
    ("general", "about"): 12,
    ("general", "i_am"): 7,
}
SENDER = {
    "name": "Jo Brown",
    "email": "jo@example.com",
    "telephone": "020 7946 0123",
    "message": "What is this about, and who can tell me more?",
    "privacy": "on",
}
ANSWERS = {
    "press": SENDER
    | {
        "outlet": "East London Echo",
        "role": "Reporter",
        "outlet_type": "newspaper",
        "deadline": "2026-11-26T12:00",
        "request_type": "statement",
    },
    "it-helpdesk": SENDER
    | {
        "school_or_service": "900253",
        "role": "Office manager",
        "impact": "just_me",
        "service": "email",
    },
    "web-team": SENDER | {"page_url": "/contacts", "problem": "broken_link"},
    "general": SENDER | {"about": "admissions", "i_am": "parent"},
}
SLUGS = sorted(ANSWERS)


@pytest.fixture(autouse=True)
def tuesday_morning():
    with time_machine.travel(dt.datetime(2026, 11, 24, 10, tzinfo=LONDON)):
        yield


@pytest.fixture
def fill_in():
    """A function that sends a form with these answers and others instead, and returns the confirmation."""
    SchoolFactory(urn=900253, name="Medlar Lock Primary School")

    def send(slug, **others):
        return Visitor(EnquiryType.objects.get(slug=slug)).goes_through(ANSWERS[slug] | others)

    return send


@pytest.mark.parametrize("slug", SLUGS)
def test_form_asks_what_it_should_and_requires_what_it_must(slug):
    asked = Question.objects.filter(enquiry_type__slug=slug).values_list("name", "required")

    assert dict(asked) == COMMON | QUESTIONS[slug] | ENDING
    assert len(asked) == len(COMMON | QUESTIONS[slug] | ENDING)


@pytest.mark.parametrize(("slug", "name"), CHOICES)
def test_question_offers_so_many_answers(slug, name):
    pairs = Question.objects.get(enquiry_type__slug=slug, name=name).choice_pairs()

    assert len(pairs) == len(dict(pairs)) == CHOICES[slug, name]


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_in_it_would_be_refused_in_the_admin(slug):
    enquiry_type = EnquiryType.objects.get(slug=slug)
    questions = list(enquiry_type.questions.all())
    notices = list(enquiry_type.notices.all())

    for row in [enquiry_type, *questions, *notices]:
        row.full_clean()
    asked = {question.name: question for question in questions}
    for question in questions:
        if question.only_if_question:
            parent = asked[question.only_if_question]
            assert parent.position < question.position
            assert parent.kind == "yes_no" or question.only_if_value in dict(parent.choice_pairs())
    assert {notice.field for notice in notices} <= {"", *asked}


@pytest.mark.parametrize(
    ("slug", "autocomplete"),
    [
        ("press", {"name": "name", "email": "email", "telephone": "tel", "role": "organization-title"}),
        ("general", {"name": "name", "email": "email", "telephone": "tel", "organisation": "organization"}),
    ],
)
def test_a_browser_may_fill_in_who_somebody_is(slug, autocomplete):
    page = Visitor(EnquiryType.objects.get(slug=slug)).opens()

    assert {name: page.control(name)["autocomplete"] for name in autocomplete} == autocomplete


@pytest.mark.parametrize("slug", SLUGS)
def test_first_page_says_what_it_is_not_for_whom_to_call_and_how_soon_a_reply_comes(slug):
    page = Visitor(EnquiryType.objects.get(slug=slug)).opens()

    assert "Do not use this form in an emergency" in page.text
    assert "call 999" in page.text
    assert "We aim to reply within" in page.text
    assert page.soup.select_one('main a[href^="tel:+44"]')


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("it-helpdesk", "Never send us a password. Never send the names or details of pupils"),
        ("general", "The law gives us 20 working days to answer a freedom of information request"),
        ("general", "We aim to answer a complaint in 10 working days"),
    ],
)
def test_first_page_of_a_type_warns_and_signposts(slug, words):
    assert words in Visitor(EnquiryType.objects.get(slug=slug)).opens().text


@pytest.mark.parametrize(
    ("slug", "queue"),
    [
        ("press", "press"),
        ("it-helpdesk", "it-helpdesk"),
        ("web-team", "web-team"),
        ("general", "general"),
    ],
)
def test_filled_in_it_reaches_its_team_and_tells_who_sent_it(fill_in, slug, queue):
    confirmation = fill_in(slug)

    submission = Submission.objects.get()
    assert submission.reference in confirmation.text
    assert (submission.queue.slug, submission.priority) == (queue, Submission.Priority.NORMAL)
    assert (submission.sender_name, submission.sender_email) == ("Jo Brown", "jo@example.com")
    assert submission.sender_telephone.as_e164 == "+442079460123"
    assert submission.subject == SENDER["message"]


def test_a_journalist_is_of_the_outlet_and_needs_it_by_the_deadline(fill_in):
    fill_in("press", organisation="Lea Valley Press Agency")

    submission = Submission.objects.get()
    assert (submission.sender_organisation, submission.sender_role) == ("East London Echo", "Reporter")
    assert submission.answer("organisation") == "Lea Valley Press Agency"
    assert submission.needed_by == dt.datetime(2026, 11, 26, 12, tzinfo=LONDON)


def test_a_deadline_within_4_working_hours_is_urgent_and_the_journalist_is_asked_to_telephone(fill_in):
    confirmation = fill_in("press", deadline="2026-11-24T13:30")

    assert Submission.objects.get().priority == Submission.Priority.URGENT
    assert "Please telephone us now as well" in confirmation.text
    assert confirmation.soup.select_one('main a[href="tel:+442083563736"]')


def test_a_deadline_with_days_to_go_is_not(fill_in):
    assert "Please telephone us now" not in fill_in("press").text


def test_a_deadline_that_is_over_is_an_error():
    visitor = Visitor(EnquiryType.objects.get(slug="press"))
    visitor.opens()

    page = Page(visitor.answers(ANSWERS["press"] | {"deadline": "2026-11-23T12:00"}))

    assert page.errors() == ["Your deadline must be in the future"]


def test_until_when_is_asked_of_an_embargo_only(fill_in):
    visitor = Visitor(EnquiryType.objects.get(slug="press"))
    visitor.opens()

    page = Page(visitor.answers(ANSWERS["press"] | {"embargo": "yes"}))

    assert page.errors() == ["Answer “When does the embargo end?”"]
    fill_in("press", embargo="no")
    assert Submission.objects.get().answer("embargo_until") is None


def test_a_whole_school_that_cannot_work_comes_first(fill_in):
    confirmation = fill_in("it-helpdesk", impact="whole_school")

    submission = Submission.objects.get()
    assert submission.priority == Submission.Priority.HIGH
    assert submission.answer("school_or_service") == "900253"
    assert "We look at this first" in confirmation.text


def test_an_accessibility_problem_names_the_route_for_complaints(fill_in):
    confirmation = fill_in("web-team", problem="accessibility", assistive_technology="NVDA")

    assert Submission.objects.get().priority == Submission.Priority.HIGH
    assert "Equality Advisory and Support Service" in confirmation.text
    assert "(No. 2) Accessibility Regulations 2018" in confirmation.text


def test_assistive_technology_is_asked_after_for_no_other_problem(fill_in):
    fill_in("web-team", assistive_technology="NVDA")

    assert Submission.objects.get().answer("assistive_technology") is None


@pytest.mark.parametrize(
    ("about", "queue", "target"),
    [
        # 20 and 10 working days after 24 November 2026, with Christmas, Boxing Day's substitute and weekends.
        ("data_or_foi", "information-requests", "by 5pm on Tuesday 22 December"),
        ("complaint", "complaints", "by 5pm on Tuesday 8 December"),
    ],
)
def test_information_requests_and_complaints_have_targets_of_their_own(fill_in, about, queue, target):
    confirmation = fill_in("general", about=about)

    assert Submission.objects.get().queue.slug == queue
    assert target in confirmation.text


def test_migrated_back_and_forth_what_was_edited_since_stands():
    EnquiryType.objects.get(slug="web-team").questions.filter(name="device_browser").delete()

    assert seeds.Migration.operations[0].reversible
    seeds.add(apps, None)

    assert EnquiryType.objects.count() == 4
    assert not Question.objects.filter(enquiry_type__slug="web-team", name="device_browser").exists()
