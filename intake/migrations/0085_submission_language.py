from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0084_email_wordings"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="language",
            field=models.CharField(
                default="en-gb",
                help_text="The one in which it was sent, and we write to its sender.",
                max_length=10,
            ),
        ),
    ]
