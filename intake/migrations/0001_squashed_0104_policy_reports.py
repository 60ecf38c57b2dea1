"""The tables, what PostgreSQL searches by, and what has the database refuse to change the audit log.

Django's models do not know the generated column: `intake.search` is the one place that uses it, and SQLite has none.
"""

import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import intake.models.attachment
import intake.models.inbound
import intake.models.privacy
import intake.template_fields
import phonenumber_field.modelfields
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models
from intake.audit import append_only, chain
from intake.create_models import CreateModels


_SEARCHED = {"intake_submission": "submission_search"}


def add_search(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, index in _SEARCHED.items():
        schema_editor.execute(
            f"ALTER TABLE {table} ADD COLUMN search_vector tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED"
        )
        schema_editor.execute(f"CREATE INDEX {index} ON {table} USING gin (search_vector)")


def begin_audit(apps, schema_editor):
    head = apps.get_model("intake", "AuditHead")(pk=1)
    head.seal = chain.seal_of(head)
    head.save()
    for statement in append_only.install(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def end_audit(apps, schema_editor):
    for statement in append_only.remove(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    replaces = [
        ("intake", "0001_initial"),
        ("intake", "0002_search_vector"),
        ("intake", "0004_messages_without_submission"),
        ("intake", "0005_deliveries_and_inbound"),
        ("intake", "0006_retry_from"),
        ("intake", "0007_heartbeat"),
        ("intake", "0008_deliveries_name"),
        ("intake", "0009_deadlines"),
        ("intake", "0010_waiting_since"),
        ("intake", "0020_conditions_of_versions"),
        ("intake", "0040_submission_page"),
        ("intake", "0050_merging"),
        ("intake", "0060_figures_and_exports"),
        ("intake", "0061_sites_of_submissions"),
        ("intake", "0070_auditors"),
        ("intake", "0071_team_history"),
        ("intake", "0072_suggestions"),
        ("intake", "0073_office_hours"),
        ("intake", "0080_desk"),
        ("intake", "0081_messages_in_search"),
        ("intake", "0082_events_of_the_desk"),
        ("intake", "0083_feedback"),
        ("intake", "0084_email_wordings"),
        ("intake", "0085_submission_language"),
        ("intake", "0086_screening"),
        ("intake", "0087_virus_scans"),
        ("intake", "0088_link_requests"),
        ("intake", "0089_privacy"),
        ("intake", "0090_subject_access"),
        ("intake", "0100_staff_sessions"),
        ("intake", "0101_directory"),
        ("intake", "0102_audit"),
        ("intake", "0103_audit_append_only"),
        ("intake", "0104_policy_reports"),
    ]

    initial = True

    dependencies = [
        # None of ours refers to theirs. After ours, their changes would have all of ours built anew.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="absences",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "entered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "days away",
                        "ordering": ["starts_on", "id"],
                        "indexes": [models.Index(fields=["user", "ends_on"], name="absence_of_user")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("starts_on__lte", models.F("ends_on"))),
                                name="absence_ends_after_it_starts",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalQueue",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(db_index=True, max_length=100)),
                        ("slug", models.SlugField(max_length=60)),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="An inactive queue receives no new submissions."
                            ),
                        ),
                        (
                            "is_catch_all",
                            models.BooleanField(
                                default=False,
                                help_text="Takes what no rule and no usual queue takes. Exactly one queue is the catch-all.",
                                verbose_name="catch-all",
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True,
                                help_text="As the contacts page names it; the queue's name if empty.",
                                max_length=100,
                            ),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True,
                                help_text="What to use this contact for, in a sentence or two, for the contacts page.",
                            ),
                        ),
                        (
                            "telephone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None
                            ),
                        ),
                        ("listed", models.BooleanField(default=True, verbose_name="on the contacts page")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100, help_text="Order on pages; the lowest first."
                            ),
                        ),
                        (
                            "reply_to",
                            models.EmailField(
                                blank=True,
                                help_text="Where senders' replies go.",
                                max_length=254,
                                verbose_name="reply-to address",
                            ),
                        ),
                        (
                            "alert_address",
                            models.EmailField(
                                blank=True,
                                help_text="A shared mailbox that is told of new submissions, besides the members.",
                                max_length=254,
                            ),
                        ),
                        (
                            "response_target",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="Within which a person first replies.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "response_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="days",
                                max_length=5,
                            ),
                        ),
                        (
                            "resolution_target",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Within which the matter is resolved.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "resolution_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="days",
                                max_length=5,
                            ),
                        ),
                        ("opens_at", models.TimeField(default=datetime.time(9, 0))),
                        ("closes_at", models.TimeField(default=datetime.time(17, 0))),
                        (
                            "weekday_hours",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text='By day of the week, "0" for Monday: when it opens and closes, or nothing if it does not.',
                                verbose_name="days with other hours",
                            ),
                        ),
                        (
                            "closures",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Times of closing besides bank holidays: first and last day, and why.",
                                verbose_name="closed",
                            ),
                        ),
                        (
                            "assignment",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody: members take it themselves"),
                                    ("in_turn", "each member in turn"),
                                    ("least_busy", "the member with the least open work"),
                                ],
                                default="nobody",
                                max_length=10,
                                verbose_name="new work goes to",
                            ),
                        ),
                        (
                            "retention_days",
                            models.PositiveIntegerField(
                                default=730,
                                help_text="Days after which a resolved submission is due for erasure.",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical queue",
                        "verbose_name_plural": "historical queues",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Queue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=100, unique=True)),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="An inactive queue receives no new submissions."
                            ),
                        ),
                        (
                            "is_catch_all",
                            models.BooleanField(
                                default=False,
                                help_text="Takes what no rule and no usual queue takes. Exactly one queue is the catch-all.",
                                verbose_name="catch-all",
                            ),
                        ),
                        (
                            "contact_name",
                            models.CharField(
                                blank=True,
                                help_text="As the contacts page names it; the queue's name if empty.",
                                max_length=100,
                            ),
                        ),
                        (
                            "purpose",
                            models.TextField(
                                blank=True,
                                help_text="What to use this contact for, in a sentence or two, for the contacts page.",
                            ),
                        ),
                        (
                            "telephone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None
                            ),
                        ),
                        ("listed", models.BooleanField(default=True, verbose_name="on the contacts page")),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100, help_text="Order on pages; the lowest first."
                            ),
                        ),
                        (
                            "reply_to",
                            models.EmailField(
                                blank=True,
                                help_text="Where senders' replies go.",
                                max_length=254,
                                verbose_name="reply-to address",
                            ),
                        ),
                        (
                            "alert_address",
                            models.EmailField(
                                blank=True,
                                help_text="A shared mailbox that is told of new submissions, besides the members.",
                                max_length=254,
                            ),
                        ),
                        (
                            "response_target",
                            models.PositiveSmallIntegerField(
                                default=2,
                                help_text="Within which a person first replies.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "response_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="days",
                                max_length=5,
                            ),
                        ),
                        (
                            "resolution_target",
                            models.PositiveSmallIntegerField(
                                default=10,
                                help_text="Within which the matter is resolved.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "resolution_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="days",
                                max_length=5,
                            ),
                        ),
                        ("opens_at", models.TimeField(default=datetime.time(9, 0))),
                        ("closes_at", models.TimeField(default=datetime.time(17, 0))),
                        (
                            "weekday_hours",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text='By day of the week, "0" for Monday: when it opens and closes, or nothing if it does not.',
                                verbose_name="days with other hours",
                            ),
                        ),
                        (
                            "closures",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="Times of closing besides bank holidays: first and last day, and why.",
                                verbose_name="closed",
                            ),
                        ),
                        (
                            "assignment",
                            models.CharField(
                                choices=[
                                    ("nobody", "nobody: members take it themselves"),
                                    ("in_turn", "each member in turn"),
                                    ("least_busy", "the member with the least open work"),
                                ],
                                default="nobody",
                                max_length=10,
                                verbose_name="new work goes to",
                            ),
                        ),
                        (
                            "retention_days",
                            models.PositiveIntegerField(
                                default=730,
                                help_text="Days after which a resolved submission is due for erasure.",
                            ),
                        ),
                        (
                            "members",
                            models.ManyToManyField(
                                related_name="queues",
                                through="intake.QueueMembership",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("is_catch_all", True)),
                                fields=("is_catch_all",),
                                name="one_catch_all_queue",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("opens_at__lt", models.F("closes_at"))),
                                name="queue_opens_before_it_closes",
                                violation_error_message="Office hours must open before they close.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_catch_all", False), ("active", True), _connector="OR"
                                ),
                                name="catch_all_is_active",
                                violation_error_message="The catch-all queue must stay active.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriorityTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="priority_targets",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                choices=[(10, "Low"), (20, "Normal"), (30, "High"), (40, "Urgent")]
                            ),
                        ),
                        (
                            "response_target",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)]
                            ),
                        ),
                        (
                            "response_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="hours",
                                max_length=5,
                            ),
                        ),
                        (
                            "resolution_target",
                            models.PositiveSmallIntegerField(
                                validators=[django.core.validators.MinValueValidator(1)]
                            ),
                        ),
                        (
                            "resolution_unit",
                            models.CharField(
                                choices=[("hours", "working hours"), ("days", "working days")],
                                default="days",
                                max_length=5,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-priority"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("queue", "priority"),
                                name="one_target_a_queue_and_priority",
                                violation_error_message="This priority has its targets already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalQueueMembership",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "member"), ("lead", "lead")],
                                default="member",
                                max_length=6,
                            ),
                        ),
                        (
                            "wants_alerts",
                            models.BooleanField(
                                default=True, verbose_name="is emailed about new submissions"
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical queue membership",
                        "verbose_name_plural": "historical queue memberships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="QueueMembership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="queue_memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[("member", "member"), ("lead", "lead")],
                                default="member",
                                max_length=6,
                            ),
                        ),
                        (
                            "wants_alerts",
                            models.BooleanField(
                                default=True, verbose_name="is emailed about new submissions"
                            ),
                        ),
                        ("last_assigned_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("queue", "user"), name="one_membership_a_queue_and_user"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=50, unique=True)),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(editable=False, max_length=16, unique=True)),
                        (
                            "idempotency_key",
                            models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                        ),
                        (
                            "kind",
                            models.SlugField(help_text="The slug of its type, such as press.", max_length=60),
                        ),
                        ("kind_label", models.CharField(max_length=120)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("web", "Website"),
                                    ("email", "Email"),
                                    ("telephone", "Telephone"),
                                    ("api", "API"),
                                ],
                                default="web",
                                max_length=10,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
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
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                choices=[(10, "Low"), (20, "Normal"), (30, "High"), (40, "Urgent")],
                                default=20,
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="assigned_submissions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("subject", models.CharField(max_length=200)),
                        ("sender_name", models.CharField(blank=True, max_length=200)),
                        ("sender_email", models.EmailField(blank=True, max_length=254)),
                        (
                            "sender_telephone",
                            phonenumber_field.modelfields.PhoneNumberField(
                                blank=True, max_length=128, region=None
                            ),
                        ),
                        ("sender_organisation", models.CharField(blank=True, max_length=200)),
                        ("sender_role", models.CharField(blank=True, max_length=200)),
                        (
                            "site",
                            models.CharField(
                                blank=True, help_text="The school or team that it is about.", max_length=200
                            ),
                        ),
                        ("answers", models.JSONField(default=list)),
                        (
                            "language",
                            models.CharField(
                                default="en-gb",
                                help_text="The one in which it was sent, and we write to its sender.",
                                max_length=10,
                            ),
                        ),
                        (
                            "needed_by",
                            models.DateTimeField(
                                blank=True, help_text="The sender's own deadline.", null=True
                            ),
                        ),
                        ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("respond_by", models.DateTimeField(help_text="The target for the first reply.")),
                        (
                            "due_at",
                            models.DateTimeField(
                                help_text="The target for the resolution, or the sender's own deadline."
                            ),
                        ),
                        (
                            "due_next",
                            models.GeneratedField(
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
                                        then=django.db.models.functions.comparison.Least(
                                            "respond_by", "due_at"
                                        ),
                                    ),
                                    default=models.F("due_at"),
                                ),
                                help_text="`next_due_at`, for the database to find and sort by; NEVER while it waits for its sender.",
                                output_field=models.DateTimeField(),
                            ),
                        ),
                        (
                            "waiting_since",
                            models.DateTimeField(
                                blank=True,
                                help_text="Since when it waits for its sender, and the clock stands.",
                                null=True,
                            ),
                        ),
                        (
                            "waited",
                            models.DurationField(
                                default=datetime.timedelta,
                                help_text="The working time for which the clock has stood before.",
                            ),
                        ),
                        ("first_response_at", models.DateTimeField(blank=True, null=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "erase_after",
                            models.DateField(
                                blank=True,
                                help_text="The last day on which it is kept; `intake.privacy` sets it.",
                                null=True,
                            ),
                        ),
                        (
                            "erased_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="Since when it says nothing of a person and only counts.",
                                null=True,
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, help_text="Counts up with each change."),
                        ),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        (
                            "tags",
                            models.ManyToManyField(blank=True, related_name="submissions", to="intake.tag"),
                        ),
                    ],
                    options={
                        "ordering": ["-received_at", "-id"],
                        "indexes": [
                            models.Index(fields=["-received_at", "-id"], name="submission_newest"),
                            models.Index(
                                fields=["queue", "-received_at", "-id"], name="submission_queue_newest"
                            ),
                            models.Index(
                                fields=["queue", "status", "-received_at", "-id"],
                                name="submission_queue_status",
                            ),
                            models.Index(
                                fields=["kind", "-received_at", "-id"], name="submission_kind_newest"
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                                fields=["assignee", "-received_at", "-id"],
                                name="submission_mine_open",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("assignee", None), ("status__in", ("new", "open", "waiting"))
                                ),
                                fields=["queue", "-received_at", "-id"],
                                name="submission_unassigned_open",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                                fields=["due_at", "queue"],
                                name="submission_due_open",
                            ),
                            models.Index(fields=["sender_email", "-received_at"], name="submission_sender"),
                            models.Index(
                                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                                fields=["-received_at", "-id"],
                                name="submission_newest_open",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                                fields=["due_next", "id"],
                                name="submission_next_due",
                            ),
                            models.Index(
                                condition=models.Q(("status__in", ("new", "open", "waiting"))),
                                fields=["-priority", "-id"],
                                name="submission_most_urgent",
                            ),
                            models.Index(
                                fields=["priority", "-received_at", "-id"], name="submission_priority"
                            ),
                            models.Index(
                                condition=models.Q(("erase_after__isnull", False), ("erased_at", None)),
                                fields=["erase_after"],
                                name="submission_to_be_erased",
                            ),
                            models.Index(
                                condition=models.Q(("status", "resolved")),
                                fields=["queue", "-resolved_at"],
                                name="submission_resolved",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="messages",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose name it bears where it is about no submission.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("out", "to"), ("in", "from"), ("internal", "among staff")],
                                max_length=8,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Acknowledgement"),
                                    ("alert", "Alert"),
                                    ("reply", "Reply"),
                                    ("tracking_link", "Tracking link"),
                                    ("sign_in_link", "Sign-in link"),
                                    ("invitation", "Invitation"),
                                    ("reminder", "Reminder"),
                                    ("notice", "Notice"),
                                    ("forward", "Forwarded copy"),
                                    ("test", "Test"),
                                    ("note", "Note"),
                                    ("inbound", "From the sender"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recipient", models.EmailField(blank=True, max_length=254)),
                        ("reply_to", models.EmailField(blank=True, max_length=254)),
                        ("subject", models.CharField(blank=True, max_length=250)),
                        ("text", models.TextField(blank=True)),
                        (
                            "typed",
                            models.TextField(
                                blank=True,
                                help_text="What its author typed, where they may take it back before it is sent.",
                            ),
                        ),
                        ("html", models.TextField(blank=True)),
                        (
                            "dedupe_key",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Names what may exist once only, such as a submission's acknowledgement.",
                                max_length=120,
                                null=True,
                                unique=True,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("recorded", "recorded"),
                                    ("queued", "waiting to be sent"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("delivered", "delivered"),
                                    ("bounced", "bounced"),
                                    ("complained", "marked as spam by its recipient"),
                                    ("failed", "failed"),
                                    ("unknown", "not known whether it was sent"),
                                    ("cancelled", "taken back, not sent"),
                                ],
                                default="queued",
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        (
                            "ambiguous_ends",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="Tries that ended without our knowing whether the provider took it.",
                            ),
                        ),
                        ("next_attempt_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "retry_from",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="From when the time in which it is tried is counted.",
                            ),
                        ),
                        ("lease_until", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("provider_id", models.CharField(blank=True, max_length=255)),
                        ("last_error", models.TextField(blank=True)),
                        (
                            "handled_at",
                            models.DateTimeField(
                                blank=True, help_text="When somebody dealt with its not arriving.", null=True
                            ),
                        ),
                        (
                            "handled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                        "ordering": ["created_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state__in", ["queued", "sending"])),
                                fields=["next_attempt_at"],
                                name="message_due",
                            ),
                            models.Index(
                                condition=models.Q(
                                    ("handled_at", None),
                                    ("state__in", ["failed", "bounced", "complained", "unknown"]),
                                ),
                                fields=["state", "-created_at"],
                                name="message_undelivered",
                            ),
                            models.Index(
                                condition=models.Q(("direction", "out")),
                                fields=["created_at"],
                                name="message_out_written",
                            ),
                            models.Index(
                                django.db.models.functions.text.Lower("recipient"),
                                models.F("kind"),
                                models.OrderBy(models.F("created_at"), descending=True),
                                name="message_recipient",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("submission__isnull", False), ("queue__isnull", False), _connector="OR"
                                ),
                                name="message_of_a_submission_or_a_queue",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attachments",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="attachments",
                                to="intake.message",
                            ),
                        ),
                        ("upload_token", models.UUIDField(blank=True, db_index=True, null=True)),
                        (
                            "kept",
                            models.BooleanField(
                                default=False,
                                help_text="Another record keeps it, so that it is never deleted as abandoned.",
                            ),
                        ),
                        ("question", models.CharField(blank=True, max_length=60)),
                        (
                            "file",
                            models.FileField(max_length=200, upload_to=intake.models.attachment.private_name),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="The sender's file name, cleaned, for people to read.",
                                max_length=150,
                            ),
                        ),
                        (
                            "content_type",
                            models.CharField(help_text="As sniffed from the content.", max_length=100),
                        ),
                        ("size", models.PositiveIntegerField(help_text="Bytes.")),
                        ("sha256", models.CharField(max_length=64)),
                        (
                            "scan",
                            models.CharField(
                                choices=[
                                    ("not_scanned", "not scanned for viruses"),
                                    ("waiting", "being checked for viruses"),
                                    ("clean", "no virus found"),
                                    ("infected", "a virus was found in it"),
                                    ("failed", "could not be checked for viruses"),
                                ],
                                default="not_scanned",
                                max_length=12,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["created_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("kept", False), ("submission", None)),
                                fields=["created_at"],
                                name="attachment_abandoned",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        (
                            "number",
                            models.PositiveBigIntegerField(
                                help_text="1, 2, 3 and so on, without a gap.",
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "actor",
                            models.CharField(
                                help_text="What kind of person or machine it was.", max_length=20
                            ),
                        ),
                        (
                            "user_id",
                            models.PositiveBigIntegerField(
                                help_text="Of which member of staff.", null=True, verbose_name="account"
                            ),
                        ),
                        ("action", models.CharField(max_length=40)),
                        ("object_kind", models.CharField(blank=True, max_length=60)),
                        ("object_id", models.CharField(blank=True, max_length=64)),
                        ("detail", models.JSONField(default=dict)),
                        (
                            "previous",
                            models.CharField(help_text="The hash of the entry before.", max_length=64),
                        ),
                        (
                            "hash",
                            models.CharField(
                                help_text="Keyed hash (HMAC-SHA-256) of all the rest.", max_length=64
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "entry of the audit log",
                        "verbose_name_plural": "audit log",
                        "ordering": ["-number"],
                        "indexes": [
                            models.Index(fields=["at"], name="audit_at"),
                            models.Index(fields=["user_id", "-number"], name="audit_user"),
                            models.Index(fields=["action", "-number"], name="audit_action"),
                            models.Index(fields=["object_kind", "object_id", "-number"], name="audit_object"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditHead",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("count", models.PositiveBigIntegerField(default=0)),
                        ("hash", models.CharField(blank=True, max_length=64)),
                        ("seal", models.CharField(blank=True, max_length=64)),
                        ("checked_at", models.DateTimeField(blank=True, default=None, null=True)),
                        (
                            "broken_at",
                            models.PositiveBigIntegerField(
                                blank=True,
                                help_text="The first entry that the last check found broken.",
                                null=True,
                            ),
                        ),
                        ("problem", models.CharField(blank=True, max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name="Auditor",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="auditor",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("since", models.DateTimeField(auto_now_add=True)),
                    ],
                ),
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
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bulk_jobs",
                                to=settings.AUTH_USER_MODEL,
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
                                    ("pass_on", "Pass on"),
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
                        "indexes": [
                            models.Index(fields=["actor", "-created_at", "-id"], name="bulk_job_of_actor"),
                            models.Index(
                                condition=models.Q(("finished_at", None)),
                                fields=["created_at"],
                                name="bulk_job_unfinished",
                            ),
                        ],
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
                            "job",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="intake.bulkjob",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting"),
                                    ("done", "done"),
                                    ("refused", "not changed"),
                                ],
                                default="waiting",
                                max_length=7,
                            ),
                        ),
                        ("why_not", models.CharField(blank=True, max_length=300)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "indexes": [models.Index(fields=["job", "state", "id"], name="bulk_line_of_job")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("job", "submission"), name="one_line_a_job_and_submission"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeliveryEvent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                help_text="Names the event, so that it is stored once however often it comes.",
                                max_length=200,
                                unique=True,
                            ),
                        ),
                        ("provider", models.CharField(max_length=40)),
                        (
                            "event_type",
                            models.CharField(help_text="As anymail normalises it.", max_length=20),
                        ),
                        (
                            "message_uuid",
                            models.UUIDField(
                                blank=True, help_text="Our own id, from the metadata.", null=True
                            ),
                        ),
                        ("provider_id", models.CharField(blank=True, max_length=255)),
                        ("recipient", models.EmailField(blank=True, max_length=254)),
                        ("description", models.TextField(blank=True, help_text="The provider's words.")),
                        ("occurred_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("raw", models.JSONField(default=dict)),
                        ("stored_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="events",
                                to="intake.message",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["occurred_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("applied_at", None)),
                                fields=["stored_at"],
                                name="delivery_event_pending",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circuit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=20, unique=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "probe_at",
                            models.DateTimeField(
                                blank=True, help_text="When the next email may try.", null=True
                            ),
                        ),
                        ("reason", models.TextField(blank=True, help_text="The provider's words.")),
                    ],
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
                            "owner",
                            models.ForeignKey(
                                help_text="Who made it. A queue keeps what was shared with it when its maker leaves.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="The queue whose members all have it; nobody else but its owner where there is none.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "query",
                            models.JSONField(
                                default=dict, help_text="What the list's address says: each filter's value."
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("queue", None)),
                                fields=("owner", "name"),
                                name="one_view_a_person_and_name",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("queue__isnull", False)),
                                fields=("queue", "name"),
                                name="one_view_a_queue_and_name",
                            ),
                        ],
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
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="desk_columns",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("names", models.JSONField(default=list)),
                    ],
                    options={
                        "verbose_name_plural": "desk columns",
                    },
                ),
                migrations.CreateModel(
                    name="DirectoryAccount",
                    fields=[
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="directory",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("issuer", models.CharField(max_length=200)),
                        ("subject", models.CharField(max_length=255)),
                        ("since", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("issuer", "subject"), name="one_account_a_person_of_the_directory"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMapping",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "group",
                            models.CharField(
                                help_text="As the directory sends it, letter for letter: Entra ID sends the group’s object ID.",
                                max_length=200,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                blank=True,
                                help_text="For who reads this list.",
                                max_length=100,
                                verbose_name="what the group is called",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "staff, without a queue"),
                                    ("member", "member of a queue"),
                                    ("lead", "lead of a queue"),
                                    ("auditor", "auditor"),
                                    ("administrator", "administrator"),
                                ],
                                max_length=13,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="For members and leads only. From then on groups alone decide who is in its team, of those who sign in through the directory.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="group_mappings",
                                to="intake.queue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "group of the directory",
                        "verbose_name_plural": "groups of the directory",
                        "ordering": ["group", "queue", "role"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("queue__isnull", False)),
                                fields=("group", "queue"),
                                name="one_role_a_group_and_queue",
                                violation_error_message="This group has a role in this queue already.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("queue__isnull", True)),
                                fields=("group", "role"),
                                name="one_row_a_group_and_role",
                                violation_error_message="This group has this role already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("queue__isnull", False), ("role__in", ["member", "lead"])),
                                    models.Q(
                                        ("queue__isnull", True),
                                        ("role__in", ["staff", "auditor", "administrator"]),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_queue_for_members_and_leads",
                                violation_error_message="Members and leads need a queue; the other roles have none.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="drafts",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("submission", "user"), name="one_draft_a_submission_and_user"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("typed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["seen_at"], name="presence_seen")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("submission", "user"), name="one_presence_a_submission_and_user"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalEmailWording",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "email",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Acknowledgement"),
                                    ("reply", "Reply"),
                                    ("tracking-link", "Link to follow it"),
                                    ("details-corrected", "Email address changed"),
                                    ("merged", "Two made one"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.SlugField(
                                blank=True, help_text="Empty: every type.", max_length=60, verbose_name="type"
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True,
                                help_text="What follows the reference, with which every subject begins.",
                                max_length=120,
                            ),
                        ),
                        (
                            "opening",
                            models.TextField(
                                blank=True, help_text="How it begins. An empty line parts paragraphs."
                            ),
                        ),
                        (
                            "what_next",
                            models.TextField(
                                blank=True,
                                help_text="Below the heading “What happens next”.",
                                verbose_name="what happens next",
                            ),
                        ),
                        ("closing", models.TextField(blank=True, help_text="How it ends.")),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The team that sends it. Empty: every team.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical wording of an email",
                        "verbose_name_plural": "historical wordings of emails",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="EmailWording",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "email",
                            models.CharField(
                                choices=[
                                    ("acknowledgement", "Acknowledgement"),
                                    ("reply", "Reply"),
                                    ("tracking-link", "Link to follow it"),
                                    ("details-corrected", "Email address changed"),
                                    ("merged", "Two made one"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "kind",
                            models.SlugField(
                                blank=True, help_text="Empty: every type.", max_length=60, verbose_name="type"
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="The team that sends it. Empty: every team.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="email_wordings",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "subject",
                            models.CharField(
                                blank=True,
                                help_text="What follows the reference, with which every subject begins.",
                                max_length=120,
                            ),
                        ),
                        (
                            "opening",
                            models.TextField(
                                blank=True, help_text="How it begins. An empty line parts paragraphs."
                            ),
                        ),
                        (
                            "what_next",
                            models.TextField(
                                blank=True,
                                help_text="Below the heading “What happens next”.",
                                verbose_name="what happens next",
                            ),
                        ),
                        ("closing", models.TextField(blank=True, help_text="How it ends.")),
                    ],
                    options={
                        "verbose_name": "wording of an email",
                        "verbose_name_plural": "wordings of emails",
                        "ordering": ["email", "queue__name", "kind", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("email", "kind", "queue"),
                                name="email_wording_once",
                                violation_error_message="There is a wording of this email for this type and team. Change it.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("queue", None)),
                                fields=("email", "kind"),
                                name="email_wording_of_all_once",
                                violation_error_message="There is a wording of this email for this type already. Change it.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExportLog",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="Who it was, also once the account is gone.",
                                max_length=200,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "format",
                            models.CharField(choices=[("csv", "CSV"), ("xlsx", "Excel")], max_length=4),
                        ),
                        ("criteria", models.TextField(verbose_name="what was asked for")),
                        ("rows", models.PositiveIntegerField(verbose_name="submissions")),
                        (
                            "queues",
                            models.ManyToManyField(
                                help_text="Whose submissions were in it: their leads see this row.",
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "export",
                        "ordering": ["-at", "-id"],
                        "indexes": [models.Index(fields=["-at", "-id"], name="export_newest")],
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="feedback",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "rating",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (5, "Very satisfied"),
                                    (4, "Satisfied"),
                                    (3, "In between"),
                                    (2, "Dissatisfied"),
                                    (1, "Very dissatisfied"),
                                ]
                            ),
                        ),
                        ("comment", models.TextField(blank=True, help_text="What could be better.")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name_plural": "feedback",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rating__range", (1, 5))),
                                name="feedback_rating_is_one_of_five",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Heartbeat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=20, unique=True)),
                        ("at", models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name="InboundEmail",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "key",
                            models.CharField(
                                help_text="Names the email, so that it is stored once.",
                                max_length=200,
                                unique=True,
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                help_text="The provider, or the mailbox that was read.", max_length=40
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        ("envelope_recipient", models.CharField(blank=True, max_length=254)),
                        ("sender", models.CharField(blank=True, max_length=254)),
                        ("raw", models.FileField(max_length=200, upload_to=intake.models.inbound.raw_name)),
                        ("stored_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("pending", "not looked at yet"),
                                    ("reply", "added to its submission"),
                                    ("submission", "a new submission"),
                                    ("automatic", "an automatic reply: noted only"),
                                    ("bounce", "a bounce: noted only"),
                                    ("mailing_list", "from a mailing list: ignored"),
                                    ("loop", "our own email come back: ignored"),
                                    ("too_many", "too many from one address: kept, not added"),
                                    ("no_queue", "to no queue's address: ignored"),
                                    ("failed", "could not be read"),
                                ],
                                default="pending",
                                max_length=12,
                            ),
                        ),
                        ("error", models.TextField(blank=True)),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="inbound_emails",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "message",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="inbound_email",
                                to="intake.message",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-stored_at", "-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("outcome", "pending")),
                                fields=["stored_at"],
                                name="inbound_email_pending",
                            ),
                            models.Index(
                                fields=["sender", "submission", "stored_at"], name="inbound_email_sender"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LinkRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reference", models.CharField(max_length=20)),
                        ("email", models.EmailField(max_length=254)),
                        ("asked_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                    ],
                ),
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
                migrations.CreateModel(
                    name="HistoricalRetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.SlugField(
                                help_text="The slug of the type, such as press.",
                                max_length=60,
                                verbose_name="type",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveIntegerField(
                                help_text="Days after which a closed submission is erased.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                help_text="Why so long, for whoever asks: a law, a policy.", max_length=200
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: in every queue.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical time that things are kept",
                        "verbose_name_plural": "historical how long things are kept",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RetentionRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: in every queue.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="retention_rules",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "kind",
                            models.SlugField(
                                help_text="The slug of the type, such as press.",
                                max_length=60,
                                verbose_name="type",
                            ),
                        ),
                        (
                            "days",
                            models.PositiveIntegerField(
                                help_text="Days after which a closed submission is erased.",
                                validators=[django.core.validators.MinValueValidator(1)],
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                help_text="Why so long, for whoever asks: a law, a policy.", max_length=200
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "time that things are kept",
                        "verbose_name_plural": "how long things are kept",
                        "ordering": ["kind", "queue", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "queue"),
                                name="one_retention_rule_a_type_and_queue",
                                nulls_distinct=False,
                                violation_error_message="There is a rule for this type and queue already.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalHold",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="legal_holds",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(
                                blank=True,
                                help_text="Everything of this address.",
                                max_length=254,
                                verbose_name="email address",
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                help_text="Such as “claim in the county court”.", max_length=300
                            ),
                        ),
                        (
                            "until",
                            models.DateField(
                                blank=True, help_text="The last day; empty: until it is lifted.", null=True
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["-placed_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("submission__isnull", False),
                                    models.Q(("email", ""), _negated=True),
                                    _connector="XOR",
                                ),
                                name="hold_of_a_submission_or_an_address",
                                violation_error_message="Give either a submission or an email address.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ErasureRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("retention", "Kept for its time"),
                                    ("request", "Asked for by the person"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("is_dry", models.BooleanField(default=False, verbose_name="dry run")),
                        ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "started_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lines",
                            models.JSONField(
                                default=list, help_text="What, in which queue, of which type, how much."
                            ),
                        ),
                        (
                            "held",
                            models.PositiveIntegerField(
                                default=0, help_text="Submissions that a legal hold keeps."
                            ),
                        ),
                        (
                            "failed",
                            models.PositiveIntegerField(
                                default=0, help_text="What could not be erased, and is tried again."
                            ),
                        ),
                        (
                            "address_digest",
                            models.CharField(
                                blank=True,
                                editable=False,
                                help_text="Keyed digest of the address that it was for.",
                                max_length=64,
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="When an administrator saw this dry run and let the nights erase.",
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "erasure",
                        "ordering": ["-began_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="SubjectAccess",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "address",
                            models.EmailField(
                                blank=True,
                                help_text="Empty once the file is deleted.",
                                max_length=254,
                                verbose_name="email address",
                            ),
                        ),
                        ("address_digest", models.CharField(editable=False, max_length=64)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("made_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "file",
                            models.FileField(
                                blank=True, max_length=200, upload_to=intake.models.privacy.access_name
                            ),
                        ),
                        ("rows", models.PositiveIntegerField(default=0)),
                        ("files", models.PositiveIntegerField(default=0)),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "taken_at",
                            models.DateTimeField(
                                blank=True, help_text="When it was last downloaded.", null=True
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "copy for a person",
                        "verbose_name_plural": "copies for persons",
                        "ordering": ["-asked_at", "-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "merged",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merge",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="merges",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "status_before",
                            models.CharField(
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
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["made_at", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("merged", models.F("kept")), _negated=True),
                                name="nothing_is_merged_into_itself",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "one",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_as_one",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links_as_other",
                                to="intake.submission",
                            ),
                        ),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["made_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(fields=("one", "other"), name="one_link_a_pair"),
                            models.CheckConstraint(
                                condition=models.Q(("one__lt", models.F("other"))),
                                name="link_names_the_older_first",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReplyTemplate",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="What colleagues find it by, such as “Deadline too short”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="Fields that are filled in: {{ reference }} the submission’s reference; {{ sender_name }} the sender’s name; “Sir or Madam” where they gave none; {{ subject }} what they wrote about; {{ queue }} your team’s public name; {{ author }} your own name",
                                validators=[intake.template_fields.check],
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The team that uses it. Empty: every team.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical canned reply",
                        "verbose_name_plural": "historical canned replies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="ReplyTemplate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            models.CharField(
                                help_text="What colleagues find it by, such as “Deadline too short”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                help_text="The team that uses it. Empty: every team.",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reply_templates",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="Fields that are filled in: {{ reference }} the submission’s reference; {{ sender_name }} the sender’s name; “Sir or Madam” where they gave none; {{ subject }} what they wrote about; {{ queue }} your team’s public name; {{ author }} your own name",
                                validators=[intake.template_fields.check],
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "canned reply",
                        "verbose_name_plural": "canned replies",
                        "ordering": ["name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalRoutingRule",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "conditions",
                            models.JSONField(
                                help_text="Each condition's field, operator and value; null where they were not kept.",
                                null=True,
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                db_index=True, default=100, help_text="The lowest is tried first."
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="Said in the timeline as the reason.", max_length=120),
                        ),
                        ("active", models.BooleanField(default=True)),
                        (
                            "kind",
                            models.SlugField(
                                blank=True,
                                help_text="The type it is for; empty for every type.",
                                max_length=60,
                            ),
                        ),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(10, "Low"), (20, "Normal"), (30, "High"), (40, "Urgent")],
                                null=True,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="intake.tag",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical routing rule",
                        "verbose_name_plural": "historical routing rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="RoutingRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                db_index=True, default=100, help_text="The lowest is tried first."
                            ),
                        ),
                        (
                            "name",
                            models.CharField(help_text="Said in the timeline as the reason.", max_length=120),
                        ),
                        ("active", models.BooleanField(default=True)),
                        (
                            "kind",
                            models.SlugField(
                                blank=True,
                                help_text="The type it is for; empty for every type.",
                                max_length=60,
                            ),
                        ),
                        (
                            "queue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routing_rules",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "priority",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                choices=[(10, "Low"), (20, "Normal"), (30, "High"), (40, "Urgent")],
                                null=True,
                            ),
                        ),
                        (
                            "assignee",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "tag",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="intake.tag",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="RoutingCondition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conditions",
                                to="intake.routingrule",
                            ),
                        ),
                        (
                            "field",
                            models.CharField(
                                help_text="A question's name, or subject, source, sender_email, sender_organisation or needed_by.",
                                max_length=60,
                            ),
                        ),
                        (
                            "operator",
                            models.CharField(
                                choices=[
                                    ("equals", "is"),
                                    ("not_equals", "is not"),
                                    ("one_of", "is one of (separated by commas)"),
                                    ("contains", "contains the words"),
                                    ("filled", "is answered"),
                                    ("empty", "is not answered"),
                                    ("within_hours", "is within this many working hours"),
                                    ("is_today", "is today"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.CharField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["id"],
                    },
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
                        (
                            "submission",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="screening",
                                to="intake.submission",
                            ),
                        ),
                        ("held_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ("score", models.PositiveIntegerField()),
                        ("reasons", models.JSONField(default=list)),
                        ("signs", models.CharField(max_length=200)),
                        (
                            "next_steps",
                            models.JSONField(
                                default=list, help_text="HLT's own words for the acknowledgement."
                            ),
                        ),
                        (
                            "usual_queue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="intake.queue",
                            ),
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
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "held submission",
                        "ordering": ["held_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("decision", "")),
                                fields=["held_at", "id"],
                                name="screening_waiting",
                            )
                        ],
                    },
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
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "value"), name="known_bad_once")
                        ],
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
                    options={
                        "indexes": [
                            models.Index(fields=["client", "-at"], name="recent_post_client"),
                            models.Index(fields=["recipient", "-at"], name="recent_post_recipient"),
                        ],
                    },
                ),
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
                    name="StaffSession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="staff_sessions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("session_key", models.CharField(max_length=40, unique=True)),
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("browser", models.CharField(blank=True, max_length=60)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["started_at"], name="staff_session_started")],
                    },
                ),
                migrations.CreateModel(
                    name="Suggester",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.SlugField(max_length=60)),
                        ("trained_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "in_use",
                            models.BooleanField(
                                default=False, help_text="Whether it did better than the rules."
                            ),
                        ),
                        (
                            "weights",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                help_text="As `intake.suggestions.scoring` reads them; of those in use.",
                            ),
                        ),
                        (
                            "figures",
                            models.JSONField(
                                default=dict,
                                help_text="How often it and the rules were right on weeks that it had not seen.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-trained_at", "-id"],
                        "indexes": [
                            models.Index(fields=["kind", "-trained_at", "-id"], name="suggester_newest")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("in_use", True)),
                                fields=("kind",),
                                name="one_suggester_in_use_a_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TimelineEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="timeline",
                                to="intake.submission",
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "event",
                            models.CharField(
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
                                    ("file_kept_away", "File kept away"),
                                    ("feedback", "Feedback from the sender"),
                                    ("links_revoked", "The sender’s links revoked"),
                                    ("held", "Held for review"),
                                    ("passed_on", "Passed on"),
                                    ("erased", "Erased"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                help_text="Nobody where the portal or the sender did it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("data", models.JSONField(blank=True, default=dict)),
                    ],
                    options={
                        "verbose_name_plural": "timeline entries",
                        "ordering": ["at", "id"],
                        "indexes": [
                            models.Index(fields=["submission", "at", "id"], name="timeline_of_submission"),
                            models.Index(
                                condition=models.Q(("event", "not_acknowledged")),
                                fields=["at"],
                                name="timeline_not_acknowledged",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TrackingToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="tracking_tokens",
                                to="intake.submission",
                            ),
                        ),
                        ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="VirusScan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "attachment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="virus_scan",
                                to="intake.attachment",
                            ),
                        ),
                        ("attempts", models.PositiveIntegerField(default=0)),
                        (
                            "next_at",
                            models.DateTimeField(
                                db_default=django.db.models.functions.datetime.Now(),
                                help_text="When it may be tried; in the future while a worker is at it.",
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "said",
                            models.CharField(
                                blank=True,
                                help_text="What was found, or why there is no verdict.",
                                max_length=100,
                            ),
                        ),
                        (
                            "told",
                            models.BooleanField(default=False, help_text="Staff need not be told, or were."),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("ended_at", None)),
                                fields=["next_at"],
                                name="virus_scan_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("ended_at__isnull", False), ("told", False)),
                                fields=["ended_at"],
                                name="virus_scan_untold",
                            ),
                        ],
                    },
                ),
            ]
        ),
        # Going back, the column goes with its table.
        migrations.RunPython(add_search, migrations.RunPython.noop),
        migrations.RunPython(begin_audit, end_audit),
    ]
