from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0009_first_suggested_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="shown_at",
            field=models.DateTimeField(
                blank=True, help_text="When its form was first shown, if proved.", null=True
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="trap_filled",
            field=models.BooleanField(
                default=False, help_text="Whether a field was filled in that nobody sees."
            ),
        ),
    ]
