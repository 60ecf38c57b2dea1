"""Routing: which queue takes a submission, how urgent it is, and why. Reads, never writes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from intake import access, conditions
from intake.assignment import next_assignee
from intake.models import Queue, RoutingRule, Submission, Tag
from intake.models.submission import Priority


@dataclass(frozen=True)
class Route:
    """Where a submission goes, and the reason in words for the timeline."""

    queue: Queue
    priority: int
    assignee: User | None
    tag: Tag | None
    because: str


def route(submission: Submission, *, usual_queue: Queue | None = None) -> Route:
    """Return where `submission` (saved or not) goes: the first active rule that holds decides.

    Where none holds, its type's usual queue takes it, else the catch-all queue.
    """
    facts = facts_of(submission)
    rules = (
        RoutingRule.objects.filter(active=True, queue__active=True, kind__in=["", submission.kind])
        .select_related("queue", "assignee", "tag")
        .prefetch_related("conditions")
    )
    for rule in rules:
        if rule_holds(rule, facts, now=submission.received_at):
            return _route_by_rule(rule)
    if usual_queue and usual_queue.active:
        because = f"no rule holds: the usual queue of {submission.kind_label} → {usual_queue}"
        return Route(usual_queue, Priority.NORMAL, next_assignee(usual_queue), None, because)
    queue = Queue.objects.get(is_catch_all=True)
    because = f"no rule holds: the catch-all queue → {queue}"
    return Route(queue, Priority.NORMAL, next_assignee(queue), None, because)


def rule_holds(rule: RoutingRule, facts: Mapping[str, Any], *, now: dt.datetime) -> bool:
    """Return whether every condition of `rule` holds for `facts` at `now`."""
    return all(
        conditions.holds(
            field=condition.field, operator=condition.operator, value=condition.value, facts=facts, now=now
        )
        for condition in rule.conditions.all()
    )


def conditions_in_words(rule: RoutingRule) -> str:
    """Return when `rule` holds, as a person says it: "press: deadline is today, and outlet is answered"."""
    said = [
        conditions.in_words(field=condition.field, operator=condition.operator, value=condition.value)
        for condition in rule.conditions.all()
    ]
    return f"{rule.kind or 'every type'}: {', and '.join(said) or 'always'}"


def outcome_in_words(rule: RoutingRule) -> str:
    """Return what `rule` does, as a person says it: "to Press, urgent, to Ada Okoro, tagged deadline"."""
    said = [f"to {rule.queue}"]
    if rule.priority is not None:
        said.append(Priority(rule.priority).label.lower())
    if rule.assignee:
        said.append(f"to {rule.assignee.get_full_name() or rule.assignee.get_username()}")
    if rule.tag:
        said.append(f"tagged {rule.tag}")
    return ", ".join(said)


def facts_of(submission: Submission) -> dict[str, Any]:
    """Return what rules may ask about: the answers by name, and the submission's own fields."""
    return {answer["name"]: answer["value"] for answer in submission.answers} | {
        "subject": submission.subject,
        "source": submission.source,
        "sender_email": submission.sender_email,
        "sender_organisation": submission.sender_organisation,
        "needed_by": submission.needed_by,
    }


def _route_by_rule(rule: RoutingRule) -> Route:
    priority = Priority.NORMAL if rule.priority is None else Priority(rule.priority)
    because = f"rule {rule.position}: {rule.name} → {rule.queue}"
    if priority != Priority.NORMAL:
        because += f", {priority.label.lower()}"
    return Route(rule.queue, priority, _named_assignee(rule) or next_assignee(rule.queue), rule.tag, because)


def _named_assignee(rule: RoutingRule) -> User | None:
    """The rule's own assignee, as long as they may still see what is in its queue."""
    if not rule.assignee:
        return None
    return access.assignable_users(rule.queue).filter(pk=rule.assignee.pk).first()
