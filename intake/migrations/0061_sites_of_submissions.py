"""Keep beside each submission the school or team that its answers name."""

from django.db import migrations

KINDS = ("school", "school_or_team")
CHUNK = 1000


def keep(apps, schema_editor):
    Submission = apps.get_model("intake", "Submission")
    named = []
    for submission in Submission.objects.only("answers").iterator(chunk_size=CHUNK):
        answers = (answer for answer in submission.answers if answer.get("kind") in KINDS)
        submission.site = next((answer["display"] for answer in answers if answer["display"]), "")
        if submission.site:
            submission.site = " ".join(submission.site.split())[:200]
            named.append(submission)
        if len(named) == CHUNK:
            Submission.objects.bulk_update(named, ["site"])
            named = []
    Submission.objects.bulk_update(named, ["site"])


class Migration(migrations.Migration):
    dependencies = [("intake", "0060_figures_and_exports")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
