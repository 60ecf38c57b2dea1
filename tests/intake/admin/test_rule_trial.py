"""Trying the rules: which one takes a submission, and why."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.models import RoutingRule, Submission
from tests.factories import (
    EnquiryTypeFactory,
    QuestionFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
)
from tests.intake.admin.staff import Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

TRY = "/admin/intake/routingrule/try/"


@pytest.fixture
def red_ones(widgets) -> RoutingRule:
    """The first rule for widgets; the second takes them all."""
    RoutingRule.objects.all().delete()
    widget = EnquiryTypeFactory(name="Widget enquiry", slug="widget", usual_queue=widgets)
    QuestionFactory(enquiry_type=widget, name="colour", label="Which colour?")
    made = RoutingRuleFactory(name="red ones", kind="widget", queue=widgets, priority=40)
    RoutingConditionFactory(rule=made, field="colour", operator="equals", value="red")
    RoutingConditionFactory(rule=made, field="needed_by", operator="is_today")
    return made


@pytest.fixture
def rest(red_ones, gadgets) -> RoutingRule:
    return RoutingRuleFactory(name="the rest", kind="widget", queue=gadgets, position=2)


def sent(**columns: object) -> Submission:
    """A red widget that somebody asked about, with a deadline on that day, ten days ago."""
    at = timezone.now() - dt.timedelta(days=10)
    answer = {"name": "colour", "label": "Which colour?", "kind": "one_of", "value": "red", "display": "Red"}
    return SubmissionFactory(answers=[answer], received_at=at, **{"needed_by": at} | columns)


def tries(page: Page) -> list[str]:
    """What is said of each rule."""
    return [" ".join(each.get_text(" ").split()) for each in page.soup.select(".try")]


def answers(page: Page, **typed: str) -> dict[str, str]:
    """The questions' form with some of them answered."""
    fields = fields_of(page.soup.select_one(".trial-answers"))
    return fields | {f"answer-{name}": value for name, value in typed.items()}


def test_a_past_submission_is_routed_as_on_its_day(administrator, red_ones, rest):
    submission = sent()
    page = administrator.opens(f"{TRY}?reference={submission.reference.lower().replace('-', ' ')}")
    assert "Rule 1: red ones takes it" in page.text
    assert "It goes to Widgets, urgent." in page.text
    assert tries(page)[0].startswith(
        "1: red ones Takes it ✓ Holds: colour is “red” (it is “red”) ✓ Holds: needed_by is today (it is “20"
    )
    assert tries(page)[1] == (
        "2: the rest Would take it, but comes too late It has no conditions: it always holds."
    )


def test_each_condition_says_whether_it_holds(administrator, red_ones, rest):
    page = administrator.opens(f"{TRY}?reference={sent(needed_by=None).reference}")
    assert "Rule 2: the rest takes it" in page.text
    assert tries(page)[0] == (
        "1: red ones Does not hold ✓ Holds: colour is “red” (it is “red”) "
        "✗ Does not hold: needed_by is today (not answered)"
    )


def test_the_questions_of_a_type_are_answered(administrator, red_ones, rest):
    page = administrator.opens(f"{TRY}?kind=widget")
    assert "Which colour?" in page.text
    assert not tries(page)
    today = f"{timezone.localdate():%Y-%m-%d}"

    page = administrator.posts(TRY, **answers(page, colour="Red", needed_by=today))

    assert "Rule 1: red ones takes it" in page.text
    assert page.field("answer-colour").get_text().strip() == "Red"
    assert Submission.objects.count() == 0


def test_several_answers_are_typed_a_line_each(administrator, red_ones, rest):
    red_ones.conditions.filter(field="needed_by").delete()
    page = administrator.opens(f"{TRY}?kind=widget")
    for typed in ("blue\r\nred", "red\r\n"):
        assert "Rule 1: red ones takes it" in administrator.posts(TRY, **answers(page, colour=typed)).text
    assert (
        "Rule 2: the rest takes it" in administrator.posts(TRY, **answers(page, colour="blue\r\ngreen")).text
    )


def test_the_answers_of_a_submission_may_be_changed_and_tried_again(administrator, red_ones, rest):
    page = administrator.opens(f"{TRY}?reference={sent().reference}")
    assert answers(page)["answer-colour"] == "red"
    page = administrator.posts(TRY, **answers(page, colour="blue"))
    assert "Rule 2: the rest takes it" in page.text


def test_where_no_rule_holds_the_queue_that_takes_it_is_said(administrator, red_ones, catch_all):
    page = administrator.opens(f"{TRY}?reference={sent(needed_by=None).reference}")
    assert "No rule takes it It is" not in page.text
    assert "It goes to Widgets, which takes what no rule does." in page.text
    page = administrator.opens(f"{TRY}?reference={sent(kind='email').reference}")
    assert "It goes to the queue whose address it was sent to." in page.text
    assert "There is no rule for this type." in page.text


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("reference=HLT-222-222-222", "There is no submission “HLT-222-222-222”. Check the reference."),
        ("reference=<b>", "There is no submission “<b>”."),
        ("kind=nonsense", "Type: Select a valid choice."),
    ],
)
def test_what_there_is_not(administrator, red_ones, query, problem):
    page = administrator.opens(f"{TRY}?{query}")
    assert page.status == 200
    assert problem in page.problem
    assert page.title.startswith("Error: ")


def test_a_null_byte_is_refused(administrator, red_ones):
    page = administrator.posts(TRY, kind="widget", **{"answer-colour": "a\x00b"})
    assert "Null characters are not allowed." in page.problem
    assert administrator.opens(f"{TRY}?reference=a%00b").status == 200


def test_the_page_asks_as_few_questions_of_the_database_for_many_rules(administrator, red_ones, rest):
    url = f"{TRY}?reference={sent().reference}"
    administrator.opens(url)
    with CaptureQueriesContext(connection) as few:
        administrator.opens(url)
    for position in range(20):
        RoutingConditionFactory(rule=RoutingRuleFactory(position=position, kind="widget"))
    with CaptureQueriesContext(connection) as many:
        administrator.opens(url)
    assert len(many) == len(few)
