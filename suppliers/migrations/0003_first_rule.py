"""The routing rule that registrations begin with: HLT's own to edit, like every other."""

from django.db import migrations


def add(apps, schema_editor):
    Queue = apps.get_model("intake", "Queue")
    RoutingRule = apps.get_model("intake", "RoutingRule")
    queue = Queue.objects.filter(slug="procurement").first()
    if not queue or RoutingRule.objects.filter(kind="supplier-registration").exists():
        return
    RoutingRule.objects.create(
        position=110, name="supplier registrations", kind="supplier-registration", queue=queue
    )


class Migration(migrations.Migration):
    dependencies = [
        ("suppliers", "0002_search_vector"),
        ("intake", "0004_messages_without_submission"),
    ]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
