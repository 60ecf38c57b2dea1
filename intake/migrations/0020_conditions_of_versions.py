from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0010_waiting_since")]

    operations = [
        migrations.AddField(
            model_name="historicalroutingrule",
            name="conditions",
            field=models.JSONField(
                help_text="Each condition's field, operator and value; null where they were not kept.",
                null=True,
            ),
        ),
    ]
