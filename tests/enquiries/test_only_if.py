"""Questions that are asked only if another one has a certain answer."""

import pytest
from django.utils.datastructures import MultiValueDict

from enquiries import definitions, form_factory
from tests.enquiries.visitor import Visitor
from tests.factories import EnquiryTypeFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enquiry_type():
    made = EnquiryTypeFactory()
    QuestionFactory(
        enquiry_type=made, name="embargo", label="Is there an embargo?", kind="yes_no", required=False
    )
    QuestionFactory(
        enquiry_type=made,
        name="until",
        label="Until when",
        hint="In London's time.",
        kind="datetime",
        only_if_question="embargo",
        only_if_value="yes",
    )
    return made


def checked(enquiry_type, **posted):
    form = form_factory.build(definitions.working_copy(enquiry_type))(
        MultiValueDict(
            {name: value if isinstance(value, list) else [value] for name, value in posted.items()}
        )
    )
    form.full_clean()
    return form


def test_it_is_required_when_it_is_asked(enquiry_type):
    assert checked(enquiry_type, embargo="yes").errors == {"until": ["Enter the until when"]}


@pytest.mark.parametrize("embargo", ["no", ""])
def test_it_is_not_required_when_it_is_not_asked(enquiry_type, embargo):
    assert not checked(enquiry_type, embargo=embargo).errors


@pytest.mark.parametrize("until", ["3 December 2026 3pm", "rubbish"])
def test_its_answer_does_not_count_when_it_is_not_asked(enquiry_type, until):
    form = checked(enquiry_type, embargo="no", until=until)
    assert not form.errors
    assert [answer.name for answer in form.answers()] == ["embargo"]


def test_its_answer_counts_when_it_is_asked(enquiry_type):
    form = checked(enquiry_type, embargo="yes", until="3 December 2026 3pm")
    assert [answer.name for answer in form.answers()] == ["embargo", "until"]


def test_it_depends_on_one_of_several_boxes_too():
    made = EnquiryTypeFactory()
    QuestionFactory(enquiry_type=made, name="about", kind="some_of", choices="a | A\nb | B")
    QuestionFactory(enquiry_type=made, name="more", only_if_question="about", only_if_value=" B ")
    assert "more" in checked(made, about=["a", "b"]).errors
    assert not checked(made, about=["a"]).errors


def test_what_depends_on_a_question_that_is_not_asked_is_not_asked(enquiry_type):
    QuestionFactory(
        enquiry_type=enquiry_type,
        name="why",
        only_if_question="until",
        only_if_value="2026-12-03T15:00:00+00:00",
    )
    form = checked(enquiry_type, embargo="no", until="3 December 2026 3pm")
    assert [answer.name for answer in form.answers()] == ["embargo"]


@pytest.mark.parametrize("parent", ["itself", "later", "nowhere"])
def test_a_condition_that_cannot_hold_is_no_condition(parent):
    made = EnquiryTypeFactory()
    QuestionFactory(enquiry_type=made, name="itself", only_if_question=parent, only_if_value="x")
    QuestionFactory(enquiry_type=made, name="later", required=False)
    assert "itself" in checked(made).errors


def test_the_page_says_when_it_is_asked(enquiry_type):
    page = Visitor(enquiry_type).opens()
    assert "Only if you answered “Yes” to “Is there an embargo?”. In London's time." in page.text
    assert page.control("until").get("disabled") is None


def test_the_check_page_leaves_out_what_is_not_asked(enquiry_type):
    visitor = Visitor(enquiry_type)
    visitor.opens()
    visitor.answers({"embargo": "no", "until": "rubbish"})
    assert visitor.checks().rows() == {"Is there an embargo?": "No"}
