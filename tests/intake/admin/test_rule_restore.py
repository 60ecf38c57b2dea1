"""Earlier versions of a rule, brought back from its history."""

import pytest

from intake.models import RoutingRule
from tests.factories import EnquiryTypeFactory, MembershipFactory, QuestionFactory, TagFactory
from tests.intake.admin.staff import Colleague, Page, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

RULES = "/admin/intake/routingrule/"


@pytest.fixture
def colour(db):
    widget = EnquiryTypeFactory(name="Widget enquiry", slug="widget")
    return QuestionFactory(enquiry_type=widget, name="colour")


@pytest.fixture
def rule(administrator, colour, widgets) -> RoutingRule:
    """A rule that was made in the admin, and changed there in everything that it has."""
    tag = TagFactory(name="warm")
    assignee = MembershipFactory(queue=widgets).user
    fields = fields_of(administrator.opens(f"{RULES}add/").soup.select_one("#routingrule_form"))
    fields |= {"name": "red ones", "position": 7, "kind": "widget", "queue": widgets.pk, "priority": 40}
    fields |= {"assignee": assignee.pk, "tag": tag.pk}
    fields |= {"conditions-0-field": "colour", "conditions-0-operator": "equals", "conditions-0-value": "red"}
    administrator.posts(f"{RULES}add/", **fields)
    made = RoutingRule.objects.get(name="red ones")
    saves(
        administrator,
        made,
        name="filled",
        position=9,
        kind="",
        priority="",
        assignee="",
        tag="",
        **{"conditions-0-field": "subject", "conditions-0-operator": "filled", "conditions-0-value": ""},
    )
    made.refresh_from_db()
    assert (made.name, str(made.conditions.get())) == ("filled", "subject is answered")
    return made


def saves(colleague: Colleague, rule: RoutingRule, **typed: object) -> Page:
    url = f"{RULES}{rule.pk}/change/"
    fields = fields_of(colleague.opens(url).soup.select_one("#routingrule_form"))
    return colleague.posts(url, **fields | typed)


def restores(colleague: Colleague, rule: RoutingRule) -> Page:
    """Press the last Restore of the rule's history: the one of its first version."""
    form = colleague.opens(f"{RULES}{rule.pk}/history/").soup.select("#change-history form")[-1]
    button = form.select_one("button")
    return colleague.posts(form["action"], **fields_of(form), **{button["name"]: button["value"]})


def test_a_version_comes_back_with_its_conditions(administrator, rule, widgets):
    page = restores(administrator, rule)

    assert page.messages[0].startswith("“red ones” is again as it was today at ")
    rule = RoutingRule.objects.get(pk=rule.pk)
    assert (rule.name, rule.kind, rule.queue, rule.priority) == ("red ones", "widget", widgets, 40)
    assert rule.tag.name == "warm"
    assert rule.assignee is not None
    assert rule.position == 9, "its place in the order stays"
    assert str(rule.conditions.get()) == "colour is red"


def test_that_is_a_change_in_the_history_and_can_itself_be_undone(administrator, rule):
    page = restores(administrator, rule)
    newest = page.part("#change-history tbody tr")
    assert "Changed: The version of today at" in newest
    assert "was restored. Boss All" in newest
    assert "colour is “red”" in newest
    buttons = page.soup.select("#change-history form button")
    assert len(buttons) == 2, "the newest version is what the rule is"
    administrator.posts(f"{RULES}{rule.pk}/restore/", version=buttons[0]["value"])
    rule.refresh_from_db()
    assert (rule.name, str(rule.conditions.get())) == ("filled", "subject is answered")


def test_the_forms_checks_hold_for_it(administrator, rule, colour):
    colour.delete()
    page = restores(administrator, rule)
    assert "cannot come back. Field: There is no question called “colour”." in page.messages[0]
    assert "Nothing was changed." in page.messages[0]
    rule.refresh_from_db()
    assert (rule.name, str(rule.conditions.get())) == ("filled", "subject is answered")
    assert rule.history.count() == 2


def test_a_tag_or_an_assignee_that_is_gone_cannot_come_back(administrator, rule, widgets):
    rule.history.last().tag.delete()
    widgets.memberships.all().delete()
    page = restores(administrator, rule)
    assert "Tag: Select a valid choice." in page.messages[0]
    assert "is not a member of Widgets" in page.messages[0]


def test_an_inactive_rule_comes_back_inactive(administrator, rule):
    RoutingRule.objects.filter(pk=rule.pk).update(active=True)
    rule.history.filter(pk=rule.history.last().pk).update(active=False)
    restores(administrator, rule)
    rule.refresh_from_db()
    assert not rule.active


def test_a_version_whose_conditions_were_not_kept_is_not_offered(administrator, rule):
    first = rule.history.last()
    rule.history.filter(pk=first.pk).update(conditions=None)
    page = administrator.opens(f"{RULES}{rule.pk}/history/")
    assert "not kept" in page.text
    assert not page.soup.select("#change-history form")
    url = f"{RULES}{rule.pk}/restore/"
    assert administrator.client.post(url, {"version": first.pk}).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "0", "²", "9" * 30, "99999"])
def test_a_version_that_there_is_not(administrator, rule, version):
    url = f"{RULES}{rule.pk}/restore/"
    assert administrator.client.post(url, {"version": version}).status_code == 404
    assert administrator.client.get(url).status_code == 405
    assert administrator.client.post(f"{RULES}999999/restore/", {"version": "1"}).status_code == 404


def test_another_rules_version_is_not_taken(administrator, rule):
    other = RoutingRule.objects.exclude(pk=rule.pk).first()
    version = rule.history.last().pk
    url = f"{RULES}{other.pk}/restore/"
    assert administrator.client.post(url, {"version": version}).status_code == 404


def test_a_deleted_rules_history_offers_nothing(administrator, rule):
    administrator.posts(f"{RULES}{rule.pk}/delete/", post="yes")
    page = administrator.opens(f"{RULES}{rule.pk}/history/")
    assert page.status == 200
    assert not page.soup.select("#change-history form")
