"""The kinds of submission, as the applications that receive them say."""

import pytest

from intake import kinds
from tests.factories import EnquiryTypeFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def widgets():
    made = EnquiryTypeFactory(name="Widget enquiry", slug="widget", asks_who=True)
    QuestionFactory(enquiry_type=made, name="colour", label="Which colour?")
    return made


def test_the_types_of_enquiry_are_kinds(widgets):
    assert ("widget", "Widget enquiry") in kinds.known()


def test_a_kind_has_its_questions_and_what_every_submission_has(widgets):
    fields = kinds.fields_of("widget")
    assert fields["colour"] == "Which colour?"
    assert fields["needed_by"] == "Sender's own deadline"
    assert "privacy" not in fields, "a consent is no answer to route by"
    assert "colour" not in kinds.fields_of("gadget")


def test_rules_for_every_kind_may_ask_about_any_kinds_questions(widgets):
    assert "colour" in kinds.fields_of("")


def test_a_field_that_there_is_not_is_said_with_those_there_are(widgets):
    assert kinds.field_problem(kind="widget", field="colour") == ""
    problem = kinds.field_problem(kind="widget", field="color")
    assert "There is no question called “color”" in problem
    assert "colour" in problem
