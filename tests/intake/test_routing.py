"""Routing: which queue, how urgent, whose, and why."""

import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from intake import assignment
from intake.models import RoutingRule, Submission
from intake.models.submission import Priority
from intake.routing import explain, facts_of, route, taker
from tests.factories import (
    MembershipFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    TagFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def unrouted(**answers: Any) -> Submission:
    """Return a submission that is not stored yet, with these answers."""
    stored = [
        {"name": name, "label": name, "kind": "short_text", "value": value, "display": str(value)}
        for name, value in answers.items()
    ]
    return Submission(
        idempotency_key=uuid.uuid4(),
        kind="widget",
        kind_label="Widget enquiry",
        subject="A widget is missing",
        answers=stored,
        received_at=timezone.now(),
    )


def rule(position: int, name: str, **condition: str) -> RoutingRule:
    """Return a rule for widgets with one condition, or none."""
    made = RoutingRuleFactory(position=position, name=name, kind="widget")
    if condition:
        RoutingConditionFactory(rule=made, **condition)
    return made


def test_the_first_rule_that_holds_decides_and_says_why() -> None:
    rule(1, "lost", field="what", operator="equals", value="lost")
    second = rule(2, "broken", field="what", operator="equals", value="broken")
    rule(3, "everything")
    second.priority = Priority.URGENT
    second.save()

    found = route(unrouted(what="broken"))

    assert found.queue == second.queue
    assert found.priority == Priority.URGENT
    assert found.because == f"rule 2: broken → {second.queue}, urgent"


def test_a_normal_priority_is_not_spoken_of() -> None:
    made = rule(1, "everything")
    found = route(unrouted())
    assert (found.priority, found.because) == (Priority.NORMAL, f"rule 1: everything → {made.queue}")


def test_every_condition_of_a_rule_must_hold() -> None:
    made = rule(1, "both", field="what", operator="equals", value="broken")
    RoutingConditionFactory(rule=made, field="subject", operator="contains", value="widget")
    usual = QueueFactory()
    assert route(unrouted(what="broken"), usual_queue=usual).queue == made.queue
    RoutingConditionFactory(rule=made, field="source", operator="equals", value="telephone")
    assert route(unrouted(what="broken"), usual_queue=usual).queue == usual


def test_rules_for_other_types_do_not_count() -> None:
    RoutingRuleFactory(position=1, kind="gadget")
    usual = QueueFactory()
    assert route(unrouted(), usual_queue=usual).queue == usual


def test_a_rule_for_every_type_counts() -> None:
    made = RoutingRuleFactory(position=0, kind="")
    assert route(unrouted()).queue == made.queue


def test_inactive_rules_and_queues_are_passed_over() -> None:
    RoutingRuleFactory(position=1, kind="widget", active=False)
    RoutingRuleFactory(position=2, kind="widget", queue=QueueFactory(active=False))
    last = RoutingRuleFactory(position=3, kind="widget")
    assert route(unrouted()).queue == last.queue


def test_where_no_rule_holds_the_usual_queue_takes_it() -> None:
    usual = QueueFactory(name="Widgets")
    found = route(unrouted(), usual_queue=usual)
    assert found.queue == usual
    assert found.because == "no rule holds: the usual queue of Widget enquiry → Widgets"


def test_where_there_is_no_usual_queue_or_it_is_inactive_the_catch_all_takes_it(catch_all) -> None:
    assert route(unrouted()).queue == catch_all
    found = route(unrouted(), usual_queue=QueueFactory(active=False))
    assert found.queue == catch_all
    assert found.because == f"no rule holds: the catch-all queue → {catch_all}"


@time_machine.travel("2026-11-24 15:00Z", tick=False)
def test_a_deadline_is_compared_with_the_moment_of_receipt() -> None:
    made = rule(1, "deadline today", field="needed_by", operator="is_today")
    usual = QueueFactory()
    submission = unrouted(needed_by="2026-11-25")
    submission.needed_by = dt.datetime(2026, 11, 24, 17, tzinfo=dt.UTC)
    assert route(submission, usual_queue=usual).queue == made.queue
    submission.needed_by += dt.timedelta(days=1)
    assert route(submission, usual_queue=usual).queue == usual


def test_a_rule_may_name_tag_and_assignee() -> None:
    made = rule(1, "everything")
    made.tag = TagFactory()
    made.assignee = MembershipFactory(queue=made.queue).user
    made.save()
    found = route(unrouted())
    assert (found.tag, found.assignee) == (made.tag, made.assignee)


@pytest.mark.parametrize("left", ["the portal", "the team"])
def test_an_assignee_who_has_left_is_passed_over(left: str) -> None:
    made = rule(1, "everything")
    membership = MembershipFactory(queue=made.queue)
    made.assignee = membership.user
    made.save()
    if left == "the portal":
        type(membership.user).objects.update(is_active=False)
    else:
        membership.delete()
    assert route(unrouted()).assignee is None


def test_a_rule_with_a_value_that_nobody_can_read_does_not_hold() -> None:
    rule(1, "half made", field="needed_by", operator="within_hours", value="soon")
    usual = QueueFactory()
    assert route(unrouted(needed_by="2026-11-24"), usual_queue=usual).queue == usual


def test_nobody_is_given_work_where_members_take_it_themselves() -> None:
    queue = MembershipFactory().queue
    assert route(unrouted(), usual_queue=queue).assignee is None


def test_in_turn() -> None:
    queue = QueueFactory(assignment="in_turn")
    members = [MembershipFactory(queue=queue).user for _ in range(3)]
    given = []
    for minute in range(5):
        with time_machine.travel(dt.datetime(2026, 11, 24, 10, minute, tzinfo=dt.UTC), tick=False):
            assignee = route(unrouted(), usual_queue=queue).assignee
            assert assignee
            assignment.note_turn(queue=queue, user=assignee)
            given.append(assignee)
    assert given == [*members, *members[:2]]


def test_the_least_busy_member_counts_open_work_only() -> None:
    queue = QueueFactory(assignment="least_busy")
    busy, free = (MembershipFactory(queue=queue).user for _ in range(2))
    SubmissionFactory.create_batch(2, queue=queue, assignee=busy)
    SubmissionFactory(queue=queue, assignee=free)
    SubmissionFactory.create_batch(5, queue=queue, assignee=free, status=Submission.Status.RESOLVED)
    assert route(unrouted(), usual_queue=queue).assignee == free


@pytest.mark.parametrize("how", ["in_turn", "least_busy"])
def test_no_work_for_members_who_are_gone_or_are_no_staff(how: str) -> None:
    queue = QueueFactory(assignment=how)
    MembershipFactory(queue=queue, user=UserFactory(is_active=False))
    MembershipFactory(queue=queue, user=UserFactory(is_staff=False))
    assert route(unrouted(), usual_queue=queue).assignee is None


def test_routing_asks_few_questions_of_the_database(django_assert_max_num_queries) -> None:
    for position in range(1, 20):
        rule(position, "none", field="what", operator="equals", value="nothing")
    with django_assert_max_num_queries(3):
        route(unrouted(what="broken"), usual_queue=QueueFactory.build(pk=1))


def test_every_rule_for_the_type_is_explained_in_order_with_each_condition() -> None:
    first = rule(1, "both", field="what", operator="equals", value="broken")
    RoutingConditionFactory(rule=first, field="subject", operator="contains", value="gadget")
    second = rule(2, "lost or broken", field="what", operator="one_of", value="lost, broken")
    third = rule(3, "everything")
    RoutingRuleFactory(kind="gadget")
    submission = unrouted(what="broken")

    found = explain(facts_of(submission), "widget", submission.received_at)

    assert [each.rule for each in found] == [first, second, third]
    assert [[checked.holds for checked in each.conditions] for each in found] == [[True, False], [True], []]
    assert [each.holds for each in found] == [False, True, True]
    assert [checked.fact for checked in found[0].conditions] == ["broken", "A widget is missing"]
    assert taker(found) == second
    assert route(submission).queue == second.queue
