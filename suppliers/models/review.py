"""What HLT make of a registration: section by section, ground by ground, and the decision."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suppliers.models.registration import Registration


class SectionReview(models.Model):
    """The checklist: what a reviewer found of one section."""

    class Outcome(models.TextChoices):
        """What was found."""

        ACCEPTED = "accepted", "Accepted"
        QUERY = "query", "Query"
        NOT_NEEDED = "not_needed", "Not needed"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="section_reviews")
    section = models.SlugField(max_length=30)
    outcome = models.CharField(max_length=10, choices=Outcome)
    note = models.TextField(blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "section"], name="review_once_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.get_outcome_display()}"


class ExclusionReview(models.Model):
    """Two people' judgement of one declared exclusion ground (Procurement Act 2023, s.57 and s.58)."""

    class Finding(models.TextChoices):
        """What a reviewer holds."""

        ACCEPTABLE = "acceptable", "Self-cleaning shown: may be approved"
        EXCLUDED = "excluded", "Excluded"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="exclusion_reviews")
    ground = models.SlugField(max_length=60)
    first_reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_finding = models.CharField(max_length=10, choices=Finding)
    first_note = models.TextField()
    first_at = models.DateTimeField(default=timezone.now)
    second_reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_finding = models.CharField(max_length=10, choices=Finding, blank=True)
    second_note = models.TextField(blank=True)
    second_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "ground"], name="exclusion_review_once_a_ground"),
            models.CheckConstraint(
                condition=models.Q(second_reviewer=None)
                | ~models.Q(second_reviewer=models.F("first_reviewer")),
                name="second_reviewer_is_another",
                violation_error_message="The second reviewer must be another person.",
            ),
        ]

    def __str__(self) -> str:
        return self.ground


class Decision(models.Model):
    """A decision on a registration, with its reasons; rows are added, never changed."""

    class Outcome(models.TextChoices):
        """What was decided."""

        APPROVED = "approved", _("Approved")
        APPROVED_WITH_CONDITIONS = "approved_with_conditions", _("Approved with conditions")
        CHANGES_REQUESTED = "changes_requested", _("Changes asked for")
        REJECTED = "rejected", _("Not approved")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=24, choices=Outcome)
    reasons = models.TextField(blank=True, help_text="As the supplier was told.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.get_outcome_display()
