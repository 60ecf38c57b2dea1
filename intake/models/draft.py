"""What a person has begun to write, and who looks at a submission just now."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from intake.models.submission import Submission


class Draft(models.Model):
    """A reply that somebody has begun and not sent: one for each person and submission."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="one_draft_a_submission_and_user")
        ]

    def __str__(self) -> str:
        return f"Draft of {self.user} for {self.submission}"


class Presence(models.Model):
    """That somebody has a submission's page open; old ones mean nothing."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=timezone.now)
    typed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "user"], name="one_presence_a_submission_and_user")
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]

    def __str__(self) -> str:
        return f"{self.user} at {self.submission}"
