"""How often the database is asked: a number per page that does not grow with the questions."""

import pytest

from enquiries import versions
from tests.enquiries import long_form
from tests.enquiries.visitor import WHO, Visitor
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    NoticeFactory,
    QuestionFactory,
    SuggestedAnswerFactory,
    catch_all_queue,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture(params=[True, False], ids=["published", "never published"])
def published(request):
    """Whether the form is a version, which is one row, or as its rows stand, which are four questions."""
    return request.param


@pytest.fixture
def visitor(published):
    """A visitor to a type with files, notices, and a queue of three members."""
    catch_all_queue()
    enquiry_type = EnquiryTypeFactory(asks_who=True)
    MembershipFactory.create_batch(3, queue=enquiry_type.usual_queue)
    QuestionFactory(enquiry_type=enquiry_type, name="attachments", kind="files", required=False)
    QuestionFactory.create_batch(15, enquiry_type=enquiry_type, required=False)
    for place in ("form", "confirmation"):
        NoticeFactory.create_batch(3, enquiry_type=enquiry_type, place=place)
    SuggestedAnswerFactory.create_batch(5, enquiry_type=enquiry_type, words="gate")
    if published:
        versions.publish(enquiry_type_id=enquiry_type.pk, by=None)
    return Visitor(enquiry_type)


def test_opening_the_form(visitor, published, django_assert_num_queries):
    with django_assert_num_queries(2 if published else 5):
        visitor.opens()


def test_the_list_of_types(visitor, django_assert_num_queries):
    with django_assert_num_queries(1):
        visitor.client.get("/enquiries/")


def test_taking_answers(visitor, published, django_assert_num_queries):
    visitor.opens()
    # The last two look for suggested answers, and count those that are going to be shown.
    with django_assert_num_queries(7 if published else 10):
        visitor.answers(WHO)


def test_the_check_page(visitor, published, django_assert_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    with django_assert_num_queries(3 if published else 7):
        visitor.checks()


def test_sending(visitor, published, django_assert_max_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    # 2 or 6 for the draft and its form, 1 for its files, 14 for receiving it, 1 for the conditions of rules,
    # 3 for screening it, 1 to count its acknowledgements exactly.
    with django_assert_max_num_queries(22 if published else 26):
        visitor.sends()


def test_the_confirmation(visitor, published, django_assert_num_queries):
    visitor.opens()
    visitor.answers(WHO)
    visitor.sends()
    with django_assert_num_queries(1 if published else 5):
        visitor.arrives()


@pytest.fixture
def hirer(published):
    """A visitor in the middle of a form of several pages."""
    catch_all_queue()
    hire = long_form.make()
    if published:
        versions.publish(enquiry_type_id=hire.pk, by=None)
    visitor = Visitor(hire)
    visitor.opens()
    visitor.posts("you", long_form.YOU)
    visitor.posts("event", long_form.PARTY)
    return visitor


@pytest.mark.parametrize("page", ["you", "event", "party"])
def test_a_page_of_several(hirer, page, published, django_assert_num_queries):
    # For the type, the draft and the files kept, and 4 for a form that was never published.
    with django_assert_num_queries(3 if published else 7):
        hirer.sees(page)


def test_taking_the_answers_of_a_page(hirer, published, django_assert_num_queries):
    with django_assert_num_queries(4 if published else 8):
        hirer.posts("party", long_form.GUESTS)
