"""The tables."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import enquiries.encrypted
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models
from intake.create_models import CreateModels


class Migration(migrations.Migration):
    replaces = [
        ("enquiries", "0001_initial"),
        ("enquiries", "0003_question_history"),
        ("enquiries", "0005_closing"),
        ("enquiries", "0006_encrypted_drafts"),
        ("enquiries", "0007_pages_and_versions"),
        ("enquiries", "0008_suggested_answers"),
        ("enquiries", "0010_traps"),
    ]

    initial = True

    dependencies = [
        ("intake", "0001_squashed_0104_policy_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="HistoricalEnquiryType",
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
                                db_index=True, help_text="As in “your press enquiry”.", max_length=100
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(help_text="Its address, after /enquiries/.", max_length=60),
                        ),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="An inactive type is not on the site."
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100, help_text="Order on the site; the lowest first."
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(
                                help_text="What it is for, in a sentence, on the home page.", max_length=300
                            ),
                        ),
                        (
                            "introduction",
                            models.TextField(
                                blank=True,
                                help_text="Paragraphs at the top of the form, before the questions; plain text.",
                            ),
                        ),
                        (
                            "next_steps",
                            models.TextField(
                                blank=True,
                                help_text="What happens next, on the confirmation page and in the acknowledgement; plain text.",
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="From then on nobody begins this form; who has begun it may still send it. Empty: never.",
                                null=True,
                            ),
                        ),
                        (
                            "closed_message",
                            models.TextField(
                                blank=True, help_text="What its page says once it is closed; plain text."
                            ),
                        ),
                        (
                            "usual_queue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose telephone and targets the form shows; takes it where no routing rule holds.",
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
                        "verbose_name": "historical enquiry type",
                        "verbose_name_plural": "historical enquiry types",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="EnquiryType",
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
                                help_text="As in “your press enquiry”.", max_length=100, unique=True
                            ),
                        ),
                        (
                            "slug",
                            models.SlugField(
                                help_text="Its address, after /enquiries/.", max_length=60, unique=True
                            ),
                        ),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="An inactive type is not on the site."
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100, help_text="Order on the site; the lowest first."
                            ),
                        ),
                        (
                            "summary",
                            models.CharField(
                                help_text="What it is for, in a sentence, on the home page.", max_length=300
                            ),
                        ),
                        (
                            "introduction",
                            models.TextField(
                                blank=True,
                                help_text="Paragraphs at the top of the form, before the questions; plain text.",
                            ),
                        ),
                        (
                            "next_steps",
                            models.TextField(
                                blank=True,
                                help_text="What happens next, on the confirmation page and in the acknowledgement; plain text.",
                            ),
                        ),
                        (
                            "usual_queue",
                            models.ForeignKey(
                                help_text="Whose telephone and targets the form shows; takes it where no routing rule holds.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="intake.queue",
                            ),
                        ),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="From then on nobody begins this form; who has begun it may still send it. Empty: never.",
                                null=True,
                            ),
                        ),
                        (
                            "closed_message",
                            models.TextField(
                                blank=True, help_text="What its page says once it is closed; plain text."
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalPage",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "only_if_question",
                            models.CharField(
                                blank=True,
                                help_text="Asked only if this earlier question, by name, has the answer below.",
                                max_length=60,
                            ),
                        ),
                        (
                            "only_if_operator",
                            models.CharField(
                                choices=[
                                    ("equals", "is"),
                                    ("not_equals", "is not"),
                                    ("includes", "includes"),
                                    ("filled", "is answered"),
                                ],
                                default="equals",
                                max_length=12,
                            ),
                        ),
                        ("only_if_value", models.CharField(blank=True, max_length=200)),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "name",
                            models.CharField(
                                help_text="Its name in the page’s address: small letters, digits and hyphens.",
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[a-z][a-z0-9-]*\\Z", "Small letters, digits and hyphens only."
                                    )
                                ],
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "introduction",
                            models.TextField(
                                blank=True,
                                help_text="Paragraphs before its questions; Markdown: links, lists and **bold** words.",
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="enquiries.enquirytype",
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
                        "verbose_name": "historical page",
                        "verbose_name_plural": "historical pages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Page",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "only_if_question",
                            models.CharField(
                                blank=True,
                                help_text="Asked only if this earlier question, by name, has the answer below.",
                                max_length=60,
                            ),
                        ),
                        (
                            "only_if_operator",
                            models.CharField(
                                choices=[
                                    ("equals", "is"),
                                    ("not_equals", "is not"),
                                    ("includes", "includes"),
                                    ("filled", "is answered"),
                                ],
                                default="equals",
                                max_length=12,
                            ),
                        ),
                        ("only_if_value", models.CharField(blank=True, max_length=200)),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pages",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "name",
                            models.CharField(
                                help_text="Its name in the page’s address: small letters, digits and hyphens.",
                                max_length=40,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[a-z][a-z0-9-]*\\Z", "Small letters, digits and hyphens only."
                                    )
                                ],
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        (
                            "introduction",
                            models.TextField(
                                blank=True,
                                help_text="Paragraphs before its questions; Markdown: links, lists and **bold** words.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enquiry_type", "name"),
                                name="page_name_once_a_type",
                                violation_error_message="Another page of this type has this name.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalQuestion",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "only_if_question",
                            models.CharField(
                                blank=True,
                                help_text="Asked only if this earlier question, by name, has the answer below.",
                                max_length=60,
                            ),
                        ),
                        (
                            "only_if_operator",
                            models.CharField(
                                choices=[
                                    ("equals", "is"),
                                    ("not_equals", "is not"),
                                    ("includes", "includes"),
                                    ("filled", "is answered"),
                                ],
                                default="equals",
                                max_length=12,
                            ),
                        ),
                        ("only_if_value", models.CharField(blank=True, max_length=200)),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "name",
                            models.CharField(
                                help_text="The field's name, which routing rules use: small letters, digits and _.",
                                max_length=60,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[a-z][a-z0-9_]*\\Z", "Small letters, digits and _ only."
                                    )
                                ],
                            ),
                        ),
                        ("label", models.CharField(max_length=200)),
                        ("hint", models.CharField(blank=True, max_length=400)),
                        (
                            "help_text",
                            models.TextField(
                                blank=True,
                                help_text="More help, to unfold; Markdown: links, lists and **bold** words.",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("short_text", "Short text"),
                                    ("long_text", "Long text"),
                                    ("email", "Email address"),
                                    ("telephone", "UK telephone number"),
                                    ("date", "Date"),
                                    ("datetime", "Date and time"),
                                    ("one_of", "One of several"),
                                    ("some_of", "Some of several"),
                                    ("yes_no", "Yes or no"),
                                    ("web_address", "Web address"),
                                    ("school", "School from the register"),
                                    ("school_or_team", "School from the register, or a team's name"),
                                    ("files", "Files"),
                                    ("consent", "A box that must be ticked"),
                                ],
                                default="short_text",
                                max_length=20,
                            ),
                        ),
                        (
                            "meaning",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "just an answer"),
                                    ("sender_name", "the sender's name"),
                                    ("sender_email", "the sender's email address"),
                                    ("sender_telephone", "the sender's telephone number"),
                                    ("sender_organisation", "the sender's organisation"),
                                    ("sender_role", "the sender's role"),
                                    ("needed_by", "the sender's own deadline"),
                                    ("site", "the school or team that it is about"),
                                    ("subject", "the subject"),
                                    ("message", "the message"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("required", models.BooleanField(default=True)),
                        (
                            "choices",
                            models.TextField(
                                blank=True,
                                help_text="For one or some of several: a line each, as value | what people read.",
                            ),
                        ),
                        (
                            "min_length",
                            models.PositiveIntegerField(blank=True, help_text="Characters.", null=True),
                        ),
                        (
                            "max_length",
                            models.PositiveIntegerField(blank=True, help_text="Characters.", null=True),
                        ),
                        (
                            "future_only",
                            models.BooleanField(default=False, help_text="For dates: the past is an error."),
                        ),
                        (
                            "autocomplete",
                            models.CharField(
                                blank=True,
                                help_text="The HTML autocomplete token, such as name, email or tel.",
                                max_length=40,
                            ),
                        ),
                        (
                            "default",
                            models.CharField(
                                blank=True,
                                help_text="The answer that stands there to begin with.",
                                max_length=500,
                            ),
                        ),
                        (
                            "file_types",
                            models.CharField(
                                blank=True,
                                help_text="For files: which, as in “pdf, docx”. Empty: all that the site takes.",
                                max_length=100,
                            ),
                        ),
                        (
                            "max_files",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="For files: how many.", null=True
                            ),
                        ),
                        (
                            "max_file_mb",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="For files: megabytes each.", null=True
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        (
                            "page",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Empty: the first.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="enquiries.page",
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
                        "verbose_name": "historical question",
                        "verbose_name_plural": "historical questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "only_if_question",
                            models.CharField(
                                blank=True,
                                help_text="Asked only if this earlier question, by name, has the answer below.",
                                max_length=60,
                            ),
                        ),
                        (
                            "only_if_operator",
                            models.CharField(
                                choices=[
                                    ("equals", "is"),
                                    ("not_equals", "is not"),
                                    ("includes", "includes"),
                                    ("filled", "is answered"),
                                ],
                                default="equals",
                                max_length=12,
                            ),
                        ),
                        ("only_if_value", models.CharField(blank=True, max_length=200)),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="questions",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        (
                            "page",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: the first.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="questions",
                                to="enquiries.page",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "name",
                            models.CharField(
                                help_text="The field's name, which routing rules use: small letters, digits and _.",
                                max_length=60,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "\\A[a-z][a-z0-9_]*\\Z", "Small letters, digits and _ only."
                                    )
                                ],
                            ),
                        ),
                        ("label", models.CharField(max_length=200)),
                        ("hint", models.CharField(blank=True, max_length=400)),
                        (
                            "help_text",
                            models.TextField(
                                blank=True,
                                help_text="More help, to unfold; Markdown: links, lists and **bold** words.",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("short_text", "Short text"),
                                    ("long_text", "Long text"),
                                    ("email", "Email address"),
                                    ("telephone", "UK telephone number"),
                                    ("date", "Date"),
                                    ("datetime", "Date and time"),
                                    ("one_of", "One of several"),
                                    ("some_of", "Some of several"),
                                    ("yes_no", "Yes or no"),
                                    ("web_address", "Web address"),
                                    ("school", "School from the register"),
                                    ("school_or_team", "School from the register, or a team's name"),
                                    ("files", "Files"),
                                    ("consent", "A box that must be ticked"),
                                ],
                                default="short_text",
                                max_length=20,
                            ),
                        ),
                        (
                            "meaning",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "just an answer"),
                                    ("sender_name", "the sender's name"),
                                    ("sender_email", "the sender's email address"),
                                    ("sender_telephone", "the sender's telephone number"),
                                    ("sender_organisation", "the sender's organisation"),
                                    ("sender_role", "the sender's role"),
                                    ("needed_by", "the sender's own deadline"),
                                    ("site", "the school or team that it is about"),
                                    ("subject", "the subject"),
                                    ("message", "the message"),
                                ],
                                default="",
                                max_length=20,
                            ),
                        ),
                        ("required", models.BooleanField(default=True)),
                        (
                            "choices",
                            models.TextField(
                                blank=True,
                                help_text="For one or some of several: a line each, as value | what people read.",
                            ),
                        ),
                        (
                            "min_length",
                            models.PositiveIntegerField(blank=True, help_text="Characters.", null=True),
                        ),
                        (
                            "max_length",
                            models.PositiveIntegerField(blank=True, help_text="Characters.", null=True),
                        ),
                        (
                            "future_only",
                            models.BooleanField(default=False, help_text="For dates: the past is an error."),
                        ),
                        (
                            "autocomplete",
                            models.CharField(
                                blank=True,
                                help_text="The HTML autocomplete token, such as name, email or tel.",
                                max_length=40,
                            ),
                        ),
                        (
                            "default",
                            models.CharField(
                                blank=True,
                                help_text="The answer that stands there to begin with.",
                                max_length=500,
                            ),
                        ),
                        (
                            "file_types",
                            models.CharField(
                                blank=True,
                                help_text="For files: which, as in “pdf, docx”. Empty: all that the site takes.",
                                max_length=100,
                            ),
                        ),
                        (
                            "max_files",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="For files: how many.", null=True
                            ),
                        ),
                        (
                            "max_file_mb",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="For files: megabytes each.", null=True
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enquiry_type", "name"),
                                name="question_name_once_a_type",
                                violation_error_message="Another question of this type has this name.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalNotice",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("form", "at the top of the form"),
                                    ("confirmation", "on the confirmation page and in the acknowledgement"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="Plain text; web addresses and telephone numbers become links."
                            ),
                        ),
                        ("important", models.BooleanField(default=False, help_text="Shown as a warning.")),
                        (
                            "field",
                            models.CharField(
                                blank=True,
                                help_text="A question's name; empty: always shown. For confirmations only.",
                                max_length=60,
                            ),
                        ),
                        (
                            "operator",
                            models.CharField(
                                blank=True,
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
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="enquiries.enquirytype",
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
                        "verbose_name": "historical notice",
                        "verbose_name_plural": "historical notices",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        (
                            "place",
                            models.CharField(
                                choices=[
                                    ("form", "at the top of the form"),
                                    ("confirmation", "on the confirmation page and in the acknowledgement"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="Plain text; web addresses and telephone numbers become links."
                            ),
                        ),
                        ("important", models.BooleanField(default=False, help_text="Shown as a warning.")),
                        (
                            "field",
                            models.CharField(
                                blank=True,
                                help_text="A question's name; empty: always shown. For confirmations only.",
                                max_length=60,
                            ),
                        ),
                        (
                            "operator",
                            models.CharField(
                                blank=True,
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
                        "ordering": ["position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="versions",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "content",
                            models.JSONField(
                                help_text="What it asks and says, as `enquiries.definitions` writes it."
                            ),
                        ),
                        ("in_force_from", models.DateTimeField()),
                        (
                            "cancelled_at",
                            models.DateTimeField(
                                blank=True, help_text="Called off before it was in force.", null=True
                            ),
                        ),
                        ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, help_text="What has changed, for colleagues.", max_length=200
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "indexes": [
                            models.Index(
                                fields=["enquiry_type", "-in_force_from", "-number"], name="version_in_force"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("enquiry_type", "number"), name="version_number_once_a_type"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Draft",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                help_text="Which form it fills in; empty: one that was never published.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="enquiries.version",
                            ),
                        ),
                        ("browser_hash", models.CharField(editable=False, max_length=64)),
                        (
                            "answers",
                            enquiries.encrypted.EncryptedJSONField(
                                default=dict, help_text="As posted, by question name."
                            ),
                        ),
                        (
                            "checked",
                            models.BooleanField(
                                default=False, help_text="Whether every answer passed its checks."
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="intake.submission",
                            ),
                        ),
                        (
                            "trap_filled",
                            models.BooleanField(
                                default=False, help_text="Whether a field was filled in that nobody sees."
                            ),
                        ),
                        (
                            "shown_at",
                            models.DateTimeField(
                                blank=True, help_text="When its form was first shown, if proved.", null=True
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("updated_at", models.DateTimeField(auto_now=True, db_index=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="School",
                    fields=[
                        (
                            "urn",
                            models.PositiveIntegerField(
                                help_text="Unique reference number, 6 digits.",
                                primary_key=True,
                                serialize=False,
                                verbose_name="URN",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "local_authority",
                            models.CharField(
                                help_text="204 is Hackney.", max_length=3, verbose_name="local authority code"
                            ),
                        ),
                        ("establishment_number", models.CharField(blank=True, max_length=4)),
                        ("establishment_type", models.CharField(blank=True, max_length=100)),
                        ("is_open", models.BooleanField(default=True)),
                        ("phase", models.CharField(blank=True, max_length=60)),
                        ("street", models.CharField(blank=True, max_length=200)),
                        ("postcode", models.CharField(blank=True, max_length=10)),
                        ("website", models.CharField(blank=True, max_length=255)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        (
                            "search_name",
                            models.CharField(
                                db_index=True,
                                editable=False,
                                help_text="The name without case and punctuation.",
                                max_length=200,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "urn"],
                        "indexes": [
                            models.Index(fields=["local_authority", "name"], name="school_by_authority")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSuggestedAnswer",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="The trouble in a few words: “Your printer does not print”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="What to try, in plain text. Empty lines part paragraphs; web addresses and telephone numbers become links.",
                                max_length=1500,
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                help_text="A line each: a word, or several words that must all be typed, in any order. Whole words count, without capitals, accents and endings: “printer” finds “Printers”, “wi-fi” finds “wifi”.",
                                max_length=1000,
                            ),
                        ),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="One that is not active is not shown."
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100,
                                help_text="Which of two comes first that fit as well; the lowest.",
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="enquiries.enquirytype",
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
                        "verbose_name": "historical suggested answer",
                        "verbose_name_plural": "historical suggested answers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="SuggestedAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "enquiry_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="suggested_answers",
                                to="enquiries.enquirytype",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                help_text="The trouble in a few words: “Your printer does not print”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                help_text="What to try, in plain text. Empty lines part paragraphs; web addresses and telephone numbers become links.",
                                max_length=1500,
                            ),
                        ),
                        (
                            "words",
                            models.TextField(
                                help_text="A line each: a word, or several words that must all be typed, in any order. Whole words count, without capitals, accents and endings: “printer” finds “Printers”, “wi-fi” finds “wifi”.",
                                max_length=1000,
                            ),
                        ),
                        (
                            "active",
                            models.BooleanField(
                                default=True, help_text="One that is not active is not shown."
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                default=100,
                                help_text="Which of two comes first that fit as well; the lowest.",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["enquiry_type__position", "position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerShown",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="showings",
                                to="enquiries.suggestedanswer",
                            ),
                        ),
                        ("draft_id", models.UUIDField(editable=False)),
                        ("shown_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ("solved_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft_id", "answer"), name="answer_shown_once_a_draft"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
