import datetime
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0073_office_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkJob",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("assign_to_me", "Assign to me"),
                            ("assign", "Assign"),
                            ("move", "Move"),
                            ("tag", "Tag"),
                            ("untag", "Take a tag off"),
                            ("reply", "Reply"),
                            ("resolve", "Resolve"),
                            ("mark_as_spam", "Mark as spam"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "details",
                    models.JSONField(
                        blank=True, default=dict, help_text="What the move needs to know, as ids."
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        help_text="What is done to them, in words: “moved to Press”.", max_length=250
                    ),
                ),
                (
                    "list_query",
                    models.TextField(
                        blank=True, help_text="The list that it came from, as its address says it."
                    ),
                ),
                (
                    "not_found",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="How many were asked for that there are not, or that were not the person's.",
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="BulkLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("done", "done"), ("refused", "not changed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("why_not", models.CharField(blank=True, max_length=300)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DeskColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("names", models.JSONField(default=list)),
            ],
            options={
                "verbose_name_plural": "desk columns",
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "query",
                    models.JSONField(
                        default=dict, help_text="What the list's address says: each filter's value."
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="due_next",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        status="waiting",
                        then=models.Value(
                            datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.UTC),
                            output_field=models.DateTimeField(),
                        ),
                    ),
                    models.When(
                        first_response_at=None,
                        then=django.db.models.functions.comparison.Least("respond_by", "due_at"),
                    ),
                    default=models.F("due_at"),
                ),
                help_text="`next_due_at`, for the database to find and sort by; NEVER while it waits for its sender.",
                output_field=models.DateTimeField(),
            ),
        ),
        migrations.AlterField(
            model_name="timelineentry",
            name="event",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("routed", "Routed"),
                    ("assigned", "Assigned"),
                    ("moved", "Moved"),
                    ("replied", "Replied"),
                    ("noted", "Note added"),
                    ("sender_wrote", "The sender wrote"),
                    ("withdrawn", "Withdrawn by the sender"),
                    ("decided", "Decided"),
                    ("prioritised", "Priority changed"),
                    ("tagged", "Tagged"),
                    ("untagged", "Tag taken off"),
                    ("recounted", "Targets counted anew"),
                    ("resolved", "Resolved"),
                    ("reopened", "Reopened"),
                    ("marked_as_spam", "Marked as spam"),
                    ("not_acknowledged", "Not acknowledged"),
                    ("email_failed", "Email failed"),
                    ("email_delivered", "Email delivered"),
                    ("email_resent", "Email sent again"),
                    ("automatic_reply", "Automatic reply"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                fields=["-received_at", "-id"],
                name="submission_newest_open",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                fields=["due_next", "id"],
                name="submission_next_due",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                fields=["-priority", "-id"],
                name="submission_most_urgent",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["priority", "-received_at", "-id"], name="submission_priority"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status", "resolved")),
                fields=["queue", "-resolved_at"],
                name="submission_resolved",
            ),
        ),
        migrations.AddField(
            model_name="bulkjob",
            name="actor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="bulk_jobs",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="job",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="intake.bulkjob"
            ),
        ),
        migrations.AddField(
            model_name="bulkline",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intake.submission"
            ),
        ),
        migrations.AddField(
            model_name="deskcolumns",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="desk_columns",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="owner",
            field=models.ForeignKey(
                help_text="Who made it. A queue keeps what was shared with it when its maker leaves.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="saved_views",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="queue",
            field=models.ForeignKey(
                blank=True,
                help_text="The queue whose members all have it; nobody else but its owner where there is none.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="saved_views",
                to="intake.queue",
            ),
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(fields=["actor", "-created_at", "-id"], name="bulk_job_of_actor"),
        ),
        migrations.AddIndex(
            model_name="bulkjob",
            index=models.Index(
                condition=models.Q(("finished_at", None)), fields=["created_at"], name="bulk_job_unfinished"
            ),
        ),
        migrations.AddIndex(
            model_name="bulkline",
            index=models.Index(fields=["job", "state", "id"], name="bulk_line_of_job"),
        ),
        migrations.AddConstraint(
            model_name="bulkline",
            constraint=models.UniqueConstraint(
                fields=("job", "submission"), name="one_line_a_job_and_submission"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("queue", None)),
                fields=("owner", "name"),
                name="one_view_a_person_and_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("queue__isnull", False)),
                fields=("queue", "name"),
                name="one_view_a_queue_and_name",
            ),
        ),
    ]
