"""What of a type's questions routing rules ask about: were it renamed, such a rule would fall silent."""

from collections import defaultdict

from enquiries.models import EnquiryType, Question
from intake.conditions import Operator
from intake.models import RoutingCondition

_BY_VALUE = (Operator.EQUALS, Operator.NOT_EQUALS, Operator.ONE_OF)
#: What to do about a problem, for who may not change rules.
ASK_FIRST = "Ask an administrator to change the rule first."


def asked_about(enquiry_type: EnquiryType) -> dict[str, list[RoutingCondition]]:
    """Return the conditions of the rules in force for `enquiry_type`, by the name that they ask about."""
    found = (
        RoutingCondition.objects.filter(rule__active=True, rule__kind__in=("", enquiry_type.slug))
        .select_related("rule")
        .order_by("rule__position", "rule", "pk")
    )
    by_name: dict[str, list[RoutingCondition]] = defaultdict(list)
    for condition in found:
        by_name[condition.field].append(condition)
    return by_name


def problem(before: Question, after: Question | None, asked: dict[str, list[RoutingCondition]]) -> str:
    """Return why `before` cannot become `after` (None: be deleted) without silencing a rule, or ""."""
    rules = asked.get(before.name, [])
    if not rules:
        return ""
    if after is None or after.name != before.name:
        return f"Routing rule “{rules[0].rule.name}” asks about “{before.name}”."
    gone = {value for value, _ in before.choice_pairs()} - {value for value, _ in after.choice_pairs()}
    for condition in rules:
        lost = sorted(gone & set(_values(condition)))
        if lost:
            return f"Routing rule “{condition.rule.name}” asks for the choice “{lost[0]}”."
    return ""


def _values(condition: RoutingCondition) -> list[str]:
    if condition.operator not in _BY_VALUE:
        return []
    return [part.strip() for part in condition.value.split(",")]
