"""Routing rules in the admin: in words, checked, and for administrators alone."""

import pytest

from intake.models import RoutingCondition, RoutingRule
from tests.factories import (
    EnquiryTypeFactory,
    MembershipFactory,
    QuestionFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    TagFactory,
    UserFactory,
)
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

RULES = "/admin/intake/routingrule/"


@pytest.fixture
def widget_type():
    made = EnquiryTypeFactory(name="Widget enquiry", slug="widget")
    QuestionFactory(enquiry_type=made, name="colour")
    return made


@pytest.fixture
def rule(widget_type, widgets):
    made = RoutingRuleFactory(name="red ones", kind="widget", queue=widgets)
    RoutingConditionFactory(rule=made, field="colour", operator="equals", value="red")
    return made


def saves(colleague: Colleague, url: str, **typed: object) -> Page:
    """Open a rule's page, change some fields and save it; `c0_field` is the first condition's field."""
    fields = fields_of(colleague.opens(url).soup.select_one("#routingrule_form"))
    names = {name: name.replace("c0_", "conditions-0-").replace("c1_", "conditions-1-") for name in typed}
    return colleague.posts(url, **(fields | {names[name]: value for name, value in typed.items()}))


def test_a_rule_is_added_with_its_conditions(administrator, widget_type, widgets):
    page = saves(
        administrator,
        f"{RULES}add/",
        name="red ones",
        kind="widget",
        queue=widgets.pk,
        priority="40",
        c0_field="colour",
        c0_operator="equals",
        c0_value="red",
    )

    assert "was added successfully" in page.messages[0]
    rule = RoutingRule.objects.get(name="red ones")
    assert (rule.kind, rule.queue, rule.priority) == ("widget", widgets, 40)
    condition = rule.conditions.get()
    assert (condition.field, condition.operator, condition.value) == ("colour", "equals", "red")
    assert rule.history.first().history_user == administrator.user


def test_the_list_says_each_rule_in_words_in_the_order_of_trying(administrator, rule, widgets):
    member = MembershipFactory(queue=widgets, user__first_name="Mia", user__last_name="Member").user
    RoutingRuleFactory(
        name="everything",
        position=0,
        kind="",
        queue=widgets,
        priority=40,
        assignee=member,
        tag=TagFactory(name="x"),
    )
    page = administrator.opens(RULES)
    names = ("position", "name", "when", "then")
    rows = [
        " ".join(" ".join(row.select_one(f".field-{name}").get_text(" ") for name in names).split())
        for row in page.soup.select("#result_list tbody tr")
    ]
    assert rows[:2] == [
        "0 everything every type: always to Widgets, urgent, to Mia Member, tagged x",
        "1 red ones widget: colour is “red” Never fires: 0: everything always comes first. to Widgets",
    ]


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"c0_field": "color"}, "There is no question called “color”."),
        ({"c0_operator": "within_hours", "c0_value": "soon"}, "Give a whole number of working hours"),
        ({"c0_value": " "}, "Give a value to compare with."),
        ({"c0_operator": "filled"}, "This comparison takes no value."),
        ({"c0_operator": "regex"}, "regex is not one of the available choices"),
        ({"kind": "nonsense"}, "nonsense is not one of the available choices"),
        ({"queue": ""}, "This field is required."),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_could_never_hold_is_refused(administrator, rule, typed, error):
    page = saves(administrator, f"{RULES}{rule.pk}/change/", **typed)
    assert page.status == 200
    assert error in page.text
    rule.refresh_from_db()
    assert rule.name == "red ones"
    assert RoutingCondition.objects.get(rule=rule).value == "red"


def test_the_type_that_is_chosen_now_says_which_questions_there_are(administrator, rule):
    EnquiryTypeFactory(slug="other", name="Other")
    page = saves(administrator, f"{RULES}{rule.pk}/change/", kind="other")
    assert "There is no question called “colour”." in page.text


def test_a_rule_for_every_type_may_ask_about_any_question(administrator, rule):
    page = saves(administrator, f"{RULES}{rule.pk}/change/", kind="")
    assert "was changed successfully" in page.messages[0]


def test_the_questions_are_suggested(administrator, rule):
    page = administrator.opens(f"{RULES}{rule.pk}/change/")
    names = page.soup.find(id=page.field("conditions-0-field")["list"])
    assert {"colour", "needed_by"} <= {option["value"] for option in names.select("option")}


def test_a_rule_of_a_type_that_is_gone_can_still_be_changed(administrator, rule, widget_type):
    RoutingConditionFactory(rule=rule, field="subject", operator="filled")
    rule.conditions.filter(field="colour").delete()
    RoutingRule.objects.update(kind="gone")
    page = saves(administrator, f"{RULES}{rule.pk}/change/", name="of old")
    assert "was changed successfully" in page.messages[0]
    rule.refresh_from_db()
    assert (rule.name, rule.kind) == ("of old", "gone")


def test_work_is_given_to_who_can_see_it(administrator, rule):
    stranger = UserFactory(first_name="Max", last_name="Else")
    page = saves(administrator, f"{RULES}{rule.pk}/change/", assignee=stranger.pk)
    assert "Max Else is not a member of Widgets." in page.text
    rule.refresh_from_db()
    assert rule.assignee is None
    MembershipFactory(user=stranger, queue=rule.queue)
    saves(administrator, f"{RULES}{rule.pk}/change/", assignee=stranger.pk)
    rule.refresh_from_db()
    assert rule.assignee == stranger


def test_its_history_says_who_changed_what(administrator, rule):
    saves(administrator, f"{RULES}{rule.pk}/change/", name="ruby ones")
    page = administrator.opens(f"{RULES}{rule.pk}/history/")
    assert "Boss All" in page.text
    assert "red ones → ruby ones" in page.text


def test_a_rule_can_be_deleted(administrator, rule):
    page = administrator.posts(f"{RULES}{rule.pk}/delete/", post="yes")
    assert "was deleted successfully" in page.messages[0]
    assert not RoutingRule.objects.filter(pk=rule.pk).exists()


def test_leads_may_not(lead, rule):
    for url in (RULES, f"{RULES}add/", f"{RULES}{rule.pk}/change/", f"{RULES}{rule.pk}/history/"):
        assert lead.client.get(url).status_code == 403
        assert lead.client.post(url, {"name": "mine"}).status_code == 403
    assert lead.client.post(f"{RULES}{rule.pk}/delete/", {"post": "yes"}).status_code == 403
    rule.refresh_from_db()
    assert rule.name == "red ones"
