"""What waits for its sender has done so since the last reply, as far as is known."""

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Now


def say_since_when(apps, schema_editor):
    Submission = apps.get_model("intake", "Submission")
    replies = apps.get_model("intake", "TimelineEntry").objects.filter(
        submission=OuterRef("pk"), event="replied"
    )
    Submission.objects.filter(status="waiting", waiting_since=None).update(
        waiting_since=Coalesce(Subquery(replies.order_by("-at", "-id").values("at")[:1]), Now())
    )


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0009_deadlines"),
    ]

    operations = [migrations.RunPython(say_since_when, migrations.RunPython.noop)]
