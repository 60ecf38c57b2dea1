"""What Companies House said of the company of a registration: asked once, kept, shown on the review page."""

from django.db import models
from django.utils import timezone

from suppliers.models.registration import Registration


class CompanyCheck(models.Model):
    """The answer to one company number; a registration whose number has changed since is asked about anew."""

    class Outcome(models.TextChoices):
        """What came back."""

        FOUND = "found", "Found"
        NOT_FOUND = "not_found", "Not found"
        UNAVAILABLE = "unavailable", "Companies House could not be asked"

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="company_check")
    number = models.CharField(max_length=8)
    outcome = models.CharField(max_length=11, choices=Outcome)
    name = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=40, blank=True, help_text="In Companies House’s own words.")
    asked_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
