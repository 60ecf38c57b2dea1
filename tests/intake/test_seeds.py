"""The queues, routing rules and canned replies that the site comes with."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from enquiries.models import EnquiryType
from intake import routing, sla
from intake.models import Queue, ReplyTemplate, RoutingCondition, RoutingRule, Submission

pytestmark = pytest.mark.django_db

#: Tuesday 24 November 2026 in London.
MORNING = dt.datetime(2026, 11, 24, 9, 30, tzinfo=sla.LONDON)
AFTERNOON = dt.datetime(2026, 11, 24, 15, tzinfo=sla.LONDON)
seeds = import_module("intake.migrations.0105_first_rows")


def reason(kind, *, received_at=MORNING, **answers):
    """Why a submission with these answers goes where it goes."""
    given = [
        {"name": name, "label": name, "kind": "short_text", "value": value, "display": value}
        for name, value in answers.items()
    ]
    submission = Submission(kind=kind, kind_label=kind, answers=given, received_at=received_at)
    return routing.route(submission).because


def test_the_contacts_are_those_that_hackney_learning_trust_publishes():
    listed = Queue.objects.filter(listed=True)

    assert [(queue.public_name, str(queue.telephone)) for queue in listed] == [
        ("Hackney Learning Trust (switchboard)", "020 8820 7000"),
        ("IT Helpdesk", "020 8820 7777"),
        ("Press Enquiries", "020 8356 3736"),
        ("Web Team", "020 8820 7019"),
        ("Procurement (Selling goods and services)", ""),
    ]
    assert all(queue.purpose for queue in listed)


def test_what_no_team_takes_goes_to_the_switchboard_and_teams_without_a_contact_have_its_telephone():
    assert Queue.objects.get(is_catch_all=True).slug == "general"
    for queue in Queue.objects.filter(listed=False):
        assert str(queue.telephone) == "020 8820 7000"


@pytest.mark.parametrize(
    ("slug", "reply", "resolution"),
    [
        ("press", (4, "hours"), (1, "days")),
        ("it-helpdesk", (1, "days"), (3, "days")),
        ("web-team", (2, "days"), (10, "days")),
        ("general", (2, "days"), (10, "days")),
        ("procurement", (5, "days"), (20, "days")),
        # Freedom of Information Act 2000, s.10.
        ("information-requests", (20, "days"), (20, "days")),
        ("complaints", (10, "days"), (10, "days")),
    ],
)
def test_targets(slug, reply, resolution):
    queue = Queue.objects.get(slug=slug)

    assert (queue.response_target, queue.response_unit) == reply
    assert (queue.resolution_target, queue.resolution_unit) == resolution


def test_nothing_in_them_would_be_refused_in_the_admin():
    for row in [*Queue.objects.all(), *RoutingRule.objects.all(), *RoutingCondition.objects.all()]:
        row.full_clean()


@pytest.mark.parametrize(
    ("kind", "answers", "because"),
    [
        (
            "press",
            {"deadline": "2026-11-24T13:00:00+00:00"},
            "rule 10: press, deadline within 4 working hours → Press, urgent",
        ),
        (
            "press",
            {"deadline": "2026-11-24T16:30:00+00:00"},
            "rule 20: press, deadline today → Press, urgent",
        ),
        ("press", {"deadline": "2026-11-26T12:00:00+00:00"}, "rule 30: press → Press"),
        (
            "it-helpdesk",
            {"impact": "whole_school"},
            "rule 40: IT, a whole school cannot work → IT helpdesk, high",
        ),
        ("it-helpdesk", {"impact": "just_me"}, "rule 50: IT helpdesk → IT helpdesk"),
        (
            "web-team",
            {"problem": "accessibility"},
            "rule 60: web, an accessibility problem → Web team, high",
        ),
        ("web-team", {"problem": "broken_link"}, "rule 70: web → Web team"),
        ("general", {"about": "data_or_foi"}, "rule 80: general, data or FOI → Information requests"),
        ("general", {"about": "complaint"}, "rule 90: general, a complaint → Complaints"),
        ("general", {"about": "admissions"}, "rule 100: general → General enquiries"),
    ],
)
def test_where_what_comes_in_goes_and_why(kind, answers, because):
    assert reason(kind, **answers) == because


def test_a_deadline_tomorrow_morning_is_near_in_the_afternoon():
    answers = {"deadline": "2026-11-25T10:30:00+00:00"}

    assert "rule 30" in reason("press", received_at=MORNING, **answers)
    assert "rule 10" in reason("press", received_at=AFTERNOON, **answers)


def test_each_rule_asks_for_answers_that_its_form_offers():
    types = {each.slug: each for each in EnquiryType.objects.prefetch_related("questions")}

    for condition in RoutingCondition.objects.select_related("rule"):
        question = types[condition.rule.kind].questions.get(name=condition.field)
        if condition.operator == "equals":
            assert condition.value in dict(question.choice_pairs())


def test_migrated_back_and_forth_what_was_edited_since_stands():
    Queue.objects.filter(slug="press").update(name="News desk", telephone="")
    RoutingRule.objects.filter(position=20).delete()
    count = Queue.objects.count()

    assert seeds.Migration.operations[0].reversible
    seeds.add(apps, None)

    assert Queue.objects.count() == count
    assert Queue.objects.get(slug="press").name == "News desk"
    assert not RoutingRule.objects.filter(position=20).exists()


def test_their_histories_begin_with_them():
    assert ReplyTemplate.objects.count() == 6
    for made in (*Queue.objects.all(), *RoutingRule.objects.all(), *ReplyTemplate.objects.all()):
        (first,) = made.history.all()
        assert (first.history_type, first.instance) == ("+", made)
