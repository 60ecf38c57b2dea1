"""Routing rules put in order, and brought back."""

import pytest
from django.core.exceptions import PermissionDenied

from intake.models import RoutingCondition, RoutingRule
from intake.rules import Direction, move, remember_conditions, write_back
from tests.factories import MembershipFactory, RoutingConditionFactory, RoutingRuleFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return UserFactory(administrator=True)


@pytest.fixture
def three() -> list[RoutingRule]:
    """Three rules and no others."""
    RoutingRule.objects.all().delete()
    return [RoutingRuleFactory(name=name, position=at) for name, at in (("a", 10), ("b", 20), ("c", 30))]


def order() -> list[tuple[str, int]]:
    """The rules as they are tried."""
    return [(rule.name, rule.position) for rule in RoutingRule.objects.all()]


def test_two_neighbours_change_places(three, boss):
    move(rule_id=three[2].pk, direction=Direction.UP, actor=boss)
    assert order() == [("a", 10), ("c", 20), ("b", 30)]
    move(rule_id=three[0].pk, direction=Direction.DOWN, actor=boss)
    assert order() == [("c", 10), ("a", 20), ("b", 30)]


def test_both_changes_are_in_the_history(three, boss):
    move(rule_id=three[2].pk, direction=Direction.UP, actor=boss)
    for rule, position in ((three[1], 30), (three[2], 20)):
        version = rule.history.first()
        assert (version.position, version.history_user, version.history_type) == (position, boss, "~")
    assert three[0].history.count() == 1


def test_rules_that_share_a_position_are_numbered_anew(three, boss):
    RoutingRule.objects.update(position=7)
    move(rule_id=three[1].pk, direction=Direction.UP, actor=boss)
    assert order() == [("b", 10), ("a", 20), ("c", 30)]


@pytest.mark.parametrize(("number", "direction"), [(0, Direction.UP), (2, Direction.DOWN)])
def test_the_ends_stay(three, boss, number, direction):
    assert move(rule_id=three[number].pk, direction=direction, actor=boss) == three[number]
    assert order() == [("a", 10), ("b", 20), ("c", 30)]
    assert three[number].history.count() == 1


def test_a_rule_that_is_gone_is_not_moved(three, boss):
    with pytest.raises(RoutingRule.DoesNotExist):
        move(rule_id=three[2].pk + 1, direction=Direction.UP, actor=boss)


def test_only_administrators_change_rules(three):
    lead = MembershipFactory(role="lead").user
    with pytest.raises(PermissionDenied):
        move(rule_id=three[2].pk, direction=Direction.UP, actor=lead)
    with pytest.raises(PermissionDenied):
        write_back(rule=three[2], conditions=[], actor=lead, because="")


def test_a_version_has_the_conditions_of_its_time(three, boss):
    rule = RoutingConditionFactory(rule=three[1], field="subject", operator="contains", value="x").rule
    move(rule_id=rule.pk, direction=Direction.UP, actor=boss)
    kept = [{"field": "subject", "operator": "contains", "value": "x"}]
    assert [version.conditions for version in rule.history.all()] == [kept, kept]
    assert three[2].history.first().conditions is None


def test_what_is_known_of_a_version_is_not_written_over(three):
    remember_conditions([three[0]])
    RoutingConditionFactory(rule=three[0])
    remember_conditions([three[0]], if_unknown=True)
    assert three[0].history.first().conditions == []


def test_a_rule_and_its_conditions_are_written_back(three, boss):
    rule = three[1]
    RoutingConditionFactory(rule=rule, field="source", operator="filled")
    rule.name, rule.priority, rule.position = "as it was", 40, 999
    earlier = RoutingCondition(field="subject", operator="contains", value="x")

    write_back(rule=rule, conditions=[earlier], actor=boss, because="Restored.")

    rule.refresh_from_db()
    assert (rule.name, rule.priority, rule.position) == ("as it was", 40, 20)
    assert list(rule.conditions.values_list("field", "operator", "value")) == [("subject", "contains", "x")]
    version = rule.history.first()
    assert (version.history_user, version.history_change_reason) == (boss, "Restored.")
    assert version.conditions == [{"field": "subject", "operator": "contains", "value": "x"}]
    assert rule.history.last().conditions == [{"field": "source", "operator": "filled", "value": ""}]


def test_the_rules_that_the_site_comes_with_can_come_back():
    rule = RoutingRule.objects.get(name="press, deadline today")
    assert rule.history.get().conditions == [{"field": "deadline", "operator": "is_today", "value": ""}]
