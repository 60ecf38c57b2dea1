"""What rules, or a change of them, would have done with what came in lately."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import replay
from intake.models import Queue, RoutingCondition, RoutingRule, Submission
from intake.replay import Place
from intake.routing import Candidate
from tests.factories import (
    EnquiryTypeFactory,
    QueueFactory,
    RoutingConditionFactory,
    RoutingRuleFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def widgets() -> Queue:
    return QueueFactory(name="Widgets")


@pytest.fixture
def gadgets() -> Queue:
    return QueueFactory(name="Gadgets")


@pytest.fixture
def rule(widgets) -> RoutingRule:
    """Sends all widget enquiries to Widgets."""
    return RoutingRuleFactory(kind="widget", queue=widgets, position=5)


def changed(rule: RoutingRule, *conditions: tuple[str, str, str], **columns: object) -> Candidate:
    """The rule as it is being typed."""
    for name, value in columns.items():
        setattr(rule, name, value)
    rows = [RoutingCondition(field=field, operator=how, value=value) for field, how, value in conditions]
    return Candidate(rule, rows)


def moves(found: replay.Replay) -> list[tuple[Place, Place, int]]:
    return [(move.before, move.after, move.count) for move in found.moves]


def test_what_lies_elsewhere_than_the_rules_would_send_it(rule, widgets, gadgets):
    SubmissionFactory(queue=widgets)
    strayed = [SubmissionFactory(queue=gadgets, priority=40) for _ in range(2)]

    found = replay.as_they_stand()

    assert (found.looked_at, found.cut, found.moved) == (3, False, 2)
    assert moves(found) == [(Place("Gadgets", "urgent"), Place("Widgets", "normal"), 2)]
    assert set(found.moves[0].examples) == {(each.pk, each.reference) for each in strayed}


def test_a_changed_rule_is_compared_with_the_rules_as_they_stand(rule, widgets, gadgets):
    # Where it lies by now is beside the point.
    SubmissionFactory(queue=gadgets, subject="A red widget")
    SubmissionFactory(queue=widgets, subject="A blue widget")
    found = replay.with_change(changed(rule, queue=gadgets, priority=30))
    assert moves(found) == [(Place("Widgets", "normal"), Place("Gadgets", "high"), 2)]
    assert replay.with_change(changed(rule, queue=widgets, priority=None)).moves == []


def test_a_new_rule_stands_where_its_position_says(rule, widgets, gadgets):
    SubmissionFactory(queue=widgets, subject="A red widget")
    SubmissionFactory(queue=widgets, subject="A blue widget")
    new = RoutingRule(name="new", kind="widget", queue=gadgets, position=4)
    before = replay.with_change(changed(new, ("subject", "contains", "red")))
    assert moves(before) == [(Place("Widgets", "normal"), Place("Gadgets", "normal"), 1)]
    # After those that have the same position, as it would be once it is stored.
    assert replay.with_change(changed(new, position=5)).moves == []


@pytest.mark.parametrize("off", ["the rule", "its queue"])
def test_without_a_rule_the_types_usual_queue_takes_it(rule, widgets, gadgets, off):
    EnquiryTypeFactory(slug="widget", usual_queue=QueueFactory(name="Usual"))
    SubmissionFactory(queue=widgets)
    if off == "the rule":
        altered = changed(rule, active=False)
    else:
        altered = changed(rule, queue=QueueFactory(active=False))
    found = replay.with_change(altered)
    assert moves(found) == [(Place("Widgets", "normal"), Place("Usual", "normal"), 1)]


def test_a_usual_queue_that_is_not_active_gives_way_to_the_catch_all(widgets, catch_all):
    EnquiryTypeFactory(slug="widget", usual_queue=QueueFactory(active=False))
    SubmissionFactory(queue=widgets)
    assert moves(replay.as_they_stand()) == [(Place("Widgets", "normal"), Place(str(catch_all), "normal"), 1)]


def test_what_no_rule_takes_and_no_type_says_stays(widgets):
    SubmissionFactory(queue=widgets, kind="email", kind_label="Email")
    assert replay.as_they_stand().moves == []


def test_only_the_last_days_count(rule, gadgets):
    for days in (replay.DAYS - 1, replay.DAYS + 1):
        SubmissionFactory(queue=gadgets, received_at=timezone.now() - dt.timedelta(days=days))
    assert replay.as_they_stand().looked_at == 1


def test_each_was_received_when_it_was(rule, widgets, gadgets):
    RoutingConditionFactory(rule=rule, field="needed_by", operator="is_today")
    at = timezone.now() - dt.timedelta(days=10)
    SubmissionFactory(queue=widgets, received_at=at, needed_by=at)
    assert replay.as_they_stand().moves == []


def test_at_most_so_many_are_looked_at_and_named(rule, gadgets, monkeypatch):
    monkeypatch.setattr(replay, "MOST", 3)
    monkeypatch.setattr(replay, "REFERENCES", 2)
    now = timezone.now()
    made = [
        SubmissionFactory(queue=gadgets, received_at=now - dt.timedelta(hours=hours)) for hours in range(4)
    ]
    found = replay.as_they_stand()
    assert (found.looked_at, found.cut, found.moves[0].count) == (3, True, 3)
    assert found.moves[0].examples == [(each.pk, each.reference) for each in made[:2]]


def test_as_many_as_the_most_are_all(rule, gadgets, monkeypatch):
    monkeypatch.setattr(replay, "MOST", 3)
    SubmissionFactory.create_batch(3, queue=gadgets)
    assert not replay.as_they_stand().cut


def test_it_asks_as_few_questions_of_the_database_for_many_and_writes_nothing(rule, widgets, gadgets):
    def asked() -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            replay.with_change(changed(rule, queue=gadgets))
        return [query["sql"] for query in queries]

    SubmissionFactory(queue=widgets)
    few = asked()
    SubmissionFactory.create_batch(20, queue=widgets)
    RoutingConditionFactory.create_batch(10, field="x", operator="filled")
    many = asked()
    assert len(many) == len(few)
    assert not [sql for sql in many if not sql.startswith(("SELECT", "DECLARE"))]
    assert Submission.objects.filter(queue=widgets).count() == 21
