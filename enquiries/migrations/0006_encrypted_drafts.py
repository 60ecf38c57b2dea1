"""Keep the answers of drafts encrypted."""

from django.db import migrations

from enquiries.encrypted import EncryptedJSONField


def encrypt(apps, schema_editor):
    drafts = apps.get_model("enquiries", "Draft").objects
    for pk, answers in drafts.values_list("pk", "answers").iterator():
        drafts.filter(pk=pk).update(sealed=answers)


def decrypt(apps, schema_editor):
    drafts = apps.get_model("enquiries", "Draft").objects
    for pk, sealed in drafts.values_list("pk", "sealed").iterator():
        drafts.filter(pk=pk).update(answers=sealed or {})


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0005_closing")]

    operations = [
        migrations.AddField(
            "draft", "sealed", EncryptedJSONField(default=dict, help_text="As posted, by question name.")
        ),
        migrations.RunPython(encrypt, decrypt),
        migrations.RemoveField("draft", "answers"),
        migrations.RenameField("draft", "sealed", "answers"),
    ]
