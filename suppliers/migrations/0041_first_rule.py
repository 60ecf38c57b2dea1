"""The routing rule that registrations begin with: HLT's own to edit, like every other."""

from django.db import migrations
from django.utils import timezone


def add(apps, schema_editor):
    Queue = apps.get_model("intake", "Queue")
    RoutingRule = apps.get_model("intake", "RoutingRule")
    queue = Queue.objects.filter(slug="procurement").first()
    if not queue or RoutingRule.objects.filter(kind="supplier-registration").exists():
        return
    rule = RoutingRule.objects.create(
        position=110, name="supplier registrations", kind="supplier-registration", queue=queue
    )
    # What it was at first, so that its history can say what the first change changed.
    apps.get_model("intake", "HistoricalRoutingRule").objects.create(
        id=rule.pk,
        position=rule.position,
        name=rule.name,
        active=rule.active,
        kind=rule.kind,
        queue_id=queue.pk,
        history_date=timezone.now(),
        history_type="+",
    )


class Migration(migrations.Migration):
    replaces = [("suppliers", "0003_first_rule")]

    dependencies = [
        ("suppliers", "0001_squashed_0040_upkeep"),
        ("intake", "0105_first_rows"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
