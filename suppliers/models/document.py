"""A document of a supplier's, such as an insurance certificate: replaced by a newer one, never lost."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import Attachment
from suppliers.models.registration import Registration
from suppliers.models.supplier import Supplier


class DocumentKind(models.TextChoices):
    """What a document shows."""

    PUBLIC_LIABILITY = "public_liability", _("Public liability insurance certificate")
    EMPLOYERS_LIABILITY = "employers_liability", _("Employer’s liability insurance certificate")
    PROFESSIONAL_INDEMNITY = "professional_indemnity", _("Professional indemnity insurance certificate")
    SAFEGUARDING_POLICY = "safeguarding_policy", _("Safeguarding policy")
    CYBER_ESSENTIALS = "cyber_essentials", _("Cyber Essentials certificate")
    EQUALITY_POLICY = "equality_policy", _("Equality policy")
    HEALTH_AND_SAFETY_POLICY = "health_and_safety_policy", _("Health and safety policy")
    ENVIRONMENT_POLICY = "environment_policy", _("Environmental policy")
    MODERN_SLAVERY_STATEMENT = "modern_slavery_statement", _("Modern slavery statement")
    BUSINESS_CONTINUITY_PLAN = "business_continuity_plan", _("Business continuity plan")
    OTHER = "other", _("Other document")


class Document(models.Model):
    """One version of one document. The newest of its kind is the one without `replaced_at`."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="documents")
    registration = models.ForeignKey(
        Registration,
        on_delete=models.SET_NULL,
        null=True,
        related_name="documents",
        help_text="The one it was uploaded for.",
    )
    kind = models.CharField(max_length=25, choices=DocumentKind)
    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, related_name="document")
    version = models.PositiveSmallIntegerField(default=1)
    expires_on = models.DateField(null=True, blank=True, help_text="As its certificate says.")
    uploaded_by = models.EmailField(blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "version"],
                condition=~models.Q(kind="other"),
                name="document_version_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, version {self.version}"
