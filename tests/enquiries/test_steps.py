"""A form of several pages: forward, back, round a branch, and to its end."""

import pytest
from django.db import connection

from enquiries import versions
from enquiries.models import Draft, Page, Question
from intake.models import Attachment, Submission
from tests.enquiries import long_form
from tests.enquiries.long_form import DETAILS, GUESTS, MEETING, PARTY, YOU
from tests.enquiries.test_uploads import file
from tests.enquiries.visitor import Page as Shown
from tests.enquiries.visitor import Visitor
from tests.factories import PageFactory, QuestionFactory, SchoolFactory, catch_all_queue

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def hire():
    catch_all_queue()
    made = long_form.make()
    versions.publish(enquiry_type_id=made.pk, by=None)
    return made


@pytest.fixture
def visitor(hire):
    visitor = Visitor(hire)
    visitor.opens()
    return visitor


def leads(visitor, response):
    """The page to which a post leads, and whether an answer is being changed there."""
    assert response.status_code == 303, Shown(response).errors()
    address = response["Location"]
    if address.startswith(f"{visitor.url}check/"):
        return "check"
    return address.partition("&page=")[2]


def answer_to_the_end(visitor, event=PARTY):
    visitor.posts("you", YOU)
    visitor.posts("event", event)
    if event == PARTY:
        visitor.posts("party", GUESTS)
    visitor.posts("details", DETAILS)


def test_every_page_is_asked_in_turn_and_sent_at_the_end(visitor):
    assert leads(visitor, visitor.posts("you", YOU)) == "event"
    assert leads(visitor, visitor.posts("event", PARTY)) == "party"
    assert leads(visitor, visitor.posts("party", GUESTS)) == "details"
    assert leads(visitor, visitor.posts("details", DETAILS)) == "check"
    assert visitor.checks().status == 200
    visitor.sends()
    assert visitor.arrives().status == 200
    submission = Submission.objects.get()
    assert [answer["name"] for answer in submission.answers] == [
        *("name", "email", "event", "guests", "food", "dishes"),
        *("day", "music", "plan", "message", "school", "privacy"),
    ]
    assert submission.sender_email == "jo@example.com"


def test_a_page_has_its_title_its_words_and_its_place(visitor):
    visitor.posts("you", YOU)
    page = visitor.sees("event")
    assert page.heading == "Hall hire – step 2 What you plan"
    assert page.title.startswith("What you plan – Hall hire")
    assert page.soup.select_one("main p strong").text == "our halls"
    assert "Hire one of our halls." not in page.text
    assert [control["name"] for control in page.soup.select("main [name=event]")] == ["event"] * 2


def test_the_first_page_says_what_the_form_is_and_how_long_answers_are_kept(visitor):
    page = visitor.opens()
    assert page.heading == "Hall hire – step 1 About you"
    assert "Hire one of our halls." in page.text
    assert "for two days at most" in page.text


