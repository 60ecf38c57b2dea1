"""A supplier: the firm, and what the register says of it."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class OrganisationType(models.TextChoices):
    """What kind of organisation a supplier is."""

    LIMITED_COMPANY = "limited_company", _("Limited company")
    LLP = "llp", _("Limited liability partnership (LLP)")
    PARTNERSHIP = "partnership", _("Partnership")
    SOLE_TRADER = "sole_trader", _("Sole trader")
    CHARITY = "charity", _("Charity or charitable incorporated organisation (CIO)")
    CIC = "cic", _("Community interest company (CIC)")
    PUBLIC_BODY = "public_body", _("Public body")
    SCHOOL = "school", _("School")
    OTHER = "other", _("Other")


class Employees(models.TextChoices):
    """Bands of the number of employees (Companies Act 2006, s.382, s.384A and s.465)."""

    MICRO = "micro", _("Fewer than 10")
    SMALL = "small", _("10 to 49")
    MEDIUM = "medium", _("50 to 249")
    LARGE = "large", _("250 or more")


class Area(models.TextChoices):
    """Where a supplier works."""

    HACKNEY = "hackney", _("Hackney")
    LONDON = "london", _("London")
    ENGLAND = "england", _("England")


class Phase(models.TextChoices):
    """The phases of education that a supplier works with."""

    EARLY_YEARS = "early_years", _("Early years")
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    SPECIAL = "special", _("Special")
    POST_16 = "post_16", _("Post-16")
    ADULT = "adult", _("Adult")


class Supplier(models.Model):
    """A firm. Until HLT approve its first registration it is an applicant, and in no search of the register.

    Its facts are those of the newest approved registration; `register.apply` copies them here.
    """

    class Status(models.TextChoices):
        """Where it stands in the register."""

        APPLICANT = "applicant", _("Applicant")
        ACTIVE = "active", _("Approved")
        LAPSED = "lapsed", _("Lapsed")
        SUSPENDED = "suspended", _("Suspended")
        DEBARRED = "debarred", _("Debarred")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        MERGED = "merged", _("Merged into another")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.APPLICANT)
    conditions = models.TextField(blank=True, help_text="On which it was approved.")
    approved_at = models.DateTimeField(null=True, blank=True)
    renew_by = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    legal_name = models.CharField(max_length=200, blank=True)
    trading_name = models.CharField(max_length=200, blank=True)
    sort_name = models.CharField(max_length=200, blank=True, editable=False, help_text="In small letters.")
    organisation_type = models.CharField(max_length=20, choices=OrganisationType, blank=True)
    company_number = models.CharField(max_length=8, blank=True)
    charity_number = models.CharField(max_length=12, blank=True)
    vat_number = models.CharField("VAT number", max_length=14, blank=True)
    ppon = models.CharField("Central Digital Platform id", max_length=20, blank=True)
    duns = models.CharField("DUNS number", max_length=9, blank=True)
    address = models.TextField(blank=True, help_text="A line each.")
    postcode = models.CharField(max_length=8, blank=True)
    website = models.CharField(max_length=255, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    email_domain = models.CharField(max_length=200, blank=True, editable=False)
    telephone = models.CharField(max_length=30, blank=True)
    description = models.TextField(blank=True)
    price_band = models.CharField(max_length=20, blank=True)
    employees = models.CharField(max_length=6, choices=Employees, blank=True)
    sme = models.BooleanField("small or medium-sized", default=False)
    vcse = models.BooleanField("voluntary, community or social enterprise", default=False)
    local = models.BooleanField("based in Hackney", default=False)
    public_liability = models.PositiveBigIntegerField(null=True, blank=True, help_text="Pounds.")
    employers_liability = models.PositiveBigIntegerField(null=True, blank=True, help_text="Pounds.")
    professional_indemnity = models.PositiveBigIntegerField(null=True, blank=True, help_text="Pounds.")
    directory_fields = models.JSONField(
        default=list, blank=True, help_text="What it agreed to have shown in the public directory."
    )
    answers = models.JSONField(
        default=dict, blank=True, editable=False, help_text="Those of the newest approved registration."
    )
    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords(excluded_fields=["search_text"])

    class Meta:
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["status", "sort_name", "id"], name="supplier_by_name"),
            models.Index(fields=["status", "local", "sort_name", "id"], name="supplier_local"),
            models.Index(fields=["status", "sme", "sort_name", "id"], name="supplier_sme"),
            models.Index(fields=["status", "vcse", "sort_name", "id"], name="supplier_vcse"),
            models.Index(fields=["sort_name", "id"], name="supplier_any_by_name"),
            models.Index(fields=["status", "public_liability"], name="supplier_liability"),
            models.Index(fields=["status", "employers_liability"], name="supplier_employers"),
            models.Index(fields=["status", "professional_indemnity"], name="supplier_indemnity"),
            models.Index(
                fields=["company_number"],
                condition=~models.Q(company_number=""),
                name="supplier_company_number",
            ),
            models.Index(
                fields=["charity_number"],
                condition=~models.Q(charity_number=""),
                name="supplier_charity_number",
            ),
            models.Index(
                fields=["vat_number"], condition=~models.Q(vat_number=""), name="supplier_vat_number"
            ),
            models.Index(
                fields=["email_domain"], condition=~models.Q(email_domain=""), name="supplier_email_domain"
            ),
            models.Index(fields=["status", "renew_by"], name="supplier_renewal"),
        ]

    def __str__(self) -> str:
        return self.name or "a supplier without a name yet"

    @property
    def name(self) -> str:
        """The name people know it by."""
        return self.trading_name or self.legal_name

    def addresses(self) -> list[str]:
        """Return the email addresses of everybody who acts for it, each once, the main contact's first."""
        people = self.people.values_list("email", flat=True)
        return list({email.lower(): email for email in (self.email, *people) if email}.values())

    def language(self) -> str:
        """Return the language in which it last sent us something, or "" if it never did."""
        sent = self.registrations.exclude(submission=None).order_by("-submitted_at")
        return sent.values_list("submission__language", flat=True).first() or ""


