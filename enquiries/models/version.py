"""What was published of a type's form, as it was."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from enquiries.models.enquiry_type import EnquiryType


class Version(models.Model):
    """One published form of a type: on the site from a time on, until a later one is. Never changed."""

    enquiry_type = models.ForeignKey(EnquiryType, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="What it asks and says, as `enquiries.definitions` writes it.")
    in_force_from = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True, help_text="Called off before it was in force.")
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True, help_text="What has changed, for colleagues.")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry_type", "number"], name="version_number_once_a_type")
        ]
        indexes = [
            models.Index(fields=["enquiry_type", "-in_force_from", "-number"], name="version_in_force")
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.enquiry_type}"
