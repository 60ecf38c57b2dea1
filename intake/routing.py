"""Routing: which queue takes a submission, how urgent it is, and why. Reads, never writes."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User

from intake import absences, access, conditions, implications
from intake.assignment import next_assignee
from intake.models import Queue, RoutingCondition, RoutingRule, Submission, Tag
from intake.models.submission import Priority


@dataclass(frozen=True)
class Route:
    """Where a submission goes, and the reason in words for the timeline."""

    queue: Queue
    priority: int
    assignee: User | None
    tag: Tag | None
    because: str


@dataclass(frozen=True)
class Candidate:
    """A rule that may take a submission, with its conditions: as stored, or as they are being typed."""

    rule: RoutingRule
    conditions: Sequence[RoutingCondition]


@dataclass(frozen=True)
class Checked:
    """One condition of a rule, what it was compared with, and whether it holds."""

    condition: RoutingCondition
    fact: Any
    holds: bool


@dataclass(frozen=True)
class Tried:
    """A rule that was tried, with each of its conditions."""

    rule: RoutingRule
    conditions: list[Checked]

    @property
    def holds(self) -> bool:
        """Whether all its conditions hold; without any it always does."""
        return all(checked.holds for checked in self.conditions)


def route(submission: Submission, *, usual_queue: Queue | None = None) -> Route:
    """Return where `submission` (saved or not) goes: the first active rule that holds decides.

    Where none holds, its type's usual queue takes it, else the catch-all queue.
    """
    facts = facts_of(submission)
    rule = taker(tried(candidates(), facts=facts, kind=submission.kind, now=submission.received_at))
    if rule:
        return _route_by_rule(rule)
    if usual_queue and usual_queue.active:
        because = f"no rule holds: the usual queue of {submission.kind_label} → {usual_queue}"
        return Route(usual_queue, Priority.NORMAL, next_assignee(usual_queue), None, because)
    queue = Queue.objects.get(is_catch_all=True)
    because = f"no rule holds: the catch-all queue → {queue}"
    return Route(queue, Priority.NORMAL, next_assignee(queue), None, because)


def by_choice(queue: Queue) -> Route:
    """Return the route of what a member of staff has put into `queue` themselves."""
    return Route(queue, Priority.NORMAL, next_assignee(queue), None, f"chosen by who entered it → {queue}")


def explain(facts: Mapping[str, Any], kind: str, now: dt.datetime) -> list[Tried]:
    """Return every rule that is tried for a submission of `kind` with `facts` at `now`, in order, and why."""
    return list(tried(candidates(), facts=facts, kind=kind, now=now))


def candidates() -> list[Candidate]:
    """Return the rules in force, in the order in which they are tried."""
    rules = (
        RoutingRule.objects.filter(active=True, queue__active=True)
        .select_related("queue", "assignee", "tag")
        .prefetch_related("conditions")
    )
    return [Candidate(rule, list(rule.conditions.all())) for rule in rules]


def tried(
    rules: Iterable[Candidate], *, facts: Mapping[str, Any], kind: str, now: dt.datetime
) -> Iterator[Tried]:
    """Try those of `rules` that are for `kind`, one after the other."""
    for candidate in rules:
        if candidate.rule.kind in ("", kind):
            yield Tried(candidate.rule, [_checked(each, facts, now) for each in candidate.conditions])


def taker(tries: Iterable[Tried]) -> RoutingRule | None:
    """Return the rule that decides: the first that holds."""
    return next((each.rule for each in tries if each.holds), None)


def priority_of(rule: RoutingRule | None) -> Priority:
    """Return the priority that `rule` gives; None stands for no rule."""
    return Priority.NORMAL if rule is None or rule.priority is None else Priority(rule.priority)


def shadowed(rules: Sequence[Candidate]) -> dict[int | None, RoutingRule]:
    """Return, by the id of each rule that can never decide, the earlier one that always does instead.

    A new rule has the id None. Only what is certain is said: the earlier one is for the same type or for
    every type, and whenever all conditions of the later one hold, each of its own does.
    """
    found: dict[int | None, RoutingRule] = {}
    for number, later in enumerate(rules):
        above = next((earlier for earlier in rules[:number] if _covers(earlier, later)), None)
        if above:
            found[later.rule.pk] = above.rule
    return found


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
    priority = priority_of(rule)
    because = f"rule {rule.position}: {rule.name} → {rule.queue}"
    if priority != Priority.NORMAL:
        because += f", {priority.label.lower()}"
    return Route(rule.queue, priority, _named_assignee(rule) or next_assignee(rule.queue), rule.tag, because)


def _named_assignee(rule: RoutingRule) -> User | None:
    """The rule's own assignee, as long as they may still see what is in its queue and are not away."""
    if not rule.assignee:
        return None
    present = access.assignable_users(rule.queue).exclude(absences.is_away("pk"))
    return present.filter(pk=rule.assignee.pk).first()


def _checked(condition: RoutingCondition, facts: Mapping[str, Any], now: dt.datetime) -> Checked:
    holds = conditions.holds(
        field=condition.field, operator=condition.operator, value=condition.value, facts=facts, now=now
    )
    return Checked(condition, facts.get(condition.field), holds)


def _covers(earlier: Candidate, later: Candidate) -> bool:
    return earlier.rule.kind in ("", later.rule.kind) and all(
        any(_implies(given, wanted) for given in later.conditions) for wanted in earlier.conditions
    )


def _implies(given: RoutingCondition, wanted: RoutingCondition) -> bool:
    return given.field == wanted.field and implications.implies(
        given.operator, given.value, wanted.operator, wanted.value
    )