class DirectoryEntry(models.Model):
    """A supplier that agreed to stand in the public directory, and what it may be found by there.

    Search knows no more of it than the directory shows.
    """

    supplier = models.OneToOneField(Supplier, on_delete=models.CASCADE, related_name="directory_entry")
    sort_name = models.CharField(max_length=200)
    by_category = models.BooleanField(help_text="It agreed to have its categories shown.")
    search_text = models.TextField()

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name_plural = "directory entries"
        indexes = [models.Index(fields=["sort_name", "id"], name="directory_by_name")]

    def __str__(self) -> str:
        return self.sort_name


class SupplierCategory(models.Model):
    """A CPV code under which a supplier sells: 8 digits, without the check digit."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="categories")
    code = models.CharField(max_length=8)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code", "supplier"], name="category_once_a_supplier")]

    def __str__(self) -> str:
        return self.code


class SupplierFacet(models.Model):
    """An area or a phase in which a supplier works."""

    class Facet(models.TextChoices):
        """What the value is one of."""

        AREA = "area", "area"
        PHASE = "phase", "phase"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=5, choices=Facet)
    value = models.CharField(max_length=20)

    class Meta:
        ordering = ["facet", "value"]
        constraints = [
            models.UniqueConstraint(fields=["facet", "value", "supplier"], name="facet_once_a_supplier")
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


class Fingerprint(models.Model):
    """Something by which a firm is recognised when it comes again, such as "company:01234567".

    See `suppliers.duplicates`. An applicant has them too.
    """

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="fingerprints")
    key = models.CharField(max_length=80)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "supplier"], name="fingerprint_once_a_supplier")
        ]

    def __str__(self) -> str:
        return self.key
