"""Canned replies to begin with. They are HLT's own to edit from then on."""

from django.db import migrations
from django.utils import timezone

GREETING = "Dear {{ sender_name }},\n\n"
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
    queues = {queue.slug: queue for queue in apps.get_model("intake", "Queue").objects.all()}
    templates = apps.get_model("intake", "ReplyTemplate")
    versions = apps.get_model("intake", "HistoricalReplyTemplate")
    for slug, name, text in REPLIES:
        if slug and slug not in queues:
            continue
        made = templates.objects.create(name=name, queue=queues.get(slug), text=GREETING + text)
        versions.objects.create(
            id=made.pk,
            name=name,
            queue=made.queue,
            text=made.text,
            history_date=timezone.now(),
            history_type="+",
        )


class Migration(migrations.Migration):
    dependencies = [("intake", "0040_submission_page")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
