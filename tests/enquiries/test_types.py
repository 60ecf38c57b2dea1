"""The questions that every type asks."""

import pytest
from django.core.exceptions import ValidationError

from enquiries.models import EnquiryType, Question
from enquiries.types import add_common_questions
from intake.models import Submission
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory

COMMON = ["name", "email", "telephone", "organisation", "message", "attachments", "privacy"]


def names(enquiry_type):
    return [question.name for question in enquiry_type.questions.all()]


@pytest.mark.django_db
def test_a_new_type_gets_the_common_questions_and_works():
    enquiry_type = EnquiryTypeFactory()
    assert [question.name for question in add_common_questions(enquiry_type=enquiry_type)] == COMMON
    assert names(enquiry_type) == COMMON
    for question in enquiry_type.questions.all():
        question.full_clean()
    Visitor(enquiry_type).goes_through({**WHO, "telephone": "020 7946 0123", "organisation": "The Times"})
    submission = Submission.objects.get()
    assert (submission.sender_name, submission.sender_organisation) == ("Jo Brown", "The Times")


@pytest.mark.django_db
def test_its_own_questions_stand_between_who_and_what_in_their_own_order():
    enquiry_type = EnquiryTypeFactory()
    QuestionFactory(enquiry_type=enquiry_type, name="second", position=900)
    QuestionFactory(enquiry_type=enquiry_type, name="first", position=1)
    add_common_questions(enquiry_type=enquiry_type)
    assert names(enquiry_type) == [*COMMON[:4], "first", "second", *COMMON[4:]]


@pytest.mark.django_db
def test_what_is_asked_already_is_not_added_and_a_second_time_adds_nothing():
    enquiry_type = EnquiryTypeFactory()
    QuestionFactory(enquiry_type=enquiry_type, name="email", kind="email", label="Work email")
    add_common_questions(enquiry_type=enquiry_type)
    assert enquiry_type.questions.get(name="email").label == "Work email"
    assert add_common_questions(enquiry_type=enquiry_type) == []
    assert sorted(names(enquiry_type)) == sorted(COMMON)


@pytest.mark.parametrize("slug", ["sent", "schools"])
def test_a_type_cannot_take_the_address_of_another_page(slug):
    with pytest.raises(ValidationError, match="Another page"):
        EnquiryType(slug=slug).clean()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "one_of"}, "Give at least one choice"),
        ({"name": "form_token"}, "The form uses this name itself"),
        ({"kind": "date", "meaning": "sender_email"}, "cannot be answered with that"),
    ],
)
def test_a_question_that_cannot_work_is_refused(fields, message):
    with pytest.raises(ValidationError, match=message):
        Question(**{"name": "asked", **fields}).clean()
