"""How often the database is asked: a number per page that does not grow with the questions."""

import pytest

from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    catch_all_queue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    """A visitor to a type with files, notices, and a queue of three members."""
    catch_all_queue()
    enquiry_type = EnquiryTypeFactory(asks_who=True)
    MembershipFactory.create_batch(3, queue=enquiry_type.usual_queue)
    QuestionFactory(enquiry_type=enquiry_type, name="attachments", kind="files", required=False)
    QuestionFactory.create_batch(15, enquiry_type=enquiry_type, required=False)
    for place in ("form", "confirmation"):
        NoticeFactory.create_batch(3, enquiry_type=enquiry_type, place=place)
    return Visitor(enquiry_type)


def test_the_question_page_asks_three_times(visitor, django_assert_num_queries):
    with django_assert_num_queries(3):
        visitor.opens()


def test_the_list_of_types_asks_once(visitor, django_assert_num_queries):
    with django_assert_num_queries(1):
        visitor.client.get("/enquiries/")


def test_taking_answers_asks_five_times(visitor, django_assert_num_queries):
    visitor.opens()
    with django_assert_num_queries(5):
        visitor.answers(WHO)


def test_the_check_page_asks_three_times(visitor, django_assert_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    with django_assert_num_queries(3):
        visitor.checks()


def test_sending_asks_twenty_three_times_at_most(visitor, django_assert_max_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    # 4 for the draft and its form, 13 for receiving it (savepoints included), 1 for the conditions of rules,
    # 3 for screening it, 1 to count its acknowledgements exactly.
    with django_assert_max_num_queries(23):
        visitor.sends()


def test_the_confirmation_asks_twice(visitor, django_assert_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    visitor.sends()
    with django_assert_num_queries(2):
        visitor.arrives()
