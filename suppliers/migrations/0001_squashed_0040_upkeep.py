"""The tables, and what PostgreSQL searches by, as intake's submissions have it."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models
from intake.create_models import CreateModels


_SEARCHED = {"suppliers_supplier": "supplier_search", "suppliers_directoryentry": "directory_search"}


def add_search(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table, index in _SEARCHED.items():
        schema_editor.execute(
            f"ALTER TABLE {table} ADD COLUMN search_vector tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED"
        )
        schema_editor.execute(f"CREATE INDEX {index} ON {table} USING gin (search_vector)")


class Migration(migrations.Migration):
    replaces = [
        ("suppliers", "0001_initial"),
        ("suppliers", "0002_search_vector"),
        ("suppliers", "0010_public_door_and_unsaved"),
        ("suppliers", "0020_company_check"),
        ("suppliers", "0030_register_indexes"),
        ("suppliers", "0031_directory"),
        ("suppliers", "0032_directory_search"),
        ("suppliers", "0040_upkeep"),
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
                    name="Supplier",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("applicant", "Applicant"),
                                    ("active", "Approved"),
                                    ("lapsed", "Lapsed"),
                                    ("suspended", "Suspended"),
                                    ("debarred", "Debarred"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged into another"),
                                ],
                                default="applicant",
                                max_length=10,
                            ),
                        ),
                        ("conditions", models.TextField(blank=True, help_text="On which it was approved.")),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("renew_by", models.DateField(blank=True, null=True)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="suppliers.supplier",
                            ),
                        ),
                        ("legal_name", models.CharField(blank=True, max_length=200)),
                        ("trading_name", models.CharField(blank=True, max_length=200)),
                        (
                            "sort_name",
                            models.CharField(
                                blank=True, editable=False, help_text="In small letters.", max_length=200
                            ),
                        ),
                        (
                            "organisation_type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("limited_company", "Limited company"),
                                    ("llp", "Limited liability partnership (LLP)"),
                                    ("partnership", "Partnership"),
                                    ("sole_trader", "Sole trader"),
                                    ("charity", "Charity or charitable incorporated organisation (CIO)"),
                                    ("cic", "Community interest company (CIC)"),
                                    ("public_body", "Public body"),
                                    ("school", "School"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("company_number", models.CharField(blank=True, max_length=8)),
                        ("charity_number", models.CharField(blank=True, max_length=12)),
                        (
                            "vat_number",
                            models.CharField(blank=True, max_length=14, verbose_name="VAT number"),
                        ),
                        (
                            "ppon",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="Central Digital Platform id"
                            ),
                        ),
                        ("duns", models.CharField(blank=True, max_length=9, verbose_name="DUNS number")),
                        ("address", models.TextField(blank=True, help_text="A line each.")),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        ("website", models.CharField(blank=True, max_length=255)),
                        ("contact_name", models.CharField(blank=True, max_length=200)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("email_domain", models.CharField(blank=True, editable=False, max_length=200)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        ("description", models.TextField(blank=True)),
                        ("price_band", models.CharField(blank=True, max_length=20)),
                        (
                            "employees",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("micro", "Fewer than 10"),
                                    ("small", "10 to 49"),
                                    ("medium", "50 to 249"),
                                    ("large", "250 or more"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("sme", models.BooleanField(default=False, verbose_name="small or medium-sized")),
                        (
                            "vcse",
                            models.BooleanField(
                                default=False, verbose_name="voluntary, community or social enterprise"
                            ),
                        ),
                        ("local", models.BooleanField(default=False, verbose_name="based in Hackney")),
                        (
                            "public_liability",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "employers_liability",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "professional_indemnity",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "directory_fields",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="What it agreed to have shown in the public directory.",
                            ),
                        ),
                        (
                            "answers",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                editable=False,
                                help_text="Those of the newest approved registration.",
                            ),
                        ),
                        ("search_text", models.TextField(blank=True, editable=False)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["sort_name", "id"],
                        "indexes": [
                            models.Index(fields=["status", "sort_name", "id"], name="supplier_by_name"),
                            models.Index(
                                fields=["status", "local", "sort_name", "id"], name="supplier_local"
                            ),
                            models.Index(fields=["status", "sme", "sort_name", "id"], name="supplier_sme"),
                            models.Index(fields=["status", "vcse", "sort_name", "id"], name="supplier_vcse"),
                            models.Index(fields=["sort_name", "id"], name="supplier_any_by_name"),
                            models.Index(fields=["status", "public_liability"], name="supplier_liability"),
                            models.Index(fields=["status", "employers_liability"], name="supplier_employers"),
                            models.Index(
                                fields=["status", "professional_indemnity"], name="supplier_indemnity"
                            ),
                            models.Index(
                                condition=models.Q(("company_number", ""), _negated=True),
                                fields=["company_number"],
                                name="supplier_company_number",
                            ),
                            models.Index(
                                condition=models.Q(("charity_number", ""), _negated=True),
                                fields=["charity_number"],
                                name="supplier_charity_number",
                            ),
                            models.Index(
                                condition=models.Q(("vat_number", ""), _negated=True),
                                fields=["vat_number"],
                                name="supplier_vat_number",
                            ),
                            models.Index(
                                condition=models.Q(("email_domain", ""), _negated=True),
                                fields=["email_domain"],
                                name="supplier_email_domain",
                            ),
                            models.Index(fields=["status", "renew_by"], name="supplier_renewal"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalSupplier",
                    fields=[
                        (
                            "id",
                            models.BigIntegerField(
                                auto_created=True, blank=True, db_index=True, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("applicant", "Applicant"),
                                    ("active", "Approved"),
                                    ("lapsed", "Lapsed"),
                                    ("suspended", "Suspended"),
                                    ("debarred", "Debarred"),
                                    ("withdrawn", "Withdrawn"),
                                    ("merged", "Merged into another"),
                                ],
                                default="applicant",
                                max_length=10,
                            ),
                        ),
                        ("conditions", models.TextField(blank=True, help_text="On which it was approved.")),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        ("renew_by", models.DateField(blank=True, null=True)),
                        ("legal_name", models.CharField(blank=True, max_length=200)),
                        ("trading_name", models.CharField(blank=True, max_length=200)),
                        (
                            "sort_name",
                            models.CharField(
                                blank=True, editable=False, help_text="In small letters.", max_length=200
                            ),
                        ),
                        (
                            "organisation_type",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("limited_company", "Limited company"),
                                    ("llp", "Limited liability partnership (LLP)"),
                                    ("partnership", "Partnership"),
                                    ("sole_trader", "Sole trader"),
                                    ("charity", "Charity or charitable incorporated organisation (CIO)"),
                                    ("cic", "Community interest company (CIC)"),
                                    ("public_body", "Public body"),
                                    ("school", "School"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("company_number", models.CharField(blank=True, max_length=8)),
                        ("charity_number", models.CharField(blank=True, max_length=12)),
                        (
                            "vat_number",
                            models.CharField(blank=True, max_length=14, verbose_name="VAT number"),
                        ),
                        (
                            "ppon",
                            models.CharField(
                                blank=True, max_length=20, verbose_name="Central Digital Platform id"
                            ),
                        ),
                        ("duns", models.CharField(blank=True, max_length=9, verbose_name="DUNS number")),
                        ("address", models.TextField(blank=True, help_text="A line each.")),
                        ("postcode", models.CharField(blank=True, max_length=8)),
                        ("website", models.CharField(blank=True, max_length=255)),
                        ("contact_name", models.CharField(blank=True, max_length=200)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("email_domain", models.CharField(blank=True, editable=False, max_length=200)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        ("description", models.TextField(blank=True)),
                        ("price_band", models.CharField(blank=True, max_length=20)),
                        (
                            "employees",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("micro", "Fewer than 10"),
                                    ("small", "10 to 49"),
                                    ("medium", "50 to 249"),
                                    ("large", "250 or more"),
                                ],
                                max_length=6,
                            ),
                        ),
                        ("sme", models.BooleanField(default=False, verbose_name="small or medium-sized")),
                        (
                            "vcse",
                            models.BooleanField(
                                default=False, verbose_name="voluntary, community or social enterprise"
                            ),
                        ),
                        ("local", models.BooleanField(default=False, verbose_name="based in Hackney")),
                        (
                            "public_liability",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "employers_liability",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "professional_indemnity",
                            models.PositiveBigIntegerField(blank=True, help_text="Pounds.", null=True),
                        ),
                        (
                            "directory_fields",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="What it agreed to have shown in the public directory.",
                            ),
                        ),
                        (
                            "answers",
                            models.JSONField(
                                blank=True,
                                default=dict,
                                editable=False,
                                help_text="Those of the newest approved registration.",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="suppliers.supplier",
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
                        "verbose_name": "historical supplier",
                        "verbose_name_plural": "historical suppliers",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="DirectoryEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="directory_entry",
                                to="suppliers.supplier",
                            ),
                        ),
                        ("sort_name", models.CharField(max_length=200)),
                        (
                            "by_category",
                            models.BooleanField(help_text="It agreed to have its categories shown."),
                        ),
                        ("search_text", models.TextField()),
                    ],
                    options={
                        "verbose_name_plural": "directory entries",
                        "ordering": ["sort_name", "id"],
                        "indexes": [models.Index(fields=["sort_name", "id"], name="directory_by_name")],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierCategory",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="categories",
                                to="suppliers.supplier",
                            ),
                        ),
                        ("code", models.CharField(max_length=8)),
                    ],
                    options={
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("code", "supplier"), name="category_once_a_supplier"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SupplierFacet",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="facets",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "facet",
                            models.CharField(choices=[("area", "area"), ("phase", "phase")], max_length=5),
                        ),
                        ("value", models.CharField(max_length=20)),
                    ],
                    options={
                        "ordering": ["facet", "value"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("facet", "value", "supplier"), name="facet_once_a_supplier"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Fingerprint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="fingerprints",
                                to="suppliers.supplier",
                            ),
                        ),
                        ("key", models.CharField(max_length=80)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("key", "supplier"), name="fingerprint_once_a_supplier"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="registrations",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("new", "Registration"),
                                    ("change", "Change of details"),
                                    ("renewal", "Renewal"),
                                ],
                                default="new",
                                max_length=7,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Not sent yet"),
                                    ("submitted", "With us"),
                                    ("changes_requested", "Changes asked for"),
                                    ("approved", "Approved"),
                                    ("rejected", "Not approved"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="draft",
                                max_length=17,
                            ),
                        ),
                        (
                            "submission",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registration",
                                to="intake.submission",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "touched_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="When anything in it last changed.",
                            ),
                        ),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("reminders_stopped", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["-created_at", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "draft")),
                                fields=["touched_at"],
                                name="registration_drafts",
                            ),
                            models.Index(fields=["state", "-submitted_at"], name="registration_state"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SectionAnswers",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="suppliers.registration",
                            ),
                        ),
                        ("slug", models.SlugField(help_text="See `suppliers.sections`.", max_length=30)),
                        ("answers", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[("in_progress", "In progress"), ("complete", "Complete")],
                                default="in_progress",
                                max_length=11,
                            ),
                        ),
                        (
                            "confirmed",
                            models.BooleanField(
                                default=True,
                                help_text="Last year's answers, taken over into a renewal, are not until they are looked at.",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(default=1, help_text="Counts up with each change."),
                        ),
                        ("saved_by", models.EmailField(blank=True, max_length=254)),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "slug"), name="section_once_a_registration"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnsavedAnswers",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unsaved",
                                to="suppliers.registration",
                            ),
                        ),
                        ("slug", models.SlugField(max_length=30)),
                        ("email", models.EmailField(max_length=254)),
                        (
                            "posted",
                            models.JSONField(
                                default=dict, help_text="A list of values by the name of each field."
                            ),
                        ),
                        (
                            "version",
                            models.PositiveIntegerField(
                                default=0, help_text="Of the section, when it was opened."
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name_plural": "unsaved answers",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "slug", "email"),
                                name="unsaved_once_a_section_and_person",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CompanyCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="company_check",
                                to="suppliers.registration",
                            ),
                        ),
                        ("number", models.CharField(max_length=8)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("found", "Found"),
                                    ("not_found", "Not found"),
                                    ("unavailable", "Companies House could not be asked"),
                                ],
                                max_length=11,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200)),
                        (
                            "status",
                            models.CharField(
                                blank=True, help_text="In Companies House’s own words.", max_length=40
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="Document",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="documents",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                help_text="The one it was uploaded for.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="documents",
                                to="suppliers.registration",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("public_liability", "Public liability insurance certificate"),
                                    ("employers_liability", "Employer’s liability insurance certificate"),
                                    (
                                        "professional_indemnity",
                                        "Professional indemnity insurance certificate",
                                    ),
                                    ("safeguarding_policy", "Safeguarding policy"),
                                    ("cyber_essentials", "Cyber Essentials certificate"),
                                    ("equality_policy", "Equality policy"),
                                    ("health_and_safety_policy", "Health and safety policy"),
                                    ("environment_policy", "Environmental policy"),
                                    ("modern_slavery_statement", "Modern slavery statement"),
                                    ("business_continuity_plan", "Business continuity plan"),
                                    ("other", "Other document"),
                                ],
                                max_length=25,
                            ),
                        ),
                        (
                            "attachment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="document",
                                to="intake.attachment",
                            ),
                        ),
                        ("version", models.PositiveSmallIntegerField(default=1)),
                        (
                            "expires_on",
                            models.DateField(blank=True, help_text="As its certificate says.", null=True),
                        ),
                        ("uploaded_by", models.EmailField(blank=True, max_length=254)),
                        ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("replaced_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["kind", "-version"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "other"), _negated=True),
                                fields=("supplier", "kind", "version"),
                                name="document_version_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="people",
                                to="suppliers.supplier",
                            ),
                        ),
                        ("email", models.EmailField(db_index=True, max_length=254)),
                        ("invited_by", models.EmailField(blank=True, max_length=254)),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("last_seen_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["added_at", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("supplier", "email"), name="person_once_a_supplier"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignInLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("email", models.EmailField(db_index=True, max_length=254)),
                        (
                            "client_hash",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                editable=False,
                                help_text="Where it was asked for from.",
                                max_length=64,
                            ),
                        ),
                        ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("spent_at", models.DateTimeField(blank=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SectionReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="section_reviews",
                                to="suppliers.registration",
                            ),
                        ),
                        ("section", models.SlugField(max_length=30)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("query", "Query"),
                                    ("not_needed", "Not needed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("note", models.TextField(blank=True)),
                        (
                            "reviewer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "section"), name="review_once_a_section"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExclusionReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="exclusion_reviews",
                                to="suppliers.registration",
                            ),
                        ),
                        ("ground", models.SlugField(max_length=60)),
                        (
                            "first_reviewer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "first_finding",
                            models.CharField(
                                choices=[
                                    ("acceptable", "Self-cleaning shown: may be approved"),
                                    ("excluded", "Excluded"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("first_note", models.TextField()),
                        ("first_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "second_reviewer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "second_finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("acceptable", "Self-cleaning shown: may be approved"),
                                    ("excluded", "Excluded"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("second_note", models.TextField(blank=True)),
                        ("second_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("registration", "ground"), name="exclusion_review_once_a_ground"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("second_reviewer", None),
                                    models.Q(("second_reviewer", models.F("first_reviewer")), _negated=True),
                                    _connector="OR",
                                ),
                                name="second_reviewer_is_another",
                                violation_error_message="The second reviewer must be another person.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="decisions",
                                to="suppliers.registration",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved"),
                                    ("approved_with_conditions", "Approved with conditions"),
                                    ("changes_requested", "Changes asked for"),
                                    ("rejected", "Not approved"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("reasons", models.TextField(blank=True, help_text="As the supplier was told.")),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["at", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Expiry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="expiries",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("public_liability", "Public liability insurance"),
                                    ("employers_liability", "Employer’s liability insurance"),
                                    ("professional_indemnity", "Professional indemnity insurance"),
                                    ("safeguarding_policy", "Safeguarding policy"),
                                    ("cyber_essentials", "Cyber Essentials certificate"),
                                    ("ico", "Registration with the Information Commissioner’s Office"),
                                    ("registration", "Registration as our supplier"),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("expires_on", models.DateField(db_index=True)),
                    ],
                    options={
                        "verbose_name_plural": "expiries",
                        "ordering": ["expires_on", "kind"],
                        "constraints": [
                            models.UniqueConstraint(fields=("supplier", "kind"), name="expiry_once_a_kind")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExpiryReminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="expiry_reminders",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("public_liability", "Public liability insurance"),
                                    ("employers_liability", "Employer’s liability insurance"),
                                    ("professional_indemnity", "Professional indemnity insurance"),
                                    ("safeguarding_policy", "Safeguarding policy"),
                                    ("cyber_essentials", "Cyber Essentials certificate"),
                                    ("ico", "Registration with the Information Commissioner’s Office"),
                                    ("registration", "Registration as our supplier"),
                                ],
                                max_length=25,
                            ),
                        ),
                        ("expires_on", models.DateField()),
                        (
                            "step",
                            models.SmallIntegerField(
                                choices=[
                                    (60, "60 days before"),
                                    (30, "30 days before"),
                                    (7, "7 days before"),
                                    (0, "On the day"),
                                    (-1, "Lapsed"),
                                ]
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("team_told", models.BooleanField(default=False)),
                    ],
                    options={
                        "ordering": ["expires_on", "id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("team_told", False)),
                                fields=["id"],
                                name="expiry_reminder_untold",
                            ),
                            models.Index(fields=["expires_on"], name="expiry_reminder_by_day"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("supplier", "kind", "expires_on", "step"),
                                name="expiry_reminder_once_a_step",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Standing",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standings",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("suspended", "Suspended"), ("debarred", "Debarred")], max_length=9
                            ),
                        ),
                        ("starts_on", models.DateField()),
                        (
                            "ends_on",
                            models.DateField(
                                blank=True, help_text="The last day; empty: until it is lifted.", null=True
                            ),
                        ),
                        ("reason", models.TextField()),
                        (
                            "set_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("set_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                        "ordering": ["-starts_on", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on", None),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="standing_ends_after_it_starts",
                                violation_error_message="It must end on or after the day on which it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UseNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "supplier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="use_notes",
                                to="suppliers.supplier",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "used_for",
                            models.CharField(help_text="What was bought, and when.", max_length=200),
                        ),
                        (
                            "rating",
                            models.PositiveSmallIntegerField(
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(5),
                                ]
                            ),
                        ),
                        ("text", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ["-at", "-id"],
                    },
                ),
            ]
        ),
        # Going back, the column goes with its table.
        migrations.RunPython(add_search, migrations.RunPython.noop),
    ]
