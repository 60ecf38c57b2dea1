"""Rules that can never decide, because an earlier one always does."""

import pytest

from intake.models import Queue, RoutingCondition, RoutingRule
from intake.routing import Candidate, candidates, shadowed
from tests.factories import QueueFactory, RoutingConditionFactory, RoutingRuleFactory

RED, BLUE = ("colour", "equals", "red"), ("colour", "equals", "blue")
WARM = ("colour", "one_of", "red, yellow")
LARGE = ("size", "equals", "large")
SIZED = ("size", "filled", "")


def candidate(number: int, kind: str, *conditions: tuple[str, str, str]) -> Candidate:
    """Return a rule that is not stored."""
    rows = [RoutingCondition(field=field, operator=how, value=value) for field, how, value in conditions]
    return Candidate(
        RoutingRule(pk=number, position=number, name=str(number), kind=kind, queue=Queue()), rows
    )


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("widget",), ("widget", RED)),
        (("",), ("widget",)),
        (("",), ("",)),
        (("widget", RED), ("widget", RED)),
        (("", RED), ("widget", RED, LARGE)),
        (("widget", WARM), ("widget", RED)),
        (("widget", WARM, SIZED), ("widget", LARGE, RED)),
        (("widget", SIZED, SIZED), ("widget", LARGE)),
    ],
)
def test_a_rule_that_another_always_comes_before(earlier, later) -> None:
    rules = [candidate(1, *earlier), candidate(2, *later)]
    assert shadowed(rules) == {2: rules[0].rule}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("widget", RED), ("widget",)),
        (("widget", RED), ("widget", BLUE)),
        (("widget", RED), ("widget", WARM)),
        (("widget", RED, LARGE), ("widget", RED)),
        (("widget", RED), ("widget", ("shade", "equals", "red"))),
        (("widget",), ("gadget",)),
        (("widget",), ("",)),
        (("widget", RED), ("", RED)),
    ],
)
def test_a_rule_that_may_still_decide(earlier, later) -> None:
    assert shadowed([candidate(1, *earlier), candidate(2, *later)]) == {}


def test_the_first_one_that_always_comes_before_is_named() -> None:
    rules = [candidate(1, "", RED), candidate(2, "", WARM), candidate(3, "widget", RED)]
    assert shadowed(rules) == {3: rules[0].rule}


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["the rule", "its queue"])
def test_a_rule_that_is_not_in_force_hides_none(why: str) -> None:
    RoutingRuleFactory(
        kind="widget", position=1, active=why != "the rule", queue=QueueFactory(active=why != "its queue")
    )
    later = RoutingRuleFactory(kind="widget", position=2)
    assert later.pk not in shadowed(candidates())


@pytest.mark.django_db
def test_none_of_the_rules_that_the_site_comes_with_is_hidden() -> None:
    assert shadowed(candidates()) == {}


@pytest.mark.django_db
def test_it_asks_as_few_questions_of_the_database_for_many_rules(django_assert_num_queries) -> None:
    for position in range(30):
        RoutingConditionFactory(rule=RoutingRuleFactory(position=position))
    with django_assert_num_queries(2):
        shadowed(candidates())
