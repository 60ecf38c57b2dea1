"""Keep what each question and notice is now as its first version, where it has none yet."""

from django.db import migrations
from django.utils import timezone


def keep(apps, schema_editor):
    now = timezone.now()
    for name in ("Question", "Notice"):
        model = apps.get_model("enquiries", name)
        versions = apps.get_model("enquiries", f"Historical{name}")
        columns = [field.attname for field in model._meta.concrete_fields]
        kept = versions.objects.values("id")
        versions.objects.bulk_create(
            versions(
                history_date=now, history_type="+", **{column: getattr(row, column) for column in columns}
            )
            for row in model.objects.exclude(pk__in=kept).order_by("pk")
        )


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0003_question_history")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
