"""Keep the conditions that each rule has now with its newest version, and make one where it has none yet."""

from django.db import migrations
from django.utils import timezone

COLUMNS = ("position", "name", "active", "kind", "queue_id", "priority", "assignee_id", "tag_id")


def keep(apps, schema_editor):
    rules = apps.get_model("intake", "RoutingRule")
    versions = apps.get_model("intake", "HistoricalRoutingRule")
    conditions = apps.get_model("intake", "RoutingCondition")
    for rule in rules.objects.all():
        version = versions.objects.filter(id=rule.pk).order_by("-history_date", "-history_id").first()
        if version is None:
            columns = {column: getattr(rule, column) for column in COLUMNS}
            version = versions(id=rule.pk, history_date=timezone.now(), history_type="+", **columns)
        of_rule = conditions.objects.filter(rule_id=rule.pk).order_by("pk")
        version.conditions = list(of_rule.values("field", "operator", "value"))
        version.save()


class Migration(migrations.Migration):
    dependencies = [("intake", "0020_conditions_of_versions")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
