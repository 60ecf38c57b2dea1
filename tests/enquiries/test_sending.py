"""What a submission is made of: the answers by their meaning."""

import datetime as dt

import pytest

from enquiries import sending
from enquiries.models import Draft, Question
from intake.models import Message, RoutingCondition, Submission
from intake.models.submission import Priority
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    EnquiryTypeFactory,
    QuestionFactory,
    QueueFactory,
    RoutingRuleFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry_type():
    return EnquiryTypeFactory(asks_who=True, name="Widget enquiry", slug="widget")


def sent(enquiry_type, **answers):
    Visitor(enquiry_type).goes_through({**WHO, **answers})
    return Submission.objects.get()


def test_the_type_the_source_and_the_queue_are_recorded(enquiry_type):
    submission = sent(enquiry_type)
    assert (submission.kind, submission.kind_label, submission.source) == ("widget", "Widget enquiry", "web")
    assert submission.queue == enquiry_type.usual_queue


def test_the_school_that_it_is_about_is_recorded_as_people_read_it(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="school", kind="school", required=False)
    SchoolFactory(urn=900041, name="Almond School")
    assert sent(enquiry_type, school="900041").site == "Almond School (900041)"


def test_of_no_school_there_is_none(enquiry_type):
    assert sent(enquiry_type).site == ""


def test_which_of_two_schools_it_is_about_is_a_question_of_its_own(enquiry_type):
    for urn, name in ((900041, "Almond School"), (900042, "Beech School")):
        SchoolFactory(urn=urn, name=name)
    QuestionFactory(enquiry_type=enquiry_type, name="mine", kind="school")
    QuestionFactory(enquiry_type=enquiry_type, name="theirs", kind="school", meaning="site")
    assert sent(enquiry_type, mine="900041", theirs="900042").site == "Beech School (900042)"


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        ("The gate is broken.", "The gate is broken."),
        ("The gate\nis broken.", "The gate is broken."),
        (
            "There is a very long story to be told about the gate and the hinges, so listen well.",
            "There is a very long story to be told about the gate and the hinges, so listen…",
        ),
        ("x" * 500, "x" * 80 + "…"),
    ],
)
def test_the_subject_is_the_beginning_of_the_message(enquiry_type, message, subject):
    assert sent(enquiry_type, message=message).subject == subject


def test_the_subject_is_the_answer_that_means_it(enquiry_type):
    QuestionFactory(
        enquiry_type=enquiry_type,
        name="about",
        kind="one_of",
        choices="gates | Gates and doors",
        meaning="subject",
    )
    assert sent(enquiry_type, about="gates").subject == "Gates and doors"


def test_who_sends_it_is_recorded_as_people_read_it(enquiry_type):
    SchoolFactory(urn=100253, name="Parkside School")
    for name, meaning, kind in [
        ("telephone", "sender_telephone", "telephone"),
        ("where", "sender_organisation", "school"),
        ("i_am", "sender_role", "one_of"),
    ]:
        QuestionFactory(
            enquiry_type=enquiry_type, name=name, kind=kind, meaning=meaning, choices="gov | School governor"
        )
    submission = sent(enquiry_type, telephone="020 7946 0123", where="parkside school", i_am="gov")
    assert submission.sender_telephone == "+442079460123"
    assert submission.sender_organisation == "Parkside School (100253)"
    assert submission.sender_role == "School governor"


def test_a_name_longer_than_its_column_is_cut_there_and_whole_in_the_answers(enquiry_type):
    enquiry_type.questions.filter(name="name").update(max_length=1000)
    submission = sent(enquiry_type, name="N" * 900)
    assert submission.sender_name == "N" * 200
    assert submission.answer("name") == "N" * 900


@pytest.mark.parametrize(
    ("kind", "answer", "needed_by"),
    [
        ("datetime", "1 July 2027 3pm", dt.datetime(2027, 7, 1, 14, tzinfo=dt.UTC)),
        ("date", "1 July 2027", dt.datetime(2027, 7, 1, 16, tzinfo=dt.UTC)),
    ],
)
def test_the_senders_deadline_is_a_moment(enquiry_type, kind, answer, needed_by):
    QuestionFactory(enquiry_type=enquiry_type, name="by", kind=kind, meaning="needed_by")
    assert sent(enquiry_type, by=answer).needed_by == needed_by


@pytest.mark.parametrize(
    ("meaning", "fits"),
    [
        ("sender_email", {"email"}),
        ("sender_telephone", {"telephone"}),
        ("needed_by", {"date", "datetime"}),
        ("sender_name", set(Question.Kind.values)),
    ],
)
def test_only_an_answer_of_a_fitting_kind_can_be_what_it_means(meaning, fits):
    assert {
        kind for kind in Question.Kind.values if Question(kind=kind, meaning=meaning).fits_meaning()
    } == fits


@pytest.mark.parametrize("meaning", ["sender_email", "sender_telephone", "needed_by"])
def test_an_answer_of_another_kind_is_just_an_answer(enquiry_type, meaning):
    enquiry_type.questions.filter(name="email").update(meaning="")
    QuestionFactory(enquiry_type=enquiry_type, name="odd", kind="short_text", meaning=meaning)
    submission = sent(enquiry_type, odd="whatever")
    assert (submission.sender_email, submission.sender_telephone, submission.needed_by) == ("", "", None)
    assert submission.answer("odd") == "whatever"


def test_a_rule_routes_by_an_answer(enquiry_type):
    QuestionFactory(enquiry_type=enquiry_type, name="urgent", kind="yes_no")
    rule = RoutingRuleFactory(kind="widget", queue=QueueFactory(name="Urgent team"), priority=Priority.URGENT)
    RoutingCondition.objects.create(rule=rule, field="urgent", operator="equals", value="yes")
    submission = sent(enquiry_type, urgent="yes")
    assert (submission.queue.name, submission.priority) == ("Urgent team", Priority.URGENT)


def test_a_draft_whose_answers_do_not_pass_is_refused_with_its_errors(enquiry_type):
    draft = Draft.objects.create(enquiry_type=enquiry_type, browser_hash="0", answers={"name": "Jo"})
    with pytest.raises(sending.AnswersRefused) as refused:
        sending.send(draft)
    assert set(refused.value.form.errors) == {"email", "message", "privacy"}
    assert not Submission.objects.exists()


def test_a_submission_whose_draft_was_not_marked_is_found_again(enquiry_type):
    visitor = Visitor(enquiry_type)
    visitor.goes_through(WHO)
    Draft.objects.update(submission=None, answers=WHO)
    assert visitor.sends().status_code == 303
    assert visitor.arrives().status == 200
    assert Submission.objects.count() == 1
    assert Message.objects.filter(kind="acknowledgement").count() == 1


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("", []), ("one", ["one"]), ("one\n\ntwo\nlines\r\n\r\n\n three", ["one", "two\nlines", "three"])],
)
def test_paragraphs_are_parted_by_empty_lines(text, paragraphs):
    assert sending.paragraphs(text) == paragraphs
