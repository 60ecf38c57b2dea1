"""From the question page over the check page to the confirmation."""

import datetime as dt

import pytest
import time_machine
from django.test import Client

from enquiries.models import Draft
from intake.models import Message, Submission
from tests.enquiries.visitor import WHO, Page, Visitor
from tests.factories import (
    EnquiryTypeFactory,
    NoticeFactory,
    QuestionFactory,
    QueueFactory,
    SchoolFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry_type():
    queue = QueueFactory(name="Widgets team", response_target=4, response_unit="hours")
    return EnquiryTypeFactory(
        asks_who=True,
        name="Widget enquiry",
        introduction="Ask about widgets.\n\nNot about gadgets.",
        next_steps="We will look for your widget.",
        usual_queue=queue,
    )


@pytest.fixture
def visitor(enquiry_type):
    return Visitor(enquiry_type)


def test_an_enquiry_is_asked_checked_sent_and_confirmed(visitor):
    confirmation = visitor.goes_through(WHO)
    submission = Submission.objects.get()
    assert confirmation.soup.select_one(".govuk-panel__body strong").text == submission.reference
    assert [answer["value"] for answer in submission.answers] == [*list(WHO.values())[:3], "yes"]
    assert (submission.sender_name, submission.sender_email) == ("Jo Brown", "jo@example.com")
    assert submission.queue.name == "Widgets team"


def test_the_page_says_what_to_know_before_the_questions(visitor, enquiry_type):
    NoticeFactory(enquiry_type=enquiry_type, text="Never send passwords.", important=True)
    NoticeFactory(enquiry_type=enquiry_type, text="Only after sending.", place="confirmation")
    page = visitor.opens()
    assert "Ask about widgets." in page.text
    assert "We aim to reply within 4 working hours." in page.text
    assert page.soup.select_one('main a[href="tel:+442079460123"]').text == "020 7946 0123"
    assert "Never send passwords." in page.soup.select_one(".govuk-warning-text").get_text()
    assert "Only after sending." not in page.text


def test_each_question_is_one_labelled_input(visitor):
    page = visitor.opens()
    form = page.soup.select_one("main form[method=post]")
    assert form.has_attr("novalidate")
    assert form["enctype"] == "multipart/form-data"
    for name in WHO:
        [control] = page.controls(name)
        assert page.soup.select_one(f"label[for={control['id']}]")


def test_every_page_holds_one_form_and_nothing_else_takes_a_post(visitor):
    assert len(visitor.opens().soup.select("main form")) == 1
    visitor.answers(WHO)
    assert len(visitor.checks().soup.select("main form")) == 1


def test_bad_answers_come_back_with_their_errors_and_everything_typed(visitor):
    visitor.opens()
    page = Page(visitor.answers({**WHO, "email": "jo@", "message": "short"}))
    assert page.status == 422
    assert page.title.startswith("Error: Widget enquiry")
    assert page.errors() == [
        "Enter an email address in the correct format, like name@example.com",
        "Your message must be 10 characters or more",
    ]
    assert page.control("email")["value"] == "jo@"
    assert page.control("email")["aria-invalid"] == "true"
    assert page.control("message").text.strip() == "short"
    assert page.control("name")["value"] == "Jo Brown"
    assert page.control("privacy").has_attr("checked")
    assert page.token == visitor.token
    for link in page.soup.select(".govuk-error-summary a"):
        assert page.soup.select_one(f"main form {link['href']}")


def test_good_answers_after_bad_ones_go_on(visitor):
    visitor.opens()
    visitor.answers({**WHO, "email": "jo@"})
    assert visitor.answers(WHO).status_code == 303
    assert visitor.checks().rows()["Email address"] == "jo@example.com"


def test_the_check_page_shows_every_answer_and_leads_back_to_each(visitor):
    visitor.opens()
    response = visitor.answers(WHO)
    assert response["Location"] == f"{visitor.url}check/?form={visitor.token}"
    page = visitor.checks()
    assert page.rows() == {
        "Your name": "Jo Brown",
        "Email address": "jo@example.com",
        "Your message": "The front gate is broken.\nPlease mend it.",
        "I have read how": "Yes",
    }
    change = page.soup.select_one(".govuk-summary-list__actions a")
    assert change["href"] == f"{visitor.url}?form={visitor.token}#id_name"
    assert change.get_text() == "Change your name"


def test_what_somebody_typed_is_shown_as_text(visitor):
    visitor.opens()
    visitor.answers({**WHO, "name": "<script>alert(1)</script>{{ form_token }}{% now 'Y' %}"})
    assert visitor.checks().rows()["Your name"] == "<script>alert(1)</script>{{ form_token }}{% now 'Y' %}"
    page = visitor.opens(f"?form={visitor.token}")
    assert page.control("name")["value"] == "<script>alert(1)</script>{{ form_token }}{% now 'Y' %}"


def test_a_change_begins_with_the_answers_given(visitor):
    visitor.opens()
    visitor.answers(WHO)
    page = visitor.opens(f"?form={visitor.token}")
    assert not page.errors()
    assert page.control("name")["value"] == "Jo Brown"
    assert page.control("message").text.strip() == WHO["message"]
    assert page.control("privacy").has_attr("checked")
    visitor.answers({**WHO, "name": "Jo Green"})
    assert visitor.checks().rows()["Your name"] == "Jo Green"
    visitor.sends()
    assert Submission.objects.get().sender_name == "Jo Green"


def test_nothing_is_sent_before_the_check_page_is(visitor):
    visitor.opens()
    visitor.answers(WHO)
    visitor.checks()
    assert not Submission.objects.exists()


def test_a_second_press_of_send_and_a_reload_change_nothing(visitor):
    visitor.goes_through(WHO)
    again = visitor.sends()
    assert (again.status_code, again["Location"]) == (303, f"/enquiries/sent/?form={visitor.token}")
    assert visitor.arrives().status == 200
    assert Submission.objects.count() == 1
    assert Message.objects.filter(kind="acknowledgement").count() == 1


def test_answers_to_a_form_that_was_sent_lead_to_its_confirmation(visitor):
    visitor.goes_through(WHO)
    response = visitor.answers({**WHO, "name": "Somebody Else"})
    assert (response.status_code, response["Location"]) == (303, f"/enquiries/sent/?form={visitor.token}")
    assert Submission.objects.get().sender_name == "Jo Brown"


def test_the_check_page_of_a_form_that_was_sent_leads_to_its_confirmation(visitor):
    visitor.goes_through(WHO)
    response = visitor.client.get(f"{visitor.url}check/?form={visitor.token}")
    assert (response.status_code, response["Location"]) == (303, f"/enquiries/sent/?form={visitor.token}")


def test_the_question_page_of_a_form_that_was_sent_begins_a_new_one(visitor):
    visitor.goes_through(WHO)
    old = visitor.token
    page = visitor.opens(f"?form={old}")
    assert visitor.token != old
    assert not page.control("name").get("value")
    visitor.answers(WHO)
    visitor.sends()
    assert Submission.objects.count() == 2


def test_the_answers_leave_the_draft_when_they_are_sent(visitor):
    visitor.goes_through(WHO)
    assert Draft.objects.get().answers == {}


@time_machine.travel("2026-12-02T11:00:00Z", tick=False)
def test_the_confirmation_says_what_happens_next_and_by_when(visitor, deliver_outbox):
    page = visitor.goes_through(WHO)
    for words in [
        "We aim to reply by 3pm on Wednesday 2 December.",
        "We will look for your widget.",
        "We will send a confirmation to jo@example.com.",
        "020 7946 0123",
    ]:
        assert words in page.text
    [email] = deliver_outbox()
    text = email.get_body(("plain",)).get_content()
    assert "We will look for your widget." in text
    assert "The front gate" not in text
    assert "Jo Brown" not in text


def test_a_notice_is_confirmed_where_an_answer_calls_for_it(enquiry_type, deliver_outbox):
    QuestionFactory(enquiry_type=enquiry_type, name="urgent", kind="yes_no")
    NoticeFactory(
        enquiry_type=enquiry_type,
        place="confirmation",
        text="Please telephone now: 020 7946 0999",
        field="urgent",
        operator="equals",
        value="yes",
    )
    assert "Please telephone now" not in Visitor(enquiry_type).goes_through({**WHO, "urgent": "no"}).text
    page = Visitor(enquiry_type).goes_through({**WHO, "urgent": "yes"})
    assert "Please telephone now" in page.text
    assert page.soup.select_one('a[href="tel:+442079460999"]')
    texts = [email.get_body(("plain",)).get_content() for email in deliver_outbox()]
    assert ["Please telephone now" in text for text in texts] == [False, True]


def test_an_answer_that_no_longer_passes_when_it_is_sent_is_asked_for_again(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="by", label="Deadline", kind="datetime", future_only=True)
    visitor = Visitor(enquiry_type)
    with time_machine.travel(dt.datetime(2026, 12, 2, 11, tzinfo=dt.UTC)) as clock:
        visitor.opens()
        visitor.answers({**WHO, "by": "2 December 2026 11:30"})
        assert visitor.checks().status == 200
        clock.move_to(dt.datetime(2026, 12, 2, 12, tzinfo=dt.UTC))
        page = Page(visitor.sends())
    assert page.status == 422
    assert page.errors() == ["Deadline must be in the future"]
    assert page.control("name")["value"] == "Jo Brown"
    assert page.soup.select_one("main form")["action"] == visitor.url
    assert not Submission.objects.exists()


def test_a_school_that_could_be_several_is_asked_back_with_radios(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="school", label="School", kind="school", hint="Type it.")
    SchoolFactory(urn=100253, name="Parkside Nursery", postcode="N16 9EX")
    SchoolFactory(urn=100254, name="Parkside School")
    visitor = Visitor(enquiry_type)
    visitor.opens()
    page = Page(visitor.answers({**WHO, "school": "parkside"}))
    assert page.errors() == ["Select the school you mean"]
    assert [radio["value"] for radio in page.controls("school")] == ["100253", "100254", "other:parkside"]
    assert "N16 9EX, URN 100253" in page.text
    assert "These schools match “parkside”." in page.text
    assert visitor.answers({**WHO, "school": "100254"}).status_code == 303
    assert visitor.checks().rows()["School"] == "Parkside School (100254)"
    change = visitor.opens(f"?form={visitor.token}")
    assert change.control("school")["value"] == "Parkside School (100254)"


def test_none_of_the_schools_offered_asks_for_the_name_again(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="school", label="School", kind="school")
    SchoolFactory.create_batch(25)
    visitor = Visitor(enquiry_type)
    visitor.opens()
    page = Page(visitor.answers({**WHO, "school": "riverside"}))
    assert len(page.controls("school")) == 21
    assert "There are more" in page.text
    page = Page(visitor.answers({**WHO, "school": "other:riverside"}))
    assert page.control("school")["type"] == "text"
    assert page.control("school")["value"] == "riverside"


def test_a_posted_queue_status_or_priority_is_ignored(visitor):
    elsewhere = QueueFactory()
    visitor.opens()
    rogue = {"queue": elsewhere.pk, "status": "spam", "priority": "40", "reference": "HLT-X", "assignee": "1"}
    visitor.client.post(visitor.url, {**WHO, **rogue, "form_token": visitor.token})
    visitor.client.post(f"{visitor.url}check/", {**rogue, "form_token": visitor.token})
    submission = Submission.objects.get()
    assert (submission.queue.name, submission.status, submission.priority) == ("Widgets team", "new", 20)


def test_a_date_comes_back_in_the_browsers_own_form_or_as_it_was_typed(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="on", label="Date", kind="date")
    QuestionFactory(enquiry_type=enquiry_type, name="by", label="Deadline", kind="datetime")
    visitor = Visitor(enquiry_type)
    page = visitor.opens()
    assert (page.control("on")["type"], page.control("by")["type"]) == ("date", "datetime-local")
    page = Page(visitor.answers({"on": "3/12/2026", "by": "3 Dec 2026 3pm"}))
    assert (page.control("on")["type"], page.control("on")["value"]) == ("date", "2026-12-03")
    assert page.control("by")["value"] == "2026-12-03T15:00"
    page = Page(visitor.answers({"on": "next week", "by": "soon"}))
    assert (page.control("on")["type"], page.control("on")["value"]) == ("text", "next week")
    assert (page.control("by")["type"], page.control("by")["value"]) == ("text", "soon")


@pytest.mark.parametrize("path", ["/enquiries/no-such-type/", "/enquiries/no-such-type/check/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_type_is_not_found(path, method):
    page = Page(getattr(Client(), method)(path))
    assert page.status == 404
    assert page.soup.select_one("main h1")


def test_an_inactive_type_is_not_found_and_not_listed(visitor, enquiry_type):
    assert "Widget enquiry" in Page(Client().get("/enquiries/")).text
    enquiry_type.active = False
    enquiry_type.save()
    assert visitor.client.get(visitor.url).status_code == 404
    assert visitor.client.post(visitor.url, WHO).status_code == 404
    assert "Widget enquiry" not in Page(Client().get("/enquiries/")).text


def test_a_type_without_questions_or_texts_has_a_page_too(client):
    bare = EnquiryTypeFactory(usual_queue=QueueFactory(telephone=""))
    assert client.get(f"/enquiries/{bare.slug}/").status_code == 200
    Visitor(bare).goes_through({})
    assert Submission.objects.get().subject == bare.name


def test_a_new_type_is_on_the_site_at_once(client):
    made = EnquiryTypeFactory(name="A fifth one", summary="For the fifth thing.")
    page = Page(client.get("/enquiries/"))
    assert "For the fifth thing." in page.text
    assert page.soup.select_one(f'main a[href="/enquiries/{made.slug}/"]')


def test_pages_with_answers_are_not_kept_by_the_browser_and_an_empty_form_is(visitor):
    empty = visitor.opens().response["Cache-Control"]
    assert "no-store" not in empty
    assert "private" in empty
    assert "no-store" in visitor.answers({**WHO, "email": ""})["Cache-Control"]
    visitor.answers(WHO)
    assert "no-store" in visitor.opens(f"?form={visitor.token}").response["Cache-Control"]
    assert "no-store" in visitor.checks().response["Cache-Control"]
    visitor.sends()
    assert "no-store" in visitor.arrives().response["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
def test_other_methods_are_refused(visitor, method):
    assert getattr(visitor.client, method)(visitor.url).status_code == 405


def test_another_submission_is_nobodys_by_its_key(visitor):
    other = SubmissionFactory()
    assert visitor.client.get(f"/enquiries/sent/?form={other.idempotency_key}").status_code == 404