def test_how_many_pages_there_are_is_said_once_it_is_known(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", PARTY)
    assert "step 3 of 4" in visitor.sees("party").heading
    visitor.posts("event", MEETING)
    assert "step 3 of 3" in visitor.sees("details").heading
    assert visitor.sees("event").heading.startswith("Hall hire – step 2 What")


def test_each_post_checks_only_its_own_page(visitor):
    page = Shown(visitor.posts("you", {**YOU, "email": "jo@"}))
    assert page.status == 422
    assert page.errors() == ["Enter an email address in the correct format, like name@example.com"]
    assert page.title.startswith("Error: About you – Hall hire")
    assert page.control("name")["value"] == "Jo Brown"
    assert page.soup.select_one("main form")["action"] == visitor.step("you")


def test_a_page_that_is_not_asked_is_passed_over(visitor):
    visitor.posts("you", YOU)
    assert leads(visitor, visitor.posts("event", MEETING)) == "details"
    page = visitor.sees("details")
    assert page.control("day")
    assert not page.control("music")


def test_a_question_that_an_earlier_page_decides_is_simply_there(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", PARTY)
    visitor.posts("party", GUESTS)
    page = visitor.sees("details")
    assert page.control("music")
    assert "Only if you answered" not in page.text
    assert not page.soup.select("[data-only-if]")
    assert len(Shown(visitor.posts("details", {**DETAILS, "music": ""})).errors()) == 1


def test_a_question_that_the_same_page_decides_says_when(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", PARTY)
    assert "Only if you answered “Yes” to “Will there be food?”." in visitor.sees("party").text
    assert leads(visitor, visitor.posts("party", {"guests": "4", "food": "no", "dishes": "?"})) == "details"


def test_back_leads_to_the_page_before_and_keeps_what_was_typed(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", MEETING)
    page = visitor.sees("details")
    assert page.soup.select_one(".govuk-back-link")["href"] == visitor.step("event")
    back = page.soup.select_one("#save-and-go-back")["formaction"]
    assert back == visitor.step("details", "&back=1")
    assert (
        leads(visitor, visitor.posts("details", {"day": "rubbish", "message": "So far"}, "&back=1"))
        == "event"
    )
    assert visitor.sees("event").soup.select_one("[name=event][checked]")["value"] == "meeting"
    page = visitor.sees("details")
    assert (page.control("day")["value"], page.control("message").text.strip()) == ("rubbish", "So far")
    assert not page.errors()


def test_back_from_the_first_page_leads_out(visitor):
    page = visitor.opens()
    assert page.soup.select_one(".govuk-back-link")["href"] == "/enquiries/"
    assert not page.soup.select("#save-and-go-back")


@pytest.mark.parametrize("page", ["party", "details", "no-such-page", "../etc", ""])
def test_a_later_page_leads_to_the_first_that_lacks_answers(visitor, page):
    visitor.posts("you", YOU)
    assert "What you plan" in visitor.sees(page).heading


def test_a_page_of_only_what_may_be_left_out_is_shown_all_the_same(hire):
    page = PageFactory(enquiry_type=hire, name="more", title="Anything else", position=0)
    QuestionFactory(enquiry_type=hire, page=page, name="photo", kind="files", required=False)
    versions.publish(enquiry_type_id=hire.pk, by=None)
    visitor = Visitor(hire)
    assert "Anything else" in visitor.opens().heading
    visitor.posts("you", YOU)
    assert "Anything else" in visitor.sees("event").heading
    visitor.posts("more", {})
    assert "What you plan" in visitor.sees("event").heading


def test_the_check_page_leads_to_the_first_page_that_lacks_answers(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", PARTY)
    page = Shown(visitor.client.get(f"{visitor.url}check/?form={visitor.token}", follow=True))
    assert "Your party" in page.heading
    assert not page.errors()
    assert leads(visitor, visitor.sends()) == "party&change=1"
    assert not Submission.objects.exists()


def test_a_page_in_an_address_without_a_form_begins_at_the_first(visitor):
    assert "About you" in visitor.opens("?page=details").heading


def test_the_answers_are_checked_page_by_page(visitor):
    answer_to_the_end(visitor)
    page = visitor.checks()
    assert [heading.text for heading in page.soup.select("main h2")] == [
        *("About you", "What you plan", "Your party", "The day")
    ]
    assert page.rows()["Which dishes?"] == "Cake for all"
    change = {link["href"] for link in page.soup.select(".govuk-summary-list__actions a")}
    assert visitor.step("party", "&change=1") + "#id_guests" in change
    assert page.soup.select_one(".govuk-back-link")["href"] == visitor.step("details")


def test_a_change_leads_back_to_the_check(visitor):
    answer_to_the_end(visitor)
    page = visitor.sees("you", "&change=1")
    assert page.control("name")["value"] == "Jo Brown"
    assert page.soup.select_one("main form")["action"] == visitor.step("you", "&change=1")
    assert page.soup.select_one(".govuk-back-link")["href"] == f"{visitor.url}check/?form={visitor.token}"
    assert leads(visitor, visitor.posts("you", {**YOU, "name": "Jo Green"}, "&change=1")) == "check"
    assert visitor.checks().rows()["Your name"] == "Jo Green"


def test_a_change_that_asks_for_more_leads_there_first(visitor):
    answer_to_the_end(visitor, MEETING)
    assert leads(visitor, visitor.posts("event", PARTY, "&change=1")) == "party&change=1"
    # The last page asks for the music now, too.
    assert leads(visitor, visitor.posts("party", GUESTS, "&change=1")) == "details&change=1"
    assert leads(visitor, visitor.posts("details", DETAILS, "&change=1")) == "check"


def test_answers_to_what_is_not_asked_any_more_do_not_count_but_come_back(visitor):
    answer_to_the_end(visitor)
    assert leads(visitor, visitor.posts("event", MEETING, "&change=1")) == "check"
    assert not {"How many guests?", "What music?"} & set(visitor.checks().rows())
    assert leads(visitor, visitor.posts("event", PARTY, "&change=1")) == "check"
    assert visitor.checks().rows()["How many guests?"] == "40"
    visitor.posts("event", MEETING, "&change=1")
    visitor.sends()
    assert "guests" not in {answer["name"] for answer in Submission.objects.get().answers}


def test_sending_checks_everything_once_more(visitor):
    answer_to_the_end(visitor)
    draft = Draft.objects.get()
    draft.answers = {**draft.answers, "email": "jo@"}
    draft.save()
    page = Shown(visitor.sends())
    assert (page.status, page.errors()) == (
        422,
        ["Enter an email address in the correct format, like name@example.com"],
    )
    assert "About you" in page.heading
    assert leads(visitor, visitor.posts("you", YOU, "&change=1")) == "check"
    assert not Submission.objects.exists()


def test_a_page_that_comes_twice_changes_nothing(visitor):
    for _ in range(2):
        assert leads(visitor, visitor.posts("you", YOU)) == "event"
    answer_to_the_end(visitor)
    for _ in range(2):
        visitor.sends()
    assert Submission.objects.count() == 1
    response = visitor.posts("you", {**YOU, "name": "Somebody else"})
    assert response["Location"] == f"/enquiries/sent/?form={visitor.token}"


def test_files_are_kept_on_their_own_page(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", MEETING)
    page = Shown(visitor.posts("details", {**DETAILS, "day": "", "plan": file()}))
    assert page.status == 422
    assert "Remove plan.pdf" in page.text
    visitor.posts("you", YOU)
    visitor.posts("details", DETAILS)
    assert visitor.checks().rows()["A plan of the hall"].startswith("plan.pdf")
    visitor.sends()
    assert Attachment.objects.get().submission == Submission.objects.get()


def test_a_question_takes_fewer_files_than_the_site(visitor):
    visitor.posts("you", YOU)
    visitor.posts("event", MEETING)
    page = visitor.sees("details")
    assert "1 file of up to 10 MB: PDF." in page.text
    assert page.control("plan")["accept"] == ".pdf"
    assert not page.control("plan").has_attr("multiple")
    page = Shown(
        visitor.posts("details", {**DETAILS, "plan": [file("a.csv", b"a,b\n"), file(), file("b.pdf")]})
    )
    assert page.errors() == ["“a.csv” must be a PDF file.", "You can send 1 file: “b.pdf” was not added"]


def test_a_school_is_asked_back_on_any_page(visitor):
    for name in ("Parkside Nursery", "Parkside School"):
        SchoolFactory(name=name)
    visitor.posts("you", YOU)
    visitor.posts("event", MEETING)
    page = Shown(visitor.posts("details", {**DETAILS, "school": "parkside"}))
    assert "These schools match “parkside”." in page.text
    urn = page.controls("school")[1]["value"]
    assert leads(visitor, visitor.posts("details", {**DETAILS, "school": urn})) == "check"
    assert visitor.checks().rows()["School"].startswith("Parkside School")
    assert leads(visitor, visitor.posts("you", YOU, "&change=1")) == "check"


def test_who_began_an_older_form_finishes_that_one(hire, visitor):
    visitor.posts("you", YOU)
    Page.objects.filter(enquiry_type=hire, name="party").delete()
    Question.objects.filter(enquiry_type=hire, name__in=["guests", "food", "dishes", "music"]).delete()
    versions.publish(enquiry_type_id=hire.pk, by=None)
    assert leads(visitor, visitor.posts("event", PARTY)) == "party"
    visitor.posts("party", GUESTS)
    visitor.posts("details", DETAILS)
    assert visitor.checks().rows()["How many guests?"] == "40"
    visitor.sends()
    assert Submission.objects.count() == 1
    other = Visitor(hire)
    other.opens()
    other.posts("you", YOU)
    assert leads(other, other.posts("event", PARTY)) == "details"


def test_what_another_browser_types_is_kept_for_the_page_but_opens_nothing(hire, visitor):
    visitor.posts("you", YOU)
    other = Visitor(hire)
    other.token = visitor.token
    page = Shown(other.posts("details", {**DETAILS, "message": "Typed for an hour"}))
    assert page.errors() == ["This form was open for too long. Check it, add any files again, then continue"]
    assert "About you" in page.heading
    assert not page.control("name").get("value")
    assert page.token != visitor.token
    other.token = page.token
    other.posts("you", YOU)
    other.posts("event", MEETING)
    assert other.sees("details").control("message").text.strip() == "Typed for an hour"


def test_the_answers_are_kept_encrypted(visitor):
    visitor.posts("you", YOU)
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM enquiries_draft")
        assert "Jo Brown" not in str(cursor.fetchall())
