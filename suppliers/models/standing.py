"""What becomes of a supplier in the register: what expires, what HLT found, and whether it may be used."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from suppliers.models.supplier import Supplier


class Expiry(models.Model):
    """Something of a supplier's that expires: what, and the last day on which it holds."""

    class Kind(models.TextChoices):
        """What expires."""

        PUBLIC_LIABILITY = "public_liability", _("Public liability insurance")
        EMPLOYERS_LIABILITY = "employers_liability", _("Employer’s liability insurance")
        PROFESSIONAL_INDEMNITY = "professional_indemnity", _("Professional indemnity insurance")
        SAFEGUARDING_POLICY = "safeguarding_policy", _("Safeguarding policy")
        CYBER_ESSENTIALS = "cyber_essentials", _("Cyber Essentials certificate")
        ICO = "ico", _("Registration with the Information Commissioner’s Office")
        REGISTRATION = "registration", _("Registration as our supplier")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="expiries")
    kind = models.CharField(max_length=25, choices=Kind)
    expires_on = models.DateField(db_index=True)

    class Meta:
        ordering = ["expires_on", "kind"]
        verbose_name_plural = "expiries"
        constraints = [models.UniqueConstraint(fields=["supplier", "kind"], name="expiry_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.expires_on}"


class ExpiryReminder(models.Model):
    """That a supplier was told that one of its expiries had come to a step; the team is told once a night."""

    class Step(models.IntegerChoices):
        """Days before the last day on which it holds."""

        SIXTY = 60, "60 days before"
        THIRTY = 30, "30 days before"
        SEVEN = 7, "7 days before"
        DAY = 0, "On the day"
        LAPSED = -1, "Lapsed"

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="expiry_reminders")
    kind = models.CharField(max_length=25, choices=Expiry.Kind)
    expires_on = models.DateField()
    step = models.SmallIntegerField(choices=Step)
    at = models.DateTimeField(default=timezone.now)
    team_told = models.BooleanField(default=False)

    class Meta:
        ordering = ["expires_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "kind", "expires_on", "step"], name="expiry_reminder_once_a_step"
            )
        ]
        indexes = [
            models.Index(fields=["id"], condition=models.Q(team_told=False), name="expiry_reminder_untold"),
            models.Index(fields=["expires_on"], name="expiry_reminder_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.expires_on}: {self.get_step_display()}"


class Standing(models.Model):
    """A suspension or debarment: from when, until when, why, and who set and lifted it."""

    class Kind(models.TextChoices):
        """Which of the two."""

        SUSPENDED = "suspended", _("Suspended")
        DEBARRED = "debarred", _("Debarred")

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=9, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; empty: until it is lifted.")
    reason = models.TextField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    set_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="standing_ends_after_it_starts",
                violation_error_message="It must end on or after the day on which it starts.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.starts_on}"


class UseNote(models.Model):
    """What somebody at HLT found when they used a supplier."""

    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="use_notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    used_for = models.CharField(max_length=200, help_text="What was bought, and when.")
    rating = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.rating} of 5: {self.used_for}"
