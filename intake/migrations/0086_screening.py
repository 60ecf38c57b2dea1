import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0085_submission_language"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AcknowledgedAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="KnownBad",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("address", "Email address"),
                            ("domain", "Domain of an email address or link"),
                            ("words", "Word or phrase"),
                            ("network", "Network address of the sender"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        help_text="Such as jo@example.com, example.com, cheap pills or 203.0.113.0/24.",
                        max_length=200,
                    ),
                ),
                ("note", models.CharField(blank=True, help_text="Why it is here.", max_length=200)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "known bad",
                "verbose_name_plural": "known bad",
                "ordering": ["kind", "value"],
            },
        ),
        migrations.CreateModel(
            name="RecentPost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.CharField(blank=True, max_length=64)),
                ("recipient", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="Screening",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("score", models.PositiveIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("signs", models.CharField(max_length=200)),
                (
                    "next_steps",
                    models.JSONField(default=list, help_text="HLT's own words for the acknowledgement."),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "waiting for review"),
                            ("passed_on", "passed on"),
                            ("spam", "marked as spam"),
                            ("by_sender", "closed by its sender"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "held submission",
                "ordering": ["held_at", "id"],
            },
        ),
        migrations.AlterField(
            model_name="bulkjob",
            name="move",
            field=models.CharField(
                choices=[
                    ("assign_to_me", "Assign to me"),
                    ("assign", "Assign"),
                    ("move", "Move"),
                    ("tag", "Tag"),
                    ("untag", "Take a tag off"),
                    ("reply", "Reply"),
                    ("resolve", "Resolve"),
                    ("mark_as_spam", "Mark as spam"),
                    ("pass_on", "Pass on"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="merge",
            name="status_before",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("open", "Open"),
                    ("waiting", "Waiting for the sender"),
                    ("resolved", "Resolved"),
                    ("withdrawn", "Withdrawn"),
                    ("spam", "Spam"),
                    ("merged", "Merged"),
                    ("held", "Held for review"),
                ],
                help_text="Where the merged one stood, and stands again if undone.",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="status",
            field=models.CharField(
                choices=[
                    ("new", "New"),
                    ("open", "Open"),
                    ("waiting", "Waiting for the sender"),
                    ("resolved", "Resolved"),
                    ("withdrawn", "Withdrawn"),
                    ("spam", "Spam"),
                    ("merged", "Merged"),
                    ("held", "Held for review"),
                ],
                default="new",
                max_length=10,
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
                    ("taken_back", "Reply taken back"),
                    ("noted", "Note added"),
                    ("sender_wrote", "The sender wrote"),
                    ("details_corrected", "Contact details corrected by the sender"),
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
                    ("merged", "Merged"),
                    ("unmerged", "Merging undone"),
                    ("linked", "Linked"),
                    ("unlinked", "Link removed"),
                    ("split_off", "Split off"),
                    ("forwarded", "Forwarded"),
                    ("handed_over", "Handed over"),
                    ("feedback", "Feedback from the sender"),
                    ("links_revoked", "The sender’s links revoked"),
                    ("held", "Held for review"),
                    ("passed_on", "Passed on"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="timelineentry",
            index=models.Index(
                condition=models.Q(("event", "not_acknowledged")),
                fields=["at"],
                name="timeline_not_acknowledged",
            ),
        ),
        migrations.AddConstraint(
            model_name="knownbad",
            constraint=models.UniqueConstraint(fields=("kind", "value"), name="known_bad_once"),
        ),
        migrations.AddIndex(
            model_name="recentpost",
            index=models.Index(fields=["client", "-at"], name="recent_post_client"),
        ),
        migrations.AddIndex(
            model_name="recentpost",
            index=models.Index(fields=["recipient", "-at"], name="recent_post_recipient"),
        ),
        migrations.AddField(
            model_name="screening",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="submission",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="screening", to="intake.submission"
            ),
        ),
        migrations.AddField(
            model_name="screening",
            name="usual_queue",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="intake.queue",
            ),
        ),
        migrations.AddIndex(
            model_name="screening",
            index=models.Index(
                condition=models.Q(("decision", "")), fields=["held_at", "id"], name="screening_waiting"
            ),
        ),
    ]
