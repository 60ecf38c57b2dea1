"""What is wrong with a type as a whole is said to who edits it."""

import pytest

from enquiries import definitions, type_check
from enquiries.models import EnquiryType
from tests.factories import (
    EnquiryTypeFactory,
    NoticeFactory,
    QuestionFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def halls():
    """A type that asks for an email address and nothing else."""
    made = EnquiryTypeFactory(slug="hall-hire")
    QuestionFactory(enquiry_type=made, name="email", kind="email", meaning="sender_email")
    return made


def asks(enquiry_type, name, **more):
    return QuestionFactory(enquiry_type=enquiry_type, name=name, **more)


def problems(enquiry_type):
    return type_check.problems(definitions.working_copy(enquiry_type))


def test_nothing_is_wrong_with_the_types_that_the_site_comes_with():
    assert {each.slug: problems(each) for each in EnquiryType.objects.all() if problems(each)} == {}
    assert EnquiryType.objects.count() == 4


def test_an_email_address_must_be_asked_for(halls):
    halls.questions.all().delete()
    assert problems(halls) == [
        "No question asks for the sender’s email address: nobody would get a reference or a reply."
    ]


def test_no_name_and_no_meaning_twice(halls):
    questions = [*halls.questions.all(), *halls.questions.all()]
    twice = definitions.of_rows(halls, pages=[], questions=questions, notices=[])
    assert type_check.problems(twice) == [
        "2 questions are called “email”.",
        "2 questions are for the sender's email address.",
    ]


def test_a_question_that_depends_on_one_that_is_gone_and_what_depends_on_it(halls):
    asks(halls, "until", only_if_question="embargo", only_if_value="yes")
    asks(halls, "why", only_if_question="until", only_if_value="x")
    assert problems(halls) == [
        "“until” is asked only if “embargo” has an answer, and there is no such question.",
        "“why” is never asked, as “until” is not.",
    ]


def test_a_question_that_depends_on_a_later_one(halls):
    asks(halls, "until", only_if_question="embargo", only_if_value="yes")
    asks(halls, "embargo", kind="yes_no")
    assert problems(halls) == [
        "“until” is asked only if “embargo” has an answer, which is not asked before it."
    ]


@pytest.mark.parametrize("more", [{"kind": "yes_no"}, {"kind": "one_of", "choices": "a | A\nb | B"}])
def test_a_question_that_depends_on_a_choice_that_is_not_offered(halls, more):
    asks(halls, "embargo", **more)
    asks(halls, "until", only_if_question="embargo", only_if_value="perhaps")
    assert problems(halls) == ["“until” is asked only if “embargo” is “perhaps”, which it does not offer."]


def test_a_rule_that_asks_about_a_question_that_is_gone(halls):
    for kind, name in (("hall-hire", "day"), ("", "outlet"), ("", "nowhere"), ("hall-hire", "subject")):
        rule = RoutingRuleFactory(name=f"by {name}", kind=kind)
        RoutingConditionFactory(rule=rule, field=name)
    assert problems(halls) == [
        "Routing rule “by day” asks about “day”, and there is no such question.",
        "Routing rule “by nowhere” asks about “nowhere”, and there is no such question.",
    ]


def test_a_notice_that_depends_on_a_question_that_is_gone(halls):
    NoticeFactory(enquiry_type=halls, place="confirmation", text="Bring it.", field="day", operator="filled")
    assert problems(halls) == ["The notice “Bring it.” depends on “day”, and there is no such question."]


def test_the_types_page_says_it(halls):
    asks(halls, "until", only_if_question="embargo", only_if_value="yes")
    page = Colleague(UserFactory(administrator=True)).opens(
        f"/admin/enquiries/enquirytype/{halls.pk}/change/"
    )
    said = [item.get_text(strip=True) for item in page.soup.select(".type-problems li")]
    assert said == problems(halls)
