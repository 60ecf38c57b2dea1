"""The days on which members of staff are away."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Absence(models.Model):
    """From one day to another, both included, somebody is away and is given no new work."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    ends_on = models.DateField()
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["starts_on", "id"]
        verbose_name_plural = "days away"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__lte=models.F("ends_on")), name="absence_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["user", "ends_on"], name="absence_of_user")]

    def __str__(self) -> str:
        return f"{self.user} from {self.starts_on} to {self.ends_on}"
