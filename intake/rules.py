"""What administrators do to routing rules besides typing: order them, bring back an earlier version."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from simple_history.utils import bulk_update_with_history

from intake import access, audit
from intake.models import RoutingCondition, RoutingRule

_STEP = 10
_WRITTEN_BACK = ("name", "active", "kind", "queue", "priority", "assignee", "tag")


class Direction(models.TextChoices):
    """Where a rule is moved to in the order of trying."""

    UP = "up", "Up"
    DOWN = "down", "Down"


@transaction.atomic
def move(*, rule_id: int, direction: Direction, actor: User) -> RoutingRule:
    """Let the rule and its neighbour change places; the first cannot go up, and the last not down.

    Raises:
        PermissionDenied: `actor` is no administrator.
        DoesNotExist: there is no such rule.
    """
    _require(actor)
    # Locked by id, so that two people who move rules at the same time wait for each other and do not hang.
    rules = sorted(
        RoutingRule.objects.select_for_update().order_by("pk"), key=lambda each: (each.position, each.pk)
    )
    here = next((number for number, rule in enumerate(rules) if rule.pk == rule_id), None)
    if here is None:
        raise RoutingRule.DoesNotExist
    moved, there = rules[here], here - 1 if direction == Direction.UP else here + 1
    if 0 <= there < len(rules):
        rules[here], rules[there] = rules[there], moved
        _number(rules, actor=actor)
    return moved


def remember_conditions(rules: Iterable[RoutingRule], *, if_unknown: bool = False) -> None:
    """Keep the conditions that each rule has now with its newest version, so that both can come back.

    Called after every change of a rule, and with `if_unknown` before it: a version that something else made
    than these functions and the admin then gets its conditions while they are still known.
    """
    for rule in rules:
        version = rule.history.first()
        if version and (version.conditions is None or not if_unknown):
            version.conditions = list(rule.conditions.order_by("pk").values("field", "operator", "value"))
            version.save(update_fields=["conditions"])


@transaction.atomic
def write_back(
    *, rule: RoutingRule, conditions: Sequence[RoutingCondition], actor: User, because: str
) -> None:
    """Store `rule` and its only `conditions`, which were checked, as they were in an earlier version.

    Its place in the order stays. `because` is said in the history, of which this is a change like any other.

    Raises:
        PermissionDenied: `actor` is no administrator.
        DoesNotExist: the rule is gone.
    """
    _require(actor)
    rule.position = RoutingRule.objects.select_for_update().get(pk=rule.pk).position
    remember_conditions([rule], if_unknown=True)
    bulk_update_with_history(
        [rule], RoutingRule, _WRITTEN_BACK, default_user=actor, default_change_reason=because
    )
    RoutingCondition.objects.filter(rule=rule).delete()
    RoutingCondition.objects.bulk_create(
        RoutingCondition(rule=rule, field=each.field, operator=each.operator, value=each.value)
        for each in conditions
    )
    remember_conditions([rule])
    audit.record(audit.Action.CHANGED, actor=actor, about=rule, detail={"fields": _WRITTEN_BACK})


def _require(actor: User) -> None:
    if not access.may_configure(actor):
        raise PermissionDenied("Only administrators change routing rules.")


def _number(rules: Sequence[RoutingRule], *, actor: User) -> None:
    """Number `rules` in their order, with the positions they have, or new ones where two have the same."""
    positions = sorted(rule.position for rule in rules)
    if len(set(positions)) < len(positions):
        positions = [_STEP * number for number in range(1, len(rules) + 1)]
    changed = [rule for rule, position in zip(rules, positions, strict=True) if rule.position != position]
    remember_conditions(changed, if_unknown=True)
    for rule, position in zip(rules, positions, strict=True):
        rule.position = position
    bulk_update_with_history(changed, RoutingRule, ["position"], default_user=actor)
    remember_conditions(changed)
    detail = {"fields": ["position"], "rules": [rule.pk for rule in changed]}
    audit.record(audit.Action.CHANGED, actor=actor, about=("routingrule", ""), detail=detail)
