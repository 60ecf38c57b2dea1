"""HLT's queues with their contacts, the first routing rules and canned replies. All are HLT's own to edit from then on."""

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

GREETING = "Dear {{ sender_name }},\n\n"
#: slug of the queue, name, text.
REPLIES = [
    (
        "",
        "More information needed",
        "Thank you for your message about “{{ subject }}”.\n\nSo that we can help you, please tell us:\n\n"
        "You can reply to this email; it will reach us with your reference, {{ reference }}.",
    ),
    (
        "",
        "Passed on to another team",
        "Thank you for your message. It is for another of our teams, and we have passed it on to them. "
        "They will reply to you; your reference stays {{ reference }}.",
    ),
    (
        "press",
        "Received, a statement will follow",
        "Thank you for your enquiry. We are preparing a statement and will send it to you before your deadline. "
        "If the deadline changes, please reply to this email.",
    ),
    (
        "press",
        "Deadline too short",
        "Thank you for your enquiry. We cannot give you a full answer by your deadline. "
        "Please tell us whether you can give us longer, and until when.",
    ),
    (
        "it-helpdesk",
        "Restart and try again",
        "Thank you for telling us. Please restart the computer and try again. "
        "If it still does not work, reply to this email and tell us the exact words of the error.",
    ),
    (
        "web-team",
        "The page is mended",
        "Thank you for telling us about the page. It is mended now. You may have to load it again to see the change.",
    ),
]


def add(apps, schema_editor):
    Queue = apps.get_model("intake", "Queue")
    if Queue.objects.exists():
        # Migrated back and forth: what HLT have made of their queues and rules stands.
        return
    queues = {row["slug"]: Queue.objects.create(**row) for row in QUEUES}
    for queue in queues.values():
        begin_history(apps, queue)
    add_rules(apps, queues)
    ReplyTemplate = apps.get_model("intake", "ReplyTemplate")
    for slug, name, text in REPLIES:
        begin_history(
            apps, ReplyTemplate.objects.create(name=name, queue=queues.get(slug), text=GREETING + text)
        )


def add_rules(apps, queues):
    RoutingRule = apps.get_model("intake", "RoutingRule")
    RoutingCondition = apps.get_model("intake", "RoutingCondition")
    for position, name, kind, queue, priority, conditions in RULES:
        rule = RoutingRule.objects.create(
            position=position, name=name, kind=kind, queue=queues[queue], priority=priority
        )
        kept = [
            {"field": field, "operator": operator, "value": value} for field, operator, value in conditions
        ]
        begin_history(apps, rule, conditions=kept)
        for condition in kept:
            RoutingCondition.objects.create(rule=rule, **condition)


def begin_history(apps, made, **more):
    """Keep what it was at first, so that its history can say what the first change changed."""
    History = apps.get_model("intake", f"Historical{made._meta.object_name}")
    values = {field.attname: getattr(made, field.attname) for field in made._meta.concrete_fields}
    History.objects.create(**values, **more, history_date=timezone.now(), history_type="+")


class Migration(migrations.Migration):
    replaces = [
        ("intake", "0003_first_queues"),
        ("intake", "0021_first_versions"),
        ("intake", "0041_first_canned_replies"),
    ]

    dependencies = [("intake", "0001_squashed_0104_policy_reports")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
