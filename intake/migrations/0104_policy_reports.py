from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0103_audit_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="PolicyReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("directive", models.CharField(max_length=40, verbose_name="rule")),
                (
                    "blocked",
                    models.CharField(
                        help_text="A site’s name, or inline, eval, data.",
                        max_length=200,
                        verbose_name="what was refused",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        help_text="The pattern of our page's address, without what stood in its place.",
                        max_length=200,
                        verbose_name="our page",
                    ),
                ),
                ("first_seen", models.DateTimeField()),
                ("last_seen", models.DateTimeField()),
                ("count", models.PositiveBigIntegerField(default=1, verbose_name="how often")),
            ],
            options={
                "verbose_name": "refused content",
                "verbose_name_plural": "refused content",
                "ordering": ["-last_seen", "-id"],
                "indexes": [models.Index(fields=["-last_seen", "-id"], name="policy_report_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("directive", "blocked", "page"), name="policy_report_once"
                    )
                ],
            },
        ),
    ]
