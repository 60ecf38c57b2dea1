"""HLT's queues with their contacts, and the first routing rules. Both are HLT's own to edit from then on."""

from django.db import migrations
from django.utils import timezone

SWITCHBOARD = "+442088207000"
HIGH, URGENT = 30, 40

QUEUES = [
    {
        "slug": "general",
        "name": "General enquiries",
        "contact_name": "Hackney Learning Trust (switchboard)",
        "purpose": "Anything about education in Hackney that is not listed below, and when you do not know whom to ask.",
        "telephone": SWITCHBOARD,
        "is_catch_all": True,
        "position": 10,
        "response_target": 2,
        "response_unit": "days",
        "resolution_target": 10,
        "resolution_unit": "days",
    },
    {
        "slug": "it-helpdesk",
        "name": "IT helpdesk",
        "contact_name": "IT Helpdesk",
        "purpose": "Schools and HLT staff who have a problem with a computer, a sign-in, email or the network.",
        "telephone": "+442088207777",
        "position": 20,
        "response_target": 1,
        "response_unit": "days",
        "resolution_target": 3,
        "resolution_unit": "days",
    },
    {
        "slug": "press",
        "name": "Press",
        "contact_name": "Press Enquiries",
        "purpose": "Journalists and broadcasters who want a statement, an interview, filming or facts and figures.",
        "telephone": "+442083563736",
        "position": 30,
        "response_target": 4,
        "response_unit": "hours",
        "resolution_target": 1,
        "resolution_unit": "days",
    },
    {
        "slug": "web-team",
        "name": "Web team",
        "contact_name": "Web Team",
        "purpose": "A page of our website that is wrong, out of date, broken or hard to use.",
        "telephone": "+442088207019",
        "position": 40,
        "response_target": 2,
        "response_unit": "days",
        "resolution_target": 10,
        "resolution_unit": "days",
    },
    {
        "slug": "procurement",
        "name": "Procurement",
        "contact_name": "Procurement (Selling goods and services)",
        "purpose": "Firms and people who want to sell goods or services to us or to Hackney’s schools.",
        "telephone": "",
        "position": 50,
        "response_target": 5,
        "response_unit": "days",
        "resolution_target": 20,
        "resolution_unit": "days",
    },
    {
        # Freedom of Information Act 2000, s.10: an answer within 20 working days.
        "slug": "information-requests",
        "name": "Information requests",
        "contact_name": "Information requests",
        "purpose": "Requests under the Freedom of Information Act, and requests about your own data.",
        "telephone": SWITCHBOARD,
        "listed": False,
        "position": 60,
        "response_target": 20,
        "response_unit": "days",
        "resolution_target": 20,
        "resolution_unit": "days",
    },
    {
        "slug": "complaints",
        "name": "Complaints",
        "contact_name": "Complaints",
        "purpose": "Complaints about our services.",
        "telephone": SWITCHBOARD,
        "listed": False,
        "position": 70,
        "response_target": 10,
        "response_unit": "days",
        "resolution_target": 10,
        "resolution_unit": "days",
    },
]

#: position, name, kind, queue, priority, conditions as (field, operator, value).
RULES = [
    (
        10,
        "press, deadline within 4 working hours",
        "press",
        "press",
        URGENT,
        [("deadline", "within_hours", "4")],
    ),
    (20, "press, deadline today", "press", "press", URGENT, [("deadline", "is_today", "")]),
    (30, "press", "press", "press", None, []),
    (
        40,
        "IT, a whole school cannot work",
        "it-helpdesk",
        "it-helpdesk",
        HIGH,
        [("impact", "equals", "whole_school")],
    ),
    (50, "IT helpdesk", "it-helpdesk", "it-helpdesk", None, []),
    (
        60,
        "web, an accessibility problem",
        "web-team",
        "web-team",
        HIGH,
        [("problem", "equals", "accessibility")],
    ),
    (70, "web", "web-team", "web-team", None, []),
    (
        80,
        "general, data or FOI",
        "general",
        "information-requests",
        None,
        [("about", "equals", "data_or_foi")],
    ),
    (90, "general, a complaint", "general", "complaints", None, [("about", "equals", "complaint")]),
    (100, "general", "general", "general", None, []),
]


def add(apps, schema_editor):
    Queue = apps.get_model("intake", "Queue")
    RoutingRule = apps.get_model("intake", "RoutingRule")
    RoutingCondition = apps.get_model("intake", "RoutingCondition")
    if Queue.objects.exists():
        # Migrated back and forth: what HLT have made of their queues and rules stands.
        return
    queues = {row["slug"]: Queue.objects.create(**row) for row in QUEUES}
    for queue in queues.values():
        begin_history(apps, queue)
    for position, name, kind, queue, priority, conditions in RULES:
        rule = RoutingRule.objects.create(
            position=position, name=name, kind=kind, queue=queues[queue], priority=priority
        )
        begin_history(apps, rule)
        for field, operator, value in conditions:
            RoutingCondition.objects.create(rule=rule, field=field, operator=operator, value=value)


def begin_history(apps, made):
    """Keep what it was at first, so that its history can say what the first change changed."""
    History = apps.get_model("intake", f"Historical{made._meta.object_name}")
    values = {field.attname: getattr(made, field.attname) for field in made._meta.concrete_fields}
    History.objects.create(**values, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_search_vector")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
